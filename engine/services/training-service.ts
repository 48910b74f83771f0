// training.*: the workshop as the window sees it. Who learns when is the queue's concern, how is the trainer's.
import { rm } from 'node:fs/promises'
import type { Inputs } from '../contract/index.ts'
import type { DatasetPlan } from '../domain/dataset.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { RunAdapter, RunEvent, TrainingRun } from '../domain/training-run.ts'
import { findModel, listModels, type RegisteredModel } from '../models/registry.ts'
import { PRESETS, type Preset } from '../models/types.ts'
import { countWords } from '../text/words.ts'
import { compareRuns } from './compare-runs.ts'
import { ADAPTER_DEFAULTS } from '../training/adapted-model.ts'
import { tuningSettings } from '../training/training-subject.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { readDataset } from './dataset-documents.ts'
import { viewDataset, WORDS_NEEDED, type DatasetPreview } from './dataset-preview.ts'
import type { EngineParts } from './engine-parts.ts'
import { canResume, eventsFolder, runFolder } from './model-files.ts'
import { os, projectOf } from './os.ts'
import { withProgress, type Progress } from './progress-stream.ts'
import { shippedModel } from './shipped-models.ts'
import { presetOf } from './training-preset.ts'
import { isInRace, leaveRace, racersWith, trialsOf } from './training-search.ts'
import { isEnded, toContractRun, type TrainingEvent } from './training-session.ts'

const PRESET_TITLES = { tiny: 'Tiny', small: 'Small', base: 'Base' } as const satisfies Record<Preset, string>

const describe = (model: RegisteredModel) => ({
  id: model.id,
  title: model.title,
  summary: model.summary,
  paper: model.paper,
  hasLatentSpace: model.hasLatentSpace,
  takesAdapters: model.takesAdapters,
  presets: PRESETS.map((id) => ({ id, title: PRESET_TITLES[id], settings: { ...model.parse(id) } })),
  settings: model.settings.map(({ key, type, title, reason, minimum, maximum, ...field }) => ({
    key,
    type: type === 'string' ? ('choice' as const) : type,
    title,
    reason,
    default: field.default,
    min: minimum ?? null,
    max: maximum ?? null,
    choices: [],
  })),
})

const badSettings = (cause: unknown): EngineError => {
  const message = cause instanceof Error ? cause.message : String(cause)
  const words = 'The model cannot be trained with these settings.'
  return new EngineError('BAD_INPUT', words, { message }, { cause })
}

/** BAD_INPUT for a model, a preset or a setting that there is not. */
const checkSettings = (
  modelId: string,
  preset: string,
  settings: TrainingRun['settings'],
): RegisteredModel => {
  const known = presetOf(preset)
  try {
    const model = findModel(modelId)
    model.parse(known, settings)
    return model
  } catch (error) {
    throw badSettings(error)
  }
}

/** What learns on: a run of the project, or a model that comes with the studio. MODEL_MISSING, NOT_FOUND. */
const baseOf = async (
  { store }: OpenProject,
  id: string,
): Promise<Pick<TrainingRun, 'name' | 'modelId' | 'preset'>> => {
  const shipped = await shippedModel(id)
  if (shipped) return { name: shipped.name, modelId: shipped.header.card.modelId, preset: 'base' }
  const run = store.runs.get(id)
  if (run.modelHash !== null) return run
  const { name } = run
  throw new EngineError('MODEL_MISSING', 'This run has no trained model yet. Train it first.', { name })
}

/** BAD_INPUT for settings that are the base's to decide; MODEL_MISSING, NOT_FOUND. */
const adapterOver = async (
  project: OpenProject,
  { baseRunId, rank, kind = 'lora', ...wanted }: NonNullable<Inputs['training']['start']['adapter']>,
  settings: TrainingRun['settings'],
): Promise<{ readonly base: Pick<TrainingRun, 'modelId' | 'preset'>; readonly adapter: RunAdapter }> => {
  const base = await baseOf(project, baseRunId)
  try {
    if (kind !== 'full' && !findModel(base.modelId).takesAdapters)
      throw new TypeError(`${base.modelId} has no layers to which an adapter could be fitted`)
    tuningSettings(settings)
  } catch (error) {
    throw badSettings(error)
  }
  const { scale = ADAPTER_DEFAULTS.lora.scale, length = ADAPTER_DEFAULTS.prefix.length } = wanted
  return { base, adapter: { baseRunId, baseName: base.name, kind, rank: rank ?? null, scale, length } }
}

