// The link of the selected words: set, change, remove.
import type { Editor } from '@tiptap/core'
import { useState, type ReactElement } from 'react'
import { Button, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { linkAt, setLink } from './formatting.ts'

export const LinkForm = ({
  editor,
  onDone,
}: {
  readonly editor: Editor
  readonly onDone: () => void
}): ReactElement => {
  const t = useText()
  const [address, setAddress] = useState(() => linkAt(editor))
  const apply = (value: string): void => {
    setLink(value)
    onDone()
  }
  return (
    <>
      <TextField
        label={t('manuscript:linkAddress')}
        value={address}
        onChange={setAddress}
        autoFocus
        onSubmit={() => apply(address)}
      />
      <div className="row">
        {editor.isActive('link') && <Button onPress={() => apply('')}>{t('manuscript:linkRemove')}</Button>}
        <Button look="primary" onPress={() => apply(address)}>
          {t('manuscript:linkSet')}
        </Button>
      </div>
    </>
  )
}
