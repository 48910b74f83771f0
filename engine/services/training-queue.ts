// The engine's one line of training runs: one learns at a time, whatever project it belongs to; the rest wait.
import { EventPublisher } from '@orpc/server'
import type { TrainingRun } from '../domain/training-run.ts'
import type { TrainingDocument } from '../training/corpus.ts'
import type { TuningPlan } from '../training/adapted-model.ts'
import type { TuningRequest, TrainResult } from '../training/types.ts'
import type { Preset } from '../models/types.ts'
import type { TensorThread } from '../training/tensor-thread.ts'
import type { OpenProject } from './context.ts'
import type { JobBoard, JobHandle } from './job-board.ts'
import { canResume, eventsFolder, modelFile, runFolder } from './model-files.ts'
import type { ProjectRegistry } from './project-registry.ts'
import type { Settings } from './settings-contents.ts'
import { shippedModel } from './shipped-models.ts'
import { presetOf } from './training-preset.ts'
import { advanceSearch, shareOfRung } from './training-search.ts'
import { TrainingSession, type TrainingEvent } from './training-session.ts'

interface Entry {
  readonly key: string
  readonly project: OpenProject
  readonly runId: string
  readonly session: TrainingSession
  readonly controller: AbortController
  readonly ended: PromiseWithResolvers<undefined>
  /** Gives the project back: training goes on when its windows close. */
  readonly release: () => void
  /** Why it was stopped, when it was. */
  reason: 'stopped' | 'interrupted'
}

interface Parts {
  readonly dataDir: string
  readonly tensors: Pick<TensorThread, 'train'>
  readonly jobs: JobBoard
  readonly projects: Pick<ProjectRegistry, 'hold'>
  readonly now: () => number
  /** As the writer has set them when the run's turn has come. */
  readonly settings: () => Pick<Settings, 'memoryCeilingMb' | 'tensorboard'>
  /** The text to learn from, read when the run's turn has come. */
  readonly corpus: (project: OpenProject, run: TrainingRun) => Promise<readonly TrainingDocument[]>
}

/** A sample takes a moment of training: often enough to see the model learn, not more. */
const SAMPLE_EVERY_STEPS: Readonly<Record<Preset, number>> = { tiny: 50, small: 250, base: 1000 }

/** A reason is a line in a list. */
const MAX_REASON = 300

/** Two copies of one project file have runs of the same id. */
const keyOf = (project: OpenProject, runId: string): string => `${runId} ${project.path}`

export class TrainingQueue {
  readonly #parts: Parts
  readonly #entries = new Map<string, Entry>()
  readonly #live = new EventPublisher<Record<string, TrainingEvent>>({ maxBufferedEvents: Infinity })
  #running: Entry | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Puts a run that is stored as queued at the end of the line; one that has a checkpoint goes on from it. */
  add(project: OpenProject, runId: string): void {
    const key = keyOf(project, runId)
    if (this.#entries.has(key)) return
    const { now, projects } = this.#parts
    this.#entries.set(key, {
      key,
      project,
      runId,
      session: new TrainingSession(project, runId, now, (event) => this.#live.publish(key, event)),
      controller: new AbortController(),
      ended: Promise.withResolvers(),
      release: projects.hold(project),
      reason: 'stopped',
    })
    void this.#work()
  }

  /** Queued or running here. */
  has(project: OpenProject, runId: string): boolean {
    return this.#entries.has(keyOf(project, runId))
  }

