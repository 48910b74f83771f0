// Text that is read until one presses it and edited in place then; Enter keeps, Escape gives up, leaving keeps.
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { Button } from 'react-aria-components'

interface EditableTextProps {
  /** What the field is called, spoken with the value. */
  readonly label: string
  readonly value: string
  /** Shown quietly where there is no value. */
  readonly placeholder: string
  readonly onCommit: (value: string) => void
  readonly multiline?: boolean
  readonly className?: string
  readonly maxLength?: number
  /** Begins as a field, for acts that come from elsewhere (F2, a menu). */
  readonly startEditing?: boolean
  readonly onEnd?: () => void
}

const Field = (
  props: Omit<EditableTextProps, 'onEnd'> & { readonly onEnd: (byKey: boolean) => void },
): ReactElement => {
  const { label, value, onCommit, onEnd, multiline = false, className = '', maxLength = 300 } = props
  const [text, setText] = useState(value)
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const ended = useRef(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const end = (keep: boolean, byKey: boolean): void => {
    if (ended.current) return
    ended.current = true
    if (keep && text.trim() !== value) onCommit(text.trim())
    onEnd(byKey)
  }
  const shared = {
    ref: field,
    className: `input editable-field ${className}`,
    'aria-label': label,
    value: text,
    maxLength,
    onChange: (event: { readonly target: { readonly value: string } }) => setText(event.target.value),
    onBlur: () => end(true, false),
    onPointerDown: (event: React.PointerEvent) => event.stopPropagation(),
    onKeyDown: (event: React.KeyboardEvent) => {
      // The list around it has its own uses for these keys.
      event.stopPropagation()
      if (event.nativeEvent.isComposing) return
      if (event.key === 'Escape') end(false, true)
      else if (event.key === 'Enter' && (!multiline || !event.shiftKey)) {
        event.preventDefault()
        end(true, true)
      }
    },
  }
  return multiline ? <textarea rows={4} {...shared} /> : <input {...shared} />
}

export const EditableText = (props: EditableTextProps): ReactElement => {
  const { label, value, placeholder, className = '', startEditing = false } = props
  const [editing, setEditing] = useState(startEditing)
  const button = useRef<HTMLButtonElement>(null)
  const end = (byKey: boolean): void => {
    setEditing(false)
    props.onEnd?.()
    if (byKey) requestAnimationFrame(() => button.current?.focus())
  }
  if (editing) return <Field {...props} onEnd={end} />
  return (
    <Button
      ref={button}
      className={`editable ${value === '' ? 'empty-value' : ''} ${className}`}
      aria-label={`${label}: ${value === '' ? placeholder : value}`}
      onPress={() => setEditing(true)}
    >
      {value === '' ? placeholder : value}
    </Button>
  )
}
