// A field that is written down when the writer leaves it.
import { useState, type ComponentProps, type ReactElement } from 'react'
import { TextField } from '../ui/index.ts'

export const SavedText = (
  props: Omit<ComponentProps<typeof TextField>, 'onChange' | 'onSubmit'> & {
    readonly onSave: (value: string) => void
  },
): ReactElement => {
  const { value, onSave, ...rest } = props
  const [draft, setDraft] = useState<string | null>(null)
  const keep = (): void => {
    if (draft !== null && draft !== value) onSave(draft)
    setDraft(null)
  }
  return (
    <div className="saved-text" onBlur={keep}>
      <TextField {...rest} value={draft ?? value} onChange={setDraft} onSubmit={keep} />
    </div>
  )
}