/** Runs that an earlier engine left behind when it ended in mid-training. */
const settleInterrupted = (engine: EngineParts, project: OpenProject): void => {
  const { runs } = project.store
  for (const run of runs.list()) {
    if (isEnded(run) || engine.trainings.has(project, run.id)) continue
    runs.update(run.id, { state: 'stopped', reason: 'interrupted', endedAt: engine.now() })
  }
}

/** The project, with every run in a state that is true. */
const workshop = (context: RequestContext): OpenProject => {
  const project = projectOf(context)
  settleInterrupted(context.engine, project)
  return project
}

/**
 * The trainer's limit counts over all resumptions: what is asked for now comes on top of the time a run has had, and
 * one that ran out of time gets as much again.
 */
const minutesAfterResume = (
  run: TrainingRun,
  events: readonly RunEvent[],
  asked: number | undefined,
): number | null => {
  if (asked === undefined && (run.maxMinutes === null || run.reason !== 'time')) return run.maxMinutes
  const elapsedMs = events.findLast((event) => event.kind === 'step')?.elapsedMs ?? 0
  return elapsedMs / 60_000 + (asked ?? run.maxMinutes!)
}

/** Words of the dataset before cleaning. */
const wordsOf = async (
  { store, ...project }: OpenProject,
  plan: DatasetPlan,
  signal: AbortSignal,
): Promise<number> => {
  if (plan.nodeIds === null && plan.paths.length === 0) return store.scenes.totals().words
  const { documents } = await readDataset({ store, ...project }, plan, { signal, progress: () => undefined })
  return documents.reduce(
    (sum, { paragraphs }) => sum + paragraphs.reduce((words, text) => words + countWords(text), 0),
    0,
  )
}

async function* previewDataset(
  engine: EngineParts,
  project: OpenProject,
  { modelId, preset, settings, dataset }: Inputs['training']['previewDataset'] & { dataset: DatasetPlan },
  signal: AbortSignal,
): AsyncGenerator<Progress | { kind: 'preview'; preview: DatasetPreview }> {
  const wanted = checkSettings(modelId, preset, settings ?? {}).parse(presetOf(preset), settings)
  const { preview, split } = yield* withProgress((report) =>
    viewDataset(project, dataset, wanted, {
      signal,
      progress: (done, total) => report('reading', done, total),
    }),
  )
  yield { kind: 'preview', preview }
  if (preview.totals.words === 0) return
  const textsOf = (part: readonly { readonly text: string }[]) => part.map(({ text }) => text)
  const tokens = await engine.tensors.count({
    training: textsOf(split.training),
    validation: textsOf(split.validation),
    vocabularySize: wanted.vocabularySize,
  })
  yield { kind: 'preview', preview: { ...preview, tokens } }
}

/** A run that is not stored yet. BAD_INPUT, MODEL_MISSING, NOT_FOUND, TOO_LITTLE_TEXT. */
const newRun = async (
  engine: EngineParts,
  project: OpenProject,
  { adapter, ...input }: Inputs['training']['start'] & { readonly dataset: DatasetPlan },
  signal: AbortSignal = new AbortController().signal,
): Promise<TrainingRun> => {
  const { dataset, settings = {}, name = '', seed = 1, maxMinutes = null } = input
  const { runs } = project.store
  const over = adapter ? await adapterOver(project, adapter, settings) : null
  const { modelId, preset } = over?.base ?? input
  const model = checkSettings(modelId, preset, settings)
  const words = await wordsOf(project, dataset, signal)
  if (words < WORDS_NEEDED)
    throw new EngineError(
      'TOO_LITTLE_TEXT',
      'There is too little text to learn from. Write or import more first.',
      { words, needed: WORDS_NEEDED },
    )
  return {
    id: newId(),
    name: name.trim() || `${over?.adapter.baseName ?? model.title} ${runs.list().length + 1}`,
    modelId: model.id,
    preset,
    settings,
    dataset,
    seed,
    maxMinutes,
    state: 'queued',
    reason: '',
    startedAt: engine.now(),
    endedAt: null,
    step: 0,
    bestLoss: null,
    bitsPerByte: null,
    baselineLoss: null,
    parameters: null,
    modelHash: null,
    adapter: over?.adapter ?? null,
    trial: null,
    memory: null,
    backend: null,
  }
}

