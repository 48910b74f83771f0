// Runs side by side: curves, the numbers that count, the settings in which they differ, and what each of them writes.
import type { ReactElement } from 'react'
import { formatNumber, useText, type Text } from '../locales/index.ts'
import { formatDuration } from '../media/media-facts.ts'
import { Segmented, Switch } from '../ui/index.ts'
import { CompareChart } from './CompareChart.tsx'
import { compareStore, letterOf, useCompare, type ComparedRun, type Comparison } from './compare-store.ts'
import { reasonWords } from './run-words.ts'
import { presetTitle, settingTitle } from './setting-words.ts'
import { useWorkshop, type DatasetPlan, type Model } from './workshop-store.ts'

type Value = Comparison['settings'][number]['values'][number]

const datasetWords = (t: Text, { nodeIds, paths }: DatasetPlan): string =>
  [
    nodeIds === null
      ? t('workshop:wholeBook')
      : nodeIds.length > 0
        ? t('workshop:partsCount', { count: nodeIds.length })
        : null,
    paths.length > 0 ? t('workshop:pathsCount', { count: paths.length }) : null,
  ]
    .filter((part) => part !== null)
    .join(' + ')

const Heads = ({ runs }: { readonly runs: readonly ComparedRun[] }): ReactElement => (
  <tr>
    <td />
    {runs.map(({ run }, at) => (
      <th key={run.id} scope="col">
        <b className={`run-letter line-${at}`}>{letterOf(at)}</b> {run.name}
      </th>
    ))}
  </tr>
)

