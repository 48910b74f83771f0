// A text field that hands its words over when it is left or Enter is pressed, so that an act is a thought, not a key.
import { useState, type ReactElement } from 'react'
import { TextField, type TextFieldProps } from '../ui/Fields.tsx'

type Props = Omit<TextFieldProps, 'onChange' | 'onSubmit'> & {
  /** False: not taken, the old words come back. */
  readonly onCommit: (value: string) => unknown
}

/** Give it a key of what it edits: another node is another draft. */
export const Draft = ({ value, onCommit, ...rest }: Props): ReactElement => {
  const [own, setOwn] = useState({ value, from: value })
  // Changed elsewhere (undo, another window): what is shown follows.
  if (own.from !== value) setOwn({ value, from: value })
  const commit = (): void => {
    if (own.value !== value && onCommit(own.value) === false) setOwn({ value, from: value })
  }
  return (
    <div onBlur={commit}>
      <TextField
        {...rest}
        value={own.value}
        onChange={(next) => setOwn({ value: next, from: value })}
        onSubmit={commit}
      />
    </div>
  )
}
