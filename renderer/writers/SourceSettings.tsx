// How a model that was added is used: its name, context, card, masking, key. Saved as one change.
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Select, Switch, TextField } from '../ui/index.ts'
import { changeSource, type Source } from './writers-store.ts'

const numberIn = (text: string): number => Number.parseInt(text.replace(/\D/g, '') || '0', 10)

const FileFields = ({ source }: { readonly source: Extract<Source, { kind: 'file' }> }): ReactElement => {
  const t = useText()
  return (
    <Switch selected={source.gpu} onChange={(gpu) => void changeSource(source.id, { gpu })}>
      <span>
        {t('writers:gpu')}
        <small>{t('writers:gpuHint')}</small>
      </span>
    </Switch>
  )
}

const ServerFields = ({ source }: { readonly source: Extract<Source, { kind: 'server' }> }): ReactElement => {
  const t = useText()
  const { id, mode, chats = mode === 'chat' } = source
  return (
    <>
      <Switch selected={source.mask} onChange={(mask) => void changeSource(id, { mask })}>
        <span>
          {t('writers:mask')}
          <small>{t('writers:maskHint')}</small>
        </span>
      </Switch>
      <Switch selected={chats} onChange={(on) => void changeSource(id, { chats: on })}>
        <span>
          {t('writers:chats')}
          <small>{t('writers:chatsHint')}</small>
        </span>
      </Switch>
      <Select
        label={t('writers:mode')}
        value={mode}
        choices={[
          { id: 'completions', label: t('writers:modeCompletions') },
          { id: 'chat', label: t('writers:modeChat') },
        ]}
        onChange={(chosen) => void changeSource(id, { mode: chosen })}
      />
    </>
  )
}

const KeyField = ({ source }: { readonly source: Extract<Source, { kind: 'server' }> }): ReactElement => {
  const t = useText()
  const [key, setKey] = useState('')
  return (
    <div className="writer-key">
      <TextField
        secret
        label={t('writers:key')}
        hint={t(`writers:key-${source.key}`)}
        value={key}
        onChange={setKey}
        placeholder={source.key === 'none' ? '' : '••••••••'}
      />
      <Button
        isDisabled={key.trim() === ''}
        onPress={() => void changeSource(source.id, { key: key.trim() }).then(() => setKey(''))}
      >
        {t('writers:keySave')}
      </Button>
      {source.key !== 'none' && (
        <Button look="quiet" onPress={() => void changeSource(source.id, { key: null })}>
          {t('writers:keyForget')}
        </Button>
      )}
    </div>
  )
}

export const SourceSettings = ({ source }: { readonly source: Source }): ReactElement => {
  const t = useText()
  const [name, setName] = useState(source.name)
  const [context, setContext] = useState(source.contextTokens === 0 ? '' : String(source.contextTokens))
  const isChanged = name.trim() !== source.name || numberIn(context) !== source.contextTokens
  const save = (): void =>
    void changeSource(source.id, {
      ...(name.trim() === '' ? {} : { name: name.trim().slice(0, 200) }),
      contextTokens: numberIn(context),
    })
  return (
    <div className="writer-settings">
      <div className="writer-fields">
        <TextField label={t('writers:name')} value={name} onChange={setName} onSubmit={save} />
        <TextField
          label={t('writers:contextTokens')}
          hint={t('writers:contextHint')}
          placeholder={t('writers:contextUsual')}
          value={context}
          onChange={(text) => setContext(text.replace(/\D/g, '').slice(0, 7))}
          onSubmit={save}
        />
        <Button isDisabled={!isChanged} onPress={save}>
          {t('writers:save')}
        </Button>
      </div>
      {source.kind === 'file' ? (
        <FileFields source={source} />
      ) : (
        <>
          <ServerFields source={source} />
          <KeyField source={source} />
        </>
      )}
    </div>
  )
}
