// The workshop's state and acts: which models there are, what a new run should be, and the runs of this project, live.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, errorDetail } from '../engine-client/engine-error.ts'
import { formatNumber, t } from '../locales/index.ts'
import { flushEdits } from '../manuscript/manuscript-api.ts'
import { EMPTY_LOG, recordEvent, type RunLog } from './run-log.ts'

export type Model = Outputs['training']['models'][number]
export type Run = Outputs['training']['runs'][number]
export type SettingValue = number | boolean | string
export type DatasetPlan = Run['dataset']
export type AdapterKind = NonNullable<Run['adapter']>['kind']

export interface NewRun {
  readonly modelId: string
  readonly preset: string
  /** What the writer changed; everything else comes from the preset. */
  readonly settings: Readonly<Record<string, SettingValue>>
  readonly dataset: DatasetPlan
  readonly minutes: number
  readonly name: string
  readonly seed: number
  /** A trained run, or a model that comes with the studio, to go on from; null: a new model. */
  readonly baseRunId: string | null
  readonly adapterKind: AdapterKind
  /** So many settings are tried side by side; 1: only those of the form. */
  readonly trials: number
}

/** What a run can go on from. */
export interface Base {
  readonly id: string
  readonly name: string
  readonly modelId: string
  readonly preset: string
}

export interface WorkshopState {
  readonly isOpen: boolean
  readonly models: readonly Model[]
  /** What comes with the studio already trained. */
  readonly shipped: readonly Base[]
  readonly runs: readonly Run[]
  readonly form: NewRun
  /** The run in view; null shows the form for a new one. */
  readonly runId: string | null
  readonly log: RunLog
  /** Runs ticked to be looked at side by side, in the order of ticking. */
  readonly compared: readonly string[]
  /** They are in view instead of one run. */
  readonly isComparing: boolean
  /** What was learnt from the writer is in view instead of a run. */
  readonly isLearning: boolean
  readonly starting: boolean
}

const DEFAULT_FORM: NewRun = {
  modelId: '',
  preset: 'small',
  settings: {},
  dataset: { nodeIds: null, paths: [], cleaning: ['invisible', 'spaces', 'markup', 'duplicates'] },
  minutes: 5,
  name: '',
  seed: 1,
  baseRunId: null,
  adapterKind: 'lora',
  trials: 1,
}

export const workshopStore = createStore<WorkshopState>()(() => ({
  isOpen: false,
  models: [],
  shipped: [],
  runs: [],
  form: DEFAULT_FORM,
  runId: null,
  log: EMPTY_LOG,
  compared: [],
  isComparing: false,
  isLearning: false,
  starting: false,
}))

export const useWorkshop = <T>(selector: (state: WorkshopState) => T): T => useStore(workshopStore, selector)

/** As many as the contract compares, and as a page can hold. */
const MOST_COMPARED = 6

let life: AbortSignal | null = null
let watching: AbortController | null = null

export const isActive = (run: Run): boolean => run.state === 'queued' || run.state === 'running'

const putRun = (run: Run): void =>
  workshopStore.setState(({ runs }) => ({
    runs: runs.some(({ id }) => id === run.id)
      ? runs.map((known) => (known.id === run.id ? run : known))
      : [run, ...runs],
  }))

const loadRuns = async (): Promise<void> => {
  const runs = await engine.training.runs()
  workshopStore.setState({ runs: runs.toSorted((a, b) => b.startedAt - a.startedAt) })
}

const loadModels = async (): Promise<void> => {
  const models = await engine.training.models()
  const { form } = workshopStore.getState()
  const modelId = models.some(({ id }) => id === form.modelId) ? form.modelId : (models[0]?.id ?? '')
  workshopStore.setState({ models, form: { ...form, modelId } })
  const trained = await engine.model.list()
  const shipped = trained.flatMap(({ source, name, modelId: of }) =>
    'shippedId' in source ? [{ id: source.shippedId, name, modelId: of, preset: 'base' }] : [],
  )
  workshopStore.setState({ shipped })
}

/** Follows the run in view: its kept history first, then live. Events come in bursts: one drawing a frame is enough. */
const watchRun = async (runId: string): Promise<void> => {
  watching?.abort()
  if (!life) return
  const own = new AbortController()
  watching = own
  workshopStore.setState({ log: EMPTY_LOG })
  let log = EMPTY_LOG
  let frame = 0
  const show = (): void => {
    frame = 0
    if (watching === own) workshopStore.setState({ log })
  }
  try {
    const signal = AbortSignal.any([life, own.signal])
    for await (const event of await engine.training.watch({ runId }, { signal })) {
      if (event.kind === 'run') putRun(event.run)
      else log = recordEvent(log, event)
      frame ||= requestAnimationFrame(show)
    }
  } catch (error) {
    if (!own.signal.aborted && life && !life.aborted && errorCode(error) !== 'ENGINE_GONE') notifyError(error)
  }
}

