// Where a comment, an answer or a change of one is written: Ctrl+Enter says it, Escape leaves it.
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, TextField } from '../ui/index.ts'

export const CommentForm = (props: {
  readonly label: string
  readonly action: string
  readonly initial?: string
  readonly autoFocus?: boolean
  /** @returns whether it was done: else the words stay here. */
  readonly onSay: (text: string) => Promise<boolean>
  readonly onCancel?: () => void
  readonly testId: string
}): ReactElement => {
  const t = useText()
  const { label, action, onSay, onCancel, testId } = props
  const [text, setText] = useState(props.initial ?? '')
  const [busy, setBusy] = useState(false)
  const say = async (): Promise<void> => {
    if (text.trim() === '' || busy) return
    setBusy(true)
    const done = await onSay(text.trim())
    setBusy(false)
    if (done) setText('')
  }
  return (
    <div
      className="comment-form"
      data-owns="cowriter.continue"
      // Before the field keeps the keys to itself.
      onKeyDownCapture={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          event.stopPropagation()
          void say()
        } else if (event.key === 'Escape' && onCancel) {
          event.preventDefault()
          event.stopPropagation()
          onCancel()
        }
      }}
    >
      <TextField
        writes
        multiline
        label={label}
        value={text}
        onChange={setText}
        autoFocus={props.autoFocus ?? false}
        testId={testId}
      />
      <div className="comment-acts">
        <Button
          writes
          look="primary"
          className="small"
          isDisabled={text.trim() === '' || busy}
          onPress={() => void say()}
          data-testid={`${testId}-say`}
        >
          {action}
        </Button>
        {onCancel && (
          <Button className="small" onPress={onCancel}>
            {t('comments:cancel')}
          </Button>
        )}
      </div>
    </div>
  )
}
