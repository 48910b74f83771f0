// The project's dictionary: which language it is checked in, and its own words.
import { Plus, X } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { updateSettings, useSettings } from '../app/settings-store.ts'
import { useText } from '../locales/index.ts'
import { languageName } from '../locales/language-name.ts'
import { Button, Dialog, IconButton, Select, Switch, TextField } from '../ui/index.ts'
import { addWord, chooseDictionary, closeDictionary, removeWord, useSpelling } from './spelling-store.ts'
import './spelling.css'

const OwnWords = ({ words }: { readonly words: readonly string[] }): ReactElement => {
  const t = useText()
  const [word, setWord] = useState('')
  const add = (): void => {
    if (word.trim() === '') return
    void addWord(word.trim())
    setWord('')
  }
  return (
    <>
      <div className="spelling-add">
        <TextField
          label={t('spelling:newWord')}
          value={word}
          onChange={setWord}
          onSubmit={add}
          testId="spelling-word"
        />
        <Button onPress={add} isDisabled={word.trim() === ''}>
          <Plus aria-hidden /> {t('spelling:addShort')}
        </Button>
      </div>
      {words.length === 0 ? (
        <p className="hint">{t('spelling:noWords')}</p>
      ) : (
        <ul className="spelling-words" aria-label={t('spelling:ownWords')}>
          {words.map((own) => (
            <li key={own}>
              <span>{own}</span>
              <IconButton label={t('spelling:remove', { word: own })} onPress={() => void removeWord(own)}>
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

export const DictionaryDialog = (): ReactElement => {
  const t = useText()
  const open = useSpelling((state) => state.dialogOpen)
  const spell = useSpelling((state) => state.spell)
  const spellcheck = useSettings((settings) => settings.spellcheck)
  return (
    <Dialog title={t('spelling:title')} isOpen={open} onClose={closeDictionary} testId="dictionary-dialog">
      <div className="spelling">
        <Switch selected={spellcheck} onChange={(on) => void updateSettings({ spellcheck: on })}>
          {t('spelling:switch')}
        </Switch>
        {spell && (
          <Select
            label={t('spelling:dictionary')}
            value={spell.chosen ?? 'auto'}
            choices={[
              { id: 'auto', label: t('spelling:auto') },
              { id: '', label: t('spelling:none') },
              ...spell.dictionaries.map(({ id }) => ({ id, label: languageName(id) })),
            ]}
            onChange={(id) => void chooseDictionary(id === 'auto' ? null : id)}
            hint={t('spelling:more')}
          />
        )}
        {spell && <OwnWords words={spell.words} />}
      </div>
    </Dialog>
  )
}