export const showRun = (runId: string | null): void => {
  workshopStore.setState({ runId, isComparing: false, isLearning: false })
  if (runId === null) watching?.abort()
  else void watchRun(runId)
}

const refresh = async (): Promise<void> => {
  await Promise.all([loadModels(), loadRuns()])
  const { runs, runId } = workshopStore.getState()
  if (workshopStore.getState().isLearning) return
  const running = runs.find(isActive)
  if (runId !== null && runs.some(({ id }) => id === runId)) showRun(runId)
  else showRun(running?.id ?? null)
}

followProject({
  opened: (signal) => {
    life = signal
    if (workshopStore.getState().isOpen) void refresh().catch(notifyError)
  },
  changed: (change) => {
    if (change.kind === 'training' && workshopStore.getState().isOpen) void loadRuns().catch(notifyError)
  },
  closed: () => {
    life = null
    watching?.abort()
    workshopStore.setState({
      isOpen: false,
      runs: [],
      runId: null,
      log: EMPTY_LOG,
      compared: [],
      isComparing: false,
      isLearning: false,
      form: { ...DEFAULT_FORM, modelId: workshopStore.getState().form.modelId },
    })
  },
})

export const openWorkshop = (): void => {
  if (!life) return
  workshopStore.setState({ isOpen: true })
  void refresh().catch(notifyError)
}

/** Training goes on; the window only stops watching. */
export const closeWorkshop = (): void => {
  watching?.abort()
  workshopStore.setState({ isOpen: false })
}

export const changeForm = (change: Partial<NewRun>): void =>
  workshopStore.setState(({ form }) => ({ form: { ...form, ...change } }))

const reportStart = (error: unknown): void => {
  if (errorCode(error) !== 'TOO_LITTLE_TEXT') return notifyError(error)
  const { words, needed } = errorDetail(error)
  notify({
    tone: 'error',
    code: 'TOO_LITTLE_TEXT',
    message: t('workshop:tooLittle', {
      words: formatNumber(Number(words)),
      needed: formatNumber(Number(needed)),
    }),
  })
}

export const changeDataset = (change: Partial<DatasetPlan>): void =>
  changeForm({ dataset: { ...workshopStore.getState().form.dataset, ...change } })

/** Ticks a run for the comparison, or takes the tick away. */
export const compareRun = (runId: string, isCompared: boolean): void =>
  workshopStore.setState(({ compared }) => {
    const others = compared.filter((id) => id !== runId)
    const next = isCompared ? [...others, runId].slice(-MOST_COMPARED) : others
    return { compared: next, ...(next.length < 2 ? { isComparing: false } : {}) }
  })

/** Two runs at least are ticked: shows them side by side. */
export const showComparison = (): void => {
  watching?.abort()
  workshopStore.setState({ isComparing: true, isLearning: false, runId: null })
}

export const showLearningPage = (): void => {
  watching?.abort()
  workshopStore.setState({ isLearning: true, isComparing: false, runId: null })
}

/** The workshop, open at what was learnt from the writer. */
export const openLearning = (): void => {
  openWorkshop()
  showLearningPage()
}

export const startRun = async (): Promise<void> => {
  const { form } = workshopStore.getState()
  workshopStore.setState({ starting: true })
  try {
    await flushEdits()
    const { minutes: maxMinutes, baseRunId, adapterKind, trials, ...rest } = form
    const adapter = baseRunId === null ? {} : { adapter: { baseRunId, kind: adapterKind } }
    const wanted = { ...rest, ...adapter, maxMinutes }
    const runs =
      trials > 1 && baseRunId === null
        ? await engine.training.search({ ...wanted, trials })
        : [await engine.training.start(wanted)]
    runs.toReversed().forEach(putRun)
    showRun(runs[0]?.id ?? null)
  } catch (error) {
    reportStart(error)
  } finally {
    workshopStore.setState({ starting: false })
  }
}

export const stopRun = async (runId: string): Promise<void> => {
  try {
    putRun(await engine.training.stop({ runId }))
  } catch (error) {
    notifyError(error)
  }
}

export const resumeRun = async (runId: string): Promise<void> => {
  try {
    putRun(await engine.training.resume({ runId, maxMinutes: workshopStore.getState().form.minutes }))
    showRun(runId)
  } catch (error) {
    reportStart(error)
  }
}

export const removeRun = async (runId: string): Promise<void> => {
  try {
    await engine.training.remove({ runId })
    compareRun(runId, false)
    if (workshopStore.getState().runId === runId) showRun(null)
    await loadRuns()
  } catch (error) {
    notifyError(error)
  }
}