const queueRuns = (engine: EngineParts, project: OpenProject, added: readonly TrainingRun[]) => {
  const { runs } = project.store
  for (const run of added) runs.insert(run)
  project.events.publish('change', { kind: 'training' })
  for (const { id } of added) engine.trainings.add(project, id)
  return added.map(({ id }) => toContractRun(runs.get(id)))
}

async function* watch(
  engine: EngineParts,
  project: OpenProject,
  runId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<TrainingEvent> {
  const { runs } = project.store
  const run = runs.get(runId)
  // Subscribed before the history is read, with no turn of the event loop between: nothing is missed or told twice.
  const live = engine.trainings.follow(project, runId, signal)
  const isLive = engine.trainings.has(project, runId)
  const history = runs.events(runId)
  try {
    yield { kind: 'run', run: toContractRun(run) }
    yield* history
    if (!isLive) {
      yield { kind: 'run', run: toContractRun(runs.get(runId)) }
      return
    }
    for await (const event of live) {
      yield event
      if (event.kind === 'run' && isEnded(event.run)) return
    }
  } finally {
    await live.return?.()
  }
}

export const trainingRouter = {
  models: os.training.models.handler(() => listModels().map(describe)),

  runs: os.training.runs.handler(({ context }) => workshop(context).store.runs.list().map(toContractRun)),

  previewDataset: os.training.previewDataset.handler(({ input, context, signal }) =>
    previewDataset(context.engine, workshop(context), input, signal ?? new AbortController().signal),
  ),

  start: os.training.start.handler(async ({ input, context, signal }) => {
    const project = workshop(context)
    const run = await newRun(context.engine, project, input, signal)
    return queueRuns(context.engine, project, [run])[0]
  }),

  search: os.training.search.handler(async ({ input: { trials, ...input }, context, signal }) => {
    const project = workshop(context)
    const run = await newRun(context.engine, project, input, signal)
    return [...queueRuns(context.engine, project, trialsOf(run, trials))]
  }),

  watch: os.training.watch.handler(({ input, context, signal }) =>
    watch(context.engine, workshop(context), input.runId, signal),
  ),

  compare: os.training.compare.handler(({ input, context }) => compareRuns(workshop(context), input.runIds)),

  stop: os.training.stop.handler(async ({ input, context: { engine, ...context } }) => {
    const project = workshop({ engine, ...context })
    const { runs } = project.store
    const run = runs.get(input.runId)
    const all = isEnded(run) ? [run] : [...racersWith(project, run), run]
    await Promise.all(all.map(({ id }) => engine.trainings.stop(project, id)))
    return toContractRun(runs.get(run.id))
  }),

  resume: os.training.resume.handler(({ input, context }) => {
    const { engine } = context
    const project = workshop(context)
    const { runs } = project.store
    const run = runs.get(input.runId)
    if (!isEnded(run)) return toContractRun(run)
    const isUnderway = canResume(engine.dataDir, run.id)
    if (!isUnderway && run.step > 0)
      throw new EngineError(
        'NOT_FOUND',
        'What this run needs to go on is not on this machine. Its model can be used; train anew to learn more.',
        { runId: run.id },
      )
    const isOver = (other: TrainingRun): boolean => !['stopped', 'interrupted'].includes(other.reason)
    const others = racersWith(project, run).filter((other) => isEnded(other) && !isOver(other))
    // In a race all have the same time.
    const maxMinutes = isInRace(run)
      ? run.maxMinutes
      : minutesAfterResume(run, runs.events(run.id), input.maxMinutes)
    const again = run.trial && run.reason === 'rung' ? [] : [run]
    for (const each of [...again, ...others].toSorted((a, b) => a.startedAt - b.startedAt)) {
      const own = each.id === run.id ? { maxMinutes, ...leaveRace(run) } : {}
      runs.update(each.id, { state: 'queued', reason: '', endedAt: null, ...own })
      engine.trainings.add(project, each.id)
    }
    engine.trainings.advance(project, run)
    project.events.publish('change', { kind: 'training' })
    return toContractRun(runs.get(run.id))
  }),

  remove: os.training.remove.handler(async ({ input, context }) => {
    const { engine } = context
    const project = workshop(context)
    const { runs, blobs } = project.store
    const run = runs.get(input.runId)
    await engine.trainings.stop(project, input.runId)
    runs.remove(input.runId)
    engine.trainings.advance(project, run)
    blobs.removeUnreferenced()
    project.events.publish('change', { kind: 'training' })
    for (const folder of [runFolder(engine.dataDir, run.id), eventsFolder(engine.dataDir, run)])
      await rm(folder, { recursive: true, force: true })
  }),
}
