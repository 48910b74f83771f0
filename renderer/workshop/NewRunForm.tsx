// What a new run should be, on three pages: the model and its time, the text it learns from, every setting with its reason.
import { Play } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Segmented, Select, Slider, Tab, TabList, TabPanel, Tabs, TextField } from '../ui/index.ts'
import { DatasetPanel } from './DatasetPanel.tsx'
import { useDataset } from './dataset-store.ts'
import { FieldSetting } from './FieldSetting.tsx'
import { groupOf, inOrder, SETTING_GROUPS } from './setting-groups.ts'
import { modelSummary, presetTitle } from './setting-words.ts'
import { TrainsWith } from './TrainsWith.tsx'
import { changeForm, startRun, useWorkshop, type Base, type Model } from './workshop-store.ts'

/** The choice in the list of bases that is no run. */
const NEW = 'new'

/** What the text page holds, in one line. */
const TextLine = ({ onOpen }: { readonly onOpen: () => void }): ReactElement => {
  const t = useText()
  const preview = useDataset((state) => state.preview)
  return (
    <p className="workshop-data">
      {preview
        ? t('workshop:dataset', {
            words: formatNumber(preview.totals.words),
            count: preview.totals.documents,
          })
        : t('workshop:readingText')}{' '}
      <Button look="quiet" className="link" onPress={onOpen} data-testid="dataset-open">
        {t('workshop:changeText')}
      </Button>
    </p>
  )
}

const ADAPTERS = ['lora', 'prefix', 'full'] as const

/** A new model, or one that has been trained, which learns on. */
const BeginFrom = (): ReactElement | null => {
  const t = useText()
  const { models, shipped, runs, form } = useWorkshop((state) => state)
  const takes = new Set(models.filter(({ takesAdapters }) => takesAdapters).map(({ id }) => id))
  const trained: readonly Base[] = runs.filter(({ hasModel }) => hasModel)
  const bases = [...trained, ...shipped].filter(({ modelId }) => takes.has(modelId))
  if (bases.length === 0) return null
  return (
    <>
      <Select
        label={t('workshop:beginFrom')}
        value={form.baseRunId ?? NEW}
        choices={[
          { id: NEW, label: t('workshop:newModel') },
          ...bases.map(({ id, name }) => ({ id, label: name })),
        ]}
        onChange={(id) => {
          const base = bases.find((run) => run.id === id)
          changeForm({
            baseRunId: base?.id ?? null,
            settings: {},
            ...(base ? { modelId: base.modelId, preset: base.preset } : {}),
          })
        }}
        testId="training-base"
      />
      {form.baseRunId !== null && (
        <div className="field">
          <span className="label">{t('workshop:whatLearns')}</span>
          <Segmented
            label={t('workshop:whatLearns')}
            value={form.adapterKind}
            choices={ADAPTERS.map((id) => ({ id, label: t(`workshop:adapter-${id}`) }))}
            onChange={(adapterKind) => changeForm({ adapterKind })}
          />
          <span className="hint">{t(`workshop:why-${form.adapterKind}`)}</span>
        </div>
      )}
    </>
  )
}

const NewModel = ({ model }: { readonly model: Model }): ReactElement => {
  const t = useText()
  const models = useWorkshop((state) => state.models)
  const form = useWorkshop((state) => state.form)
  return (
    <>
      <Select
        label={t('workshop:model')}
        value={form.modelId}
        choices={models.map(({ id, title }) => ({ id, label: title }))}
        onChange={(modelId) => changeForm({ modelId, settings: {} })}
        testId="training-model"
      />
      <p className="workshop-model">
        {modelSummary(model)} <span className="quiet">{model.paper}</span>
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
    </>
  )
}

const ModelPage = (props: { readonly model: Model; readonly onText: () => void }): ReactElement => {
  const t = useText()
  const form = useWorkshop((state) => state.form)
  const { model } = props
  return (
    <>
      <p className="workshop-honest">{t('workshop:honest')}</p>
      <TextLine onOpen={props.onText} />
      <TrainsWith />
      <BeginFrom />
      {form.baseRunId === null && <NewModel model={model} />}
      <Slider
        label={t('workshop:minutes')}
        value={form.minutes}
        min={1}
        max={60}
        step={1}
        onChange={(minutes) => changeForm({ minutes })}
      />
      {form.baseRunId === null && (
        <div className="field">
          <Slider
            label={t('workshop:trials')}
            value={form.trials}
            min={1}
            max={27}
            step={1}
            onChange={(trials) => changeForm({ trials })}
          />
          <span className="hint">{t('workshop:trialsHint')}</span>
        </div>
      )}
      <TextField
        label={t('workshop:name')}
        placeholder={t('workshop:namePlaceholder')}
        value={form.name}
        onChange={(name) => changeForm({ name })}
      />
    </>
  )
}

const SettingsPage = ({ model }: { readonly model: Model }): ReactElement => {
  const t = useText()
  const fields = inOrder(model.settings)
  return (
    <>
      <p className="quiet">{t('workshop:settingsHint')}</p>
      {SETTING_GROUPS.map((group) => {
        const own = fields.filter(({ key }) => groupOf(key) === group)
        if (own.length === 0) return null
        return (
          <section key={group} aria-label={t(`workshop:group-${group}`)}>
            <h3>{t(`workshop:group-${group}`)}</h3>
            <div className="workshop-fields">
              {own.map(({ key }) => (
                <FieldSetting key={key} name={key} />
              ))}
            </div>
          </section>
        )
      })}
    </>
  )
}

export const NewRunForm = (): ReactElement => {
  const t = useText()
  const [page, setPage] = useState('model')
  const model = useWorkshop(({ models, form }) => models.find(({ id }) => id === form.modelId))
  const starting = useWorkshop((state) => state.starting)
  const preview = useDataset((state) => state.preview)
  const isStale = useDataset((state) => state.isStale)
  const tooLittle = !isStale && preview !== null && preview.totals.words < preview.wordsNeeded
  if (!model) return <div className="workshop-new" data-testid="workshop-new" />
  return (
    <div className="workshop-new" data-testid="workshop-new">
      <Tabs selectedKey={page} onSelectionChange={(key) => setPage(String(key))}>
        <TabList aria-label={t('workshop:newRun')}>
          <Tab id="model">{t('workshop:pageModel')}</Tab>
          <Tab id="text">{t('workshop:pageText')}</Tab>
          <Tab id="settings">{t('workshop:pageSettings', { count: model.settings.length })}</Tab>
        </TabList>
        <TabPanel id="model">
          <ModelPage model={model} onText={() => setPage('text')} />
        </TabPanel>
        <TabPanel id="text">
          <DatasetPanel />
        </TabPanel>
        <TabPanel id="settings">
          <SettingsPage model={model} />
        </TabPanel>
      </Tabs>
      <div className="workshop-start">
        <Button
          look="primary"
          isDisabled={starting || preview?.totals.words === 0}
          onPress={() => void startRun()}
          data-testid="training-start"
        >
          <Play aria-hidden /> {t('workshop:start')}
        </Button>
        {tooLittle && (
          <span className="quiet">
            {t('workshop:tooLittle', {
              words: formatNumber(preview.totals.words),
              needed: formatNumber(preview.wordsNeeded),
            })}
          </span>
        )}
      </div>
    </div>
  )
}
