// What a new run should be: model, preset, minutes, and every setting with its reason for those who want them.
import { Play } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Segmented, Select, Slider, TextField } from '../ui/index.ts'
import { modelSummary, presetTitle } from './setting-words.ts'
import { SettingInput } from './SettingInput.tsx'
import {
  bookSize,
  changeForm,
  startRun,
  useWorkshop,
  type Model,
  type SettingValue,
} from './workshop-store.ts'

const asValue = (value: unknown, otherwise: SettingValue): SettingValue =>
  typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : otherwise

const Settings = ({ model }: { readonly model: Model }): ReactElement => {
  const t = useText()
  const { preset, settings } = useWorkshop((state) => state.form)
  const chosen = model.presets.find(({ id }) => id === preset)
  return (
    <Disclosure className="workshop-settings">
      <AriaButton slot="trigger" className="prompt-trigger">
        {t('workshop:allSettings', { count: model.settings.length })}
      </AriaButton>
      <DisclosurePanel>
        <div className="workshop-fields">
          {model.settings.map((field) => (
            <SettingInput
              key={`${model.id}/${preset}/${field.key}`}
              field={field}
              value={settings[field.key] ?? asValue(chosen?.settings[field.key], field.default)}
              onChange={(value) => changeForm({ settings: { ...settings, [field.key]: value } })}
            />
          ))}
        </div>
      </DisclosurePanel>
    </Disclosure>
  )
}

export const NewRunForm = (): ReactElement => {
  const t = useText()
  const models = useWorkshop((state) => state.models)
  const form = useWorkshop((state) => state.form)
  const starting = useWorkshop((state) => state.starting)
  const model = models.find(({ id }) => id === form.modelId)
  const { words, scenes } = bookSize()
  return (
    <div className="workshop-new" data-testid="workshop-new">
      <p className="workshop-honest">{t('workshop:honest')}</p>
      <p className="workshop-data">
        {t('workshop:dataset', { words: formatNumber(words), scenes: formatNumber(scenes) })}
      </p>
      {models.length > 1 && (
        <Select
          label={t('workshop:model')}
          value={form.modelId}
          choices={models.map(({ id, title }) => ({ id, label: title }))}
          onChange={(modelId) => changeForm({ modelId, settings: {} })}
        />
      )}
      {model && (
        <>
          <p className="workshop-model">
            <b>{model.title}</b> {modelSummary(model)} <span className="quiet">{model.paper}</span>
          </p>
          <div className="field">
            <span className="label">{t('workshop:preset')}</span>
            <Segmented
              label={t('workshop:preset')}
              value={form.preset}
              choices={model.presets.map((preset) => ({ id: preset.id, label: presetTitle(preset) }))}
              onChange={(preset) => changeForm({ preset, settings: {} })}
            />
            <span className="hint">{t('workshop:presetHint')}</span>
          </div>
          <Slider
            label={t('workshop:minutes')}
            value={form.minutes}
            min={1}
            max={60}
            step={1}
            onChange={(minutes) => changeForm({ minutes })}
          />
          <TextField
            label={t('workshop:name')}
            placeholder={t('workshop:namePlaceholder')}
            value={form.name}
            onChange={(name) => changeForm({ name })}
          />
          <Settings model={model} />
          <div className="workshop-start">
            <Button
              look="primary"
              isDisabled={starting || words === 0}
              onPress={() => void startRun()}
              data-testid="training-start"
            >
              <Play aria-hidden /> {t('workshop:start')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
