// One setting of the chosen model by its key, wherever in the form it belongs; nothing where the model has no such setting.
import type { ReactElement } from 'react'
import { SettingInput } from './SettingInput.tsx'
import { changeForm, useWorkshop, type SettingValue } from './workshop-store.ts'

const asValue = (value: unknown, otherwise: SettingValue): SettingValue =>
  typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : otherwise

export const FieldSetting = ({ name }: { readonly name: string }): ReactElement | null => {
  const form = useWorkshop((state) => state.form)
  const model = useWorkshop((state) => state.models.find(({ id }) => id === state.form.modelId))
  const field = model?.settings.find(({ key }) => key === name)
  if (!model || !field) return null
  const preset = model.presets.find(({ id }) => id === form.preset)
  return (
    <SettingInput
      key={`${model.id}/${form.preset}/${name}`}
      field={field}
      value={form.settings[name] ?? asValue(preset?.settings[name], field.default)}
      onChange={(value) => changeForm({ settings: { ...form.settings, [name]: value } })}
    />
  )
}
