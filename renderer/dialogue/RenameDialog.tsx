// Another title for the dialogue that is open.
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Dialog, TextField } from '../ui/index.ts'
import { renameDialogue, showPanel, useDialogue } from './dialogue-store.ts'

const Form = ({ title }: { readonly title: string }): ReactElement => {
  const t = useText()
  const [text, setText] = useState(title)
  const rename = async (): Promise<void> => {
    if (text.trim() === '') return
    await renameDialogue(text.trim())
    showPanel(null)
  }
  return (
    <>
      <TextField
        label={t('dialogue:renameField')}
        value={text}
        onChange={setText}
        onSubmit={() => void rename()}
        autoFocus
        testId="dialogue-title"
      />
      <Button look="primary" writes isDisabled={text.trim() === ''} onPress={() => void rename()}>
        {t('dialogue:renameDone')}
      </Button>
    </>
  )
}

export const RenameDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useDialogue((state) => state.panel === 'rename')
  const title = useDialogue((state) => state.graph?.title ?? '')
  return (
    <Dialog
      title={t('dialogue:renameTitle')}
      isOpen={isOpen}
      onClose={() => showPanel(null)}
      widthPx={420}
      testId="dialogue-rename"
    >
      <Form title={title} />
    </Dialog>
  )
}