  /** Ends a run with what it has learnt; resolves once that is in the project. Idempotent. */
  async stop(
    project: OpenProject,
    runId: string,
    reason: 'stopped' | 'interrupted' = 'stopped',
  ): Promise<void> {
    const entry = this.#entries.get(keyOf(project, runId))
    if (!entry) return
    if (!entry.controller.signal.aborted) entry.reason = reason
    entry.controller.abort()
    // One that was still waiting has nothing to wind up.
    if (entry !== this.#running) this.#end(entry, { state: 'stopped', reason: entry.reason })
    await entry.ended.promise
  }

  /** Everything told about a run from now on; what was told before is written down when this returns. To be returned. */
  follow(
    project: OpenProject,
    runId: string,
    signal: AbortSignal | undefined,
  ): AsyncIteratorObject<TrainingEvent> {
    const key = keyOf(project, runId)
    this.#entries.get(key)?.session.flush()
    return this.#live.subscribe(key, { signal })
  }

  /** Ends every run with a checkpoint, to be resumed another day. Idempotent. */
  async dispose(): Promise<void> {
    await Promise.all(
      [...this.#entries.values()].map((entry) => this.stop(entry.project, entry.runId, 'interrupted')),
    )
  }

  async #work(): Promise<void> {
    if (this.#running) return
    for (let entry = this.#next(); entry; entry = this.#next()) {
      this.#running = entry
      await this.#run(entry)
      this.#running = null
    }
  }

  #next(): Entry | undefined {
    return this.#entries.values().next().value
  }

  async #run(entry: Entry): Promise<void> {
    const { project, session, controller } = entry
    let job: JobHandle | undefined
    try {
      const run = project.store.runs.get(entry.runId)
      const held = (job = this.#parts.jobs.start('training', run.name))
      held.signal.addEventListener('abort', () => controller.abort(), { once: true })
      session.change({ state: 'running', reason: '', endedAt: null })
      const result = await this.#train(entry, run, (elapsedMs, remainingMs) =>
        held.report(elapsedMs, elapsedMs + remainingMs, remainingMs),
      )
      await session.finish(result, result.reason === 'stopped' ? entry.reason : result.reason)
      this.#end(entry, null)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const isStopped = controller.signal.aborted
      this.#end(entry, {
        state: isStopped ? 'stopped' : 'failed',
        reason: isStopped ? entry.reason : message.slice(0, MAX_REASON),
      })
    } finally {
      job?.end()
    }
  }

  /** Closes the books of a run, for whatever reason it ends. */
  #end(entry: Entry, outcome: Pick<TrainingRun, 'state' | 'reason'> | null): void {
    try {
      if (outcome) entry.session.change({ ...outcome, endedAt: this.#parts.now() })
    } catch {
      // The project cannot be written to any more; the run is found interrupted when it is opened again.
    }
    this.#entries.delete(entry.key)
    this.#advanceAfter(entry)
    entry.release()
    entry.ended.resolve(undefined)
  }

  /** Where a search waits for this run no longer, its next rung begins. */
  advance(project: OpenProject, { trial }: Pick<TrainingRun, 'trial'>): void {
    if (trial) for (const id of advanceSearch(project, trial.groupId)) this.add(project, id)
  }

  #advanceAfter({ project, runId }: Entry): void {
    try {
      const run = project.store.runs.find(runId)
      if (run) this.advance(project, run)
    } catch {
      // The project cannot be written to any more; resuming any trial goes on with the search.
    }
  }

  async #train(
    { project, runId, session, controller }: Entry,
    run: TrainingRun,
    report: (elapsedMs: number, remainingMs: number) => void,
  ): Promise<TrainResult> {
    const { dataDir, tensors, corpus } = this.#parts
    const { memoryCeilingMb, tensorboard } = this.#parts.settings()
    const preset = presetOf(run.preset)
    const documents = await corpus(project, run)
    const tuning = await this.#tuningOf(project, run)
    controller.signal.throwIfAborted()
    // What goes wrong while writing events down ends the run instead of vanishing in a callback.
    const trouble = new AbortController()
    const result = await tensors.train(
      {
        runDir: runFolder(dataDir, runId),
        modelId: run.modelId,
        preset,
        settings: run.settings,
        documents,
        language: project.store.project.get().language,
        seed: run.seed,
        resume: true,
        ...shareOfRung(run),
        sampleEverySteps: SAMPLE_EVERY_STEPS[preset],
        ...(run.maxMinutes === null ? {} : { maxMinutes: run.maxMinutes }),
        ...(tuning ? { tuning } : {}),
        ceilingMb: memoryCeilingMb,
        ...(tensorboard ? { eventsDir: eventsFolder(dataDir, run) } : {}),
      },
      {
        signal: AbortSignal.any([controller.signal, trouble.signal]),
        onEvent: (event) => {
          try {
            session.take(event, memoryCeilingMb)
            if (event.type === 'step') report(event.elapsedMs, event.remainingMs)
          } catch (error) {
            trouble.abort(error)
          }
        },
      },
    )
    trouble.signal.throwIfAborted()
    return result
  }

  /** The trainer keeps a copy of the base: it is needed at the beginning only. MODEL_MISSING. */
  async #tuningOf(
    { store }: OpenProject,
    { id, adapter }: Pick<TrainingRun, 'id' | 'adapter'>,
  ): Promise<TuningRequest | null> {
    if (!adapter) return null
    const { dataDir } = this.#parts
    const { kind, rank, scale, length, baseRunId, baseName } = adapter
    const plans: Record<typeof kind, TuningPlan> = {
      full: { kind: 'full' },
      prefix: { kind: 'prefix', length },
      lora: { kind: 'lora', scale, ...(rank === null ? {} : { rank }) },
    }
    const shipped = await shippedModel(baseRunId)
    if (shipped) return { plan: plans[kind], baseFile: shipped.file }
    const base = store.runs.find(baseRunId) ?? { modelHash: null, name: baseName }
    const isUnderway = base.modelHash === null && canResume(dataDir, id)
    return { plan: plans[kind], baseFile: isUnderway ? '' : await modelFile(dataDir, store, base) }
  }
}
