// A name for how the book feels now, to be compared with later.
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Dialog, TextField } from '../ui/index.ts'
import { keepDraft } from './arc-engine.ts'
import { closeTimelineDialog } from './timeline-view.ts'

export const KeepDraftDialog = (): ReactElement => {
  const t = useText()
  const [name, setName] = useState('')
  const isEmpty = name.trim() === ''
  const keep = (): void => {
    if (isEmpty) return
    closeTimelineDialog()
    void keepDraft(name.trim().slice(0, 200))
  }
  return (
    <Dialog
      title={t('arc:keepDraftTitle')}
      isOpen
      onClose={closeTimelineDialog}
      widthPx={420}
      testId="keep-draft-dialog"
      foot={
        <>
          <Button onPress={closeTimelineDialog}>{t('arc:cancel')}</Button>
          <Button look="primary" isDisabled={isEmpty} onPress={keep} data-testid="keep-draft-run">
            {t('arc:keep')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('arc:draftName')}
        value={name}
        onChange={setName}
        hint={t('arc:keepDraftHint')}
        autoFocus
        onSubmit={keep}
        testId="draft-name"
      />
    </Dialog>
  )
}
