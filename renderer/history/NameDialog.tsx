// Asks for the name of a snapshot or a draft.
import { useState, type ReactElement } from 'react'
import { useText, type TextKey } from '../locales/index.ts'
import { Button, Dialog, TextField } from '../ui/index.ts'
import { askName, giveName, useHistory, type Naming } from './history-store.ts'

const TITLES: Readonly<Record<Naming['kind'], TextKey>> = {
  take: 'history:take',
  draft: 'history:newDraft',
  rename: 'history:rename',
  renameDraft: 'history:rename',
}

const hintOf = (naming: Naming): TextKey | null => {
  if (naming.kind === 'take') return 'history:takeHint'
  if (naming.kind !== 'draft') return null
  return naming.from === undefined ? 'history:draftHint' : 'history:draftFromHint'
}

const Question = ({ naming }: { readonly naming: Naming }): ReactElement => {
  const t = useText()
  const [name, setName] = useState('name' in naming ? naming.name : '')
  const hint = hintOf(naming)
  const submit = (): void => {
    if (name.trim() !== '') void giveName(name.trim().slice(0, 200))
  }
  return (
    <Dialog
      title={t(TITLES[naming.kind])}
      isOpen
      onClose={() => askName(null)}
      widthPx={420}
      testId="version-name-dialog"
      foot={
        <>
          <Button onPress={() => askName(null)}>{t('history:cancel')}</Button>
          <Button
            look="primary"
            isDisabled={name.trim() === ''}
            onPress={submit}
            data-testid="version-name-submit"
          >
            {t('history:keep')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('history:name')}
        value={name}
        onChange={setName}
        onSubmit={submit}
        autoFocus
        testId="version-name"
        {...(hint ? { hint: t(hint) } : {})}
      />
    </Dialog>
  )
}

export const NameDialog = (): ReactElement | null => {
  const naming = useHistory((state) => state.naming)
  return naming && <Question naming={naming} />
}
