// training.*: the workshop as the window sees it. What makes a run is new-run's concern, who learns when the queue's, how the trainer's.
import { rm } from 'node:fs/promises'
import type { Inputs } from '../contract/index.ts'
import type { DatasetPlan } from '../domain/dataset.ts'
import { EngineError } from '../domain/errors.ts'
import type { RunEvent, TrainingRun } from '../domain/training-run.ts'
import { listModels, type RegisteredModel } from '../models/registry.ts'
import { PRESETS, type Preset } from '../models/types.ts'
import { compareRuns } from './compare-runs.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { viewDataset, type DatasetPreview } from './dataset-preview.ts'
import type { EngineParts } from './engine-parts.ts'
import { canResume, eventsFolder, runFolder } from './model-files.ts'
import { newRun } from './new-run.ts'
import { os, projectOf } from './os.ts'
import { withProgress, type Progress } from './progress-stream.ts'
import { presetOf } from './training-preset.ts'
import { isInRace, leaveRace, racersWith, trialsOf } from './training-search.ts'
import { isEnded, toContractRun, type TrainingEvent } from './training-session.ts'
import { checkSettings } from './training-settings.ts'

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