const Results = ({ runs }: { readonly runs: readonly ComparedRun[] }): ReactElement => {
  const t = useText()
  const bestOf = (numbers: readonly (number | null)[]): number =>
    Math.min(...numbers.filter((value) => value !== null))
  const bits = runs.map(({ run }) => run.bitsPerByte)
  const losses = runs.map(({ run }) => run.bestLoss)
  const number = (value: number | null): string => value?.toFixed(3) ?? '–'
  const rows: readonly (readonly [string, readonly string[], readonly boolean[]])[] = [
    [t('workshop:bitsPerByte'), bits.map(number), bits.map((value) => value === bestOf(bits))],
    [t('workshop:bestLoss'), losses.map(number), losses.map((value) => value === bestOf(losses))],
    [t('workshop:baseline'), runs.map(({ run }) => number(run.baselineLoss)), []],
    [t('workshop:time'), runs.map(({ elapsedMs }) => formatDuration(elapsedMs)), []],
    [t('workshop:step'), runs.map(({ run }) => formatNumber(run.step)), []],
    [
      t('workshop:parameters'),
      runs.map(({ run }) => (run.parameters === null ? '–' : formatNumber(run.parameters))),
      [],
    ],
    [t('workshop:state'), runs.map(({ run }) => reasonWords(run)), []],
  ]
  return (
    <table className="compare-table" data-testid="compare-results">
      <thead>
        <Heads runs={runs} />
      </thead>
      <tbody>
        {rows.map(([name, cells, best]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, at) => (
              <td key={runs[at]?.run.id} className={best[at] ? 'best' : undefined}>
                {cell}
                {best[at] && <span className="visually-hidden"> ({t('workshop:bestOfAll')})</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const SPECIAL = {
  modelId: 'workshop:model',
  preset: 'workshop:preset',
  dataset: 'workshop:pageText',
  seed: 'workshop:seed',
  maxMinutes: 'workshop:minutes',
} as const
const isSpecial = (key: string): key is keyof typeof SPECIAL => key in SPECIAL

const rowTitle = (t: Text, models: readonly Model[], key: string): string => {
  if (isSpecial(key)) return t(SPECIAL[key])
  const field = models.flatMap(({ settings }) => settings).find((each) => each.key === key)
  return field ? settingTitle(field) : key
}

const cellWords = (
  t: Text,
  models: readonly Model[],
  key: string,
  value: Value,
  { run }: ComparedRun,
): string => {
  if (value === null) return '–'
  if (key === 'dataset') return datasetWords(t, run.dataset)
  if (key === 'modelId') return models.find(({ id }) => id === value)?.title ?? String(value)
  if (key === 'preset') return presetTitle({ id: String(value), title: String(value) })
  if (typeof value === 'boolean') return t(value ? 'workshop:yes' : 'workshop:no')
  return typeof value === 'number' ? formatNumber(value) : value
}

const Settings = ({ comparison }: { readonly comparison: Comparison }): ReactElement => {
  const t = useText()
  const models = useWorkshop((state) => state.models)
  const onlyDiffering = useCompare((state) => state.onlyDiffering)
  const { runs, settings } = comparison
  const shown = settings.filter(({ differs }) => differs || !onlyDiffering)
  return (
    <section aria-label={t('workshop:settings')}>
      <div className="compare-head">
        <h4>{t('workshop:settings')}</h4>
        <Switch selected={onlyDiffering} onChange={(only) => compareStore.setState({ onlyDiffering: only })}>
          {t('workshop:onlyDiffering')}
        </Switch>
      </div>
      {shown.length === 0 ? (
        <p className="quiet">{t('workshop:nothingDiffers')}</p>
      ) : (
        <table className="compare-table" data-testid="compare-settings">
          <thead>
            <Heads runs={runs} />
          </thead>
          <tbody>
            {shown.map(({ key, values, differs }) => (
              <tr key={key} className={differs ? 'differs' : undefined}>
                <th scope="row">{rowTitle(t, models, key)}</th>
                {runs.map((each, at) => (
                  <td key={each.run.id}>{cellWords(t, models, key, values[at] ?? null, each)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const Samples = ({ runs }: { readonly runs: readonly ComparedRun[] }): ReactElement => {
  const t = useText()
  return (
    <section className="compare-samples run-samples" aria-label={t('workshop:samples')}>
      <h4>{t('workshop:samples')}</h4>
      <div>
        {runs.map(({ run, samples }, at) => {
          const last = samples.at(-1)
          return (
            <figure key={run.id}>
              <figcaption>
                <b className={`run-letter line-${at}`}>{letterOf(at)}</b>{' '}
                {last ? t('workshop:atStep', { step: formatNumber(last.step) }) : t('workshop:noSample')}
              </figcaption>
              <p>{last?.text.trim()}</p>
            </figure>
          )
        })}
      </div>
    </section>
  )
}

export const CompareView = (): ReactElement => {
  const t = useText()
  const comparison = useCompare((state) => state.comparison)
  const measure = useCompare((state) => state.measure)
  const axis = useCompare((state) => state.axis)
  if (!comparison) return <p className="quiet">{t('workshop:preparing')}</p>
  return (
    <div className="compare-view" data-testid="compare-view">
      <div className="run-head">
        <h3>{t('workshop:sideBySide', { count: comparison.runs.length })}</h3>
        <span className="spacer" />
        <Segmented
          label={t('workshop:measure')}
          value={measure}
          choices={[
            { id: 'bitsPerByte', label: t('workshop:bitsPerByte') },
            { id: 'loss', label: t('workshop:natsPerToken') },
          ]}
          onChange={(next) => compareStore.setState({ measure: next })}
        />
        <Segmented
          label={t('workshop:axis')}
          value={axis}
          choices={[
            { id: 'time', label: t('workshop:axisMinutes') },
            { id: 'step', label: t('workshop:axisStep') },
          ]}
          onChange={(next) => compareStore.setState({ axis: next })}
        />
      </div>
      {measure === 'loss' && <p className="quiet">{t('workshop:natsHint')}</p>}
      <CompareChart runs={comparison.runs} />
      <Results runs={comparison.runs} />
      <Settings comparison={comparison} />
      <Samples runs={comparison.runs} />
    </div>
  )
}
