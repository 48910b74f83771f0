// One setting of a model as the control its type asks for, with the reason for its default.
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Select, Switch, TextField } from '../ui/index.ts'
import { settingReason, settingTitle } from './setting-words.ts'
import type { Model, SettingValue } from './workshop-store.ts'

type Field = Model['settings'][number]

interface SettingProps {
  readonly field: Field
  readonly value: SettingValue
  readonly onChange: (value: SettingValue) => void
}

const NumberInput = ({ field, value, onChange }: SettingProps): ReactElement => {
  const t = useText()
  const [text, setText] = useState(String(value))
  const number = Number(text)
  const valid =
    text.trim() !== '' &&
    Number.isFinite(number) &&
    (field.type === 'number' || Number.isInteger(number)) &&
    number >= (field.min ?? -Infinity) &&
    number <= (field.max ?? Infinity)
  return (
    <TextField
      label={settingTitle(field)}
      hint={settingReason(field)}
      value={text}
      onChange={(next) => {
        setText(next)
        if (next.trim() !== '' && Number.isFinite(Number(next))) onChange(Number(next))
      }}
      {...(valid ? {} : { error: t('workshop:range', { min: field.min ?? '−∞', max: field.max ?? '∞' }) })}
      testId={`setting-${field.key}`}
    />
  )
}

export const SettingInput = (props: SettingProps): ReactElement => {
  const { field, value, onChange } = props
  switch (field.type) {
    case 'number':
    case 'integer':
      return <NumberInput {...props} />
    case 'boolean':
      return (
        <div className="field">
          <Switch selected={value === true} onChange={onChange}>
            {settingTitle(field)}
          </Switch>
          <span className="hint">{settingReason(field)}</span>
        </div>
      )
    case 'choice':
      return (
        <Select
          label={settingTitle(field)}
          hint={settingReason(field)}
          value={String(value)}
          choices={field.choices.map((choice) => ({ id: choice, label: choice }))}
          onChange={onChange}
        />
      )
  }
}
