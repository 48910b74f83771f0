// One run: its curves as they grow, the numbers that count, samples, its map where it keeps one, and what to do with it.
import { PenLine, Play, Square, Trash2 } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { notify } from '../app/notices-store.ts'
import { setOptions } from '../cowriter/cowriter-store.ts'
import { formatNumber, t as say, useText } from '../locales/index.ts'
import { formatDuration } from '../media/media-facts.ts'
import { Button, IconButton, Progress, Tab, TabList, TabPanel, Tabs } from '../ui/index.ts'
import { LatentView } from './LatentView.tsx'
import { LossChart } from './LossChart.tsx'
import { ModelPage } from './ModelPage.tsx'
import { NumbersCharts } from './NumbersCharts.tsx'
import { reasonWords } from './run-words.ts'
import { isActive, removeRun, resumeRun, stopRun, useWorkshop, type Run } from './workshop-store.ts'

const Fact = (props: {
  readonly name: string
  readonly value: string
  readonly note?: string
}): ReactElement => (
  <div>
    <dt>{props.name}</dt>
    <dd>
      {props.value}
      {props.note && <small>{props.note}</small>}
    </dd>
  </div>
)

const Facts = ({ run }: { readonly run: Run }): ReactElement => {
  const t = useText()
  const last = useWorkshop((state) => state.log.last)
  const { bestLoss, baselineLoss } = run
  const note =
    bestLoss === null || baselineLoss === null
      ? undefined
      : bestLoss < baselineLoss
        ? t('workshop:beats')
        : t('workshop:notYet')
  return (
    <dl className="run-facts">
      <Fact name={t('workshop:bestLoss')} value={bestLoss?.toFixed(3) ?? '–'} {...(note ? { note } : {})} />
      <Fact name={t('workshop:baseline')} value={baselineLoss?.toFixed(3) ?? '–'} />
      <Fact name={t('workshop:bitsPerByte')} value={run.bitsPerByte?.toFixed(3) ?? '–'} />
      <Fact name={t('workshop:step')} value={formatNumber(Math.max(last?.step ?? 0, run.step))} />
      <Fact name={t('workshop:speed')} value={last ? formatNumber(Math.round(last.tokensPerS)) : '–'} />
      <Fact
        name={t('workshop:parameters')}
        value={run.parameters === null ? '–' : formatNumber(run.parameters)}
      />
      {run.backend && (
        <Fact
          name={t('workshop:computedWith')}
          value={run.backend.label}
          note={t(run.backend.device === 'gpu' ? 'workshop:onGraphics' : 'workshop:onProcessor')}
        />
      )}
    </dl>
  )
}

const Working = ({ run }: { readonly run: Run }): ReactElement | null => {
  const t = useText()
  const last = useWorkshop((state) => state.log.last)
  if (!isActive(run)) return null
  const total = last?.remainingMs == null ? 0 : last.elapsedMs + last.remainingMs
  return (
    <div className="run-working" role="status">
      <Progress label={t('workshop:training')} done={last?.elapsedMs ?? 0} total={total} />
      <span>
        {last?.remainingMs == null
          ? t('workshop:preparing')
          : t('workshop:remaining', { time: formatDuration(last.remainingMs) })}
      </span>
    </div>
  )
}

/** Why it failed, and what of it is left. */
const Failure = ({ run }: { readonly run: Run }): ReactElement | null => {
  const t = useText()
  if (run.state !== 'failed') return null
  return (
    <p className="dataset-trouble" role="alert" data-testid="run-failure">
      {run.reason} {t(run.hasModel ? 'workshop:keptModel' : 'workshop:keptNothing')}
    </p>
  )
}

const Samples = (): ReactElement | null => {
  const t = useText()
  const samples = useWorkshop((state) => state.log.samples)
  if (samples.length === 0) return null
  return (
    <section className="run-samples" aria-label={t('workshop:samples')}>
      <h3>{t('workshop:samples')}</h3>
      {samples.toReversed().map(({ step, text }) => (
        <figure key={step}>
          <figcaption>{t('workshop:atStep', { step: formatNumber(step) })}</figcaption>
          <p>{text.trim()}</p>
        </figure>
      ))}
    </section>
  )
}

const Learning = ({ run }: { readonly run: Run }): ReactElement => {
  const log = useWorkshop((state) => state.log)
  return (
    <>
      <LossChart log={log} baseline={run.baselineLoss} />
      <Facts run={run} />
      <NumbersCharts numbers={log.numbers} />
      <Samples />
    </>
  )
}

const Pages = ({ run }: { readonly run: Run }): ReactElement => {
  const t = useText()
  const [page, setPage] = useState('learning')
  const hasMap = useWorkshop(({ models }) => models.find(({ id }) => id === run.modelId)?.hasLatentSpace)
  if (!run.hasModel) return <Learning run={run} />
  return (
    <Tabs selectedKey={page} onSelectionChange={(key) => setPage(String(key))}>
      <TabList aria-label={run.name}>
        <Tab id="learning">{t('workshop:pageLearning')}</Tab>
        {hasMap && (
          <Tab id="map" data-testid="open-map">
            {t('workshop:pageMap')}
          </Tab>
        )}
        <Tab id="model" data-testid="open-model">
          {t('workshop:pageTakeAlong')}
        </Tab>
      </TabList>
      <TabPanel id="learning">
        <Learning run={run} />
      </TabPanel>
      {hasMap && (
        <TabPanel id="map">
          <LatentView runId={run.id} />
        </TabPanel>
      )}
      <TabPanel id="model">
        <ModelPage runId={run.id} />
      </TabPanel>
    </Tabs>
  )
}

const writeWith = (run: Run): void => {
  setOptions({ writerId: run.id })
  notify({ tone: 'success', message: say('workshop:writesNow', { name: run.name }) })
}

export const RunView = ({ run }: { readonly run: Run }): ReactElement => {
  const t = useText()
  const active = isActive(run)
  return (
    <div className="run-view" data-testid="run-view" data-state={run.state}>
      <div className="run-head">
        <h3>{run.name}</h3>
        <span className="quiet" data-testid="run-state">
          {reasonWords(run)}
        </span>
        <span className="spacer" />
        {run.hasModel && (
          <Button onPress={() => writeWith(run)} data-testid="write-with">
            <PenLine aria-hidden /> {t('workshop:writeWith')}
          </Button>
        )}
        {active ? (
          <Button onPress={() => void stopRun(run.id)} data-testid="training-stop">
            <Square aria-hidden /> {t('workshop:stop')}
          </Button>
        ) : (
          <>
            <Button onPress={() => void resumeRun(run.id)} data-testid="training-resume">
              <Play aria-hidden /> {t('workshop:resume')}
            </Button>
            <IconButton label={t('workshop:remove')} onPress={() => void removeRun(run.id)}>
              <Trash2 aria-hidden />
            </IconButton>
          </>
        )}
      </div>
      <Working run={run} />
      <Failure run={run} />
      <Pages key={run.id} run={run} />
    </div>
  )
}
