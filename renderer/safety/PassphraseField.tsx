// One line for a passphrase: unseen, and no business of the browser's memory.
import type { ReactElement } from 'react'
import { FieldError, Input, Label, TextField } from 'react-aria-components'

export interface PassphraseFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onSubmit?: () => void
  readonly error?: string | undefined
  readonly isFirst?: boolean
  readonly testId?: string
}

export const PassphraseField = (props: PassphraseFieldProps): ReactElement => (
  <TextField
    className="field"
    type="password"
    value={props.value}
    onChange={props.onChange}
    autoComplete="off"
    autoFocus={props.isFirst ?? false}
    isInvalid={props.error !== undefined}
    onKeyDown={(event) => {
      if (event.key === 'Enter') props.onSubmit?.()
      else event.continuePropagation()
    }}
  >
    <Label>{props.label}</Label>
    <Input className="input" data-testid={props.testId} />
    <FieldError className="error">{props.error}</FieldError>
  </TextField>
)
