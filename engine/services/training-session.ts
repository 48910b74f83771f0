// One run from its first step to its end: turns what the tensor thread tells into rows and live events. When it runs,
// and after whom, is the queue's concern.
import { createReadStream } from 'node:fs'
import type { Outputs } from '../contract/index.ts'
import type { DatasetPlan } from '../domain/dataset.ts'
import type { RunEvent, TrainingRun } from '../domain/training-run.ts'
import { BACKENDS } from '../nn/backends/registry.ts'
import type { TrainEvent, TrainResult } from '../training/types.ts'
import type { OpenProject } from './context.ts'

export type TrainingEvent = Outputs['training']['watch'] extends AsyncIterable<infer Event> ? Event : never

/** Live steps are merged to this pace; kept ones are thinned further by the repository. */
const STEP_EVERY_MS = 100
const WRITE_EVERY_MS = 1000

export const isEnded = (run: Pick<TrainingRun, 'state'>): boolean =>
  run.state !== 'queued' && run.state !== 'running'

const toContractPlan = ({
  nodeIds,
  paths,
  cleaning,
}: DatasetPlan): Outputs['training']['start']['dataset'] => ({
  nodeIds: nodeIds && [...nodeIds],
  paths: [...paths],
  cleaning: [...cleaning],
})

/** A backend that this version does not know is told by its id. */
const backendFacts = (id: string | null): Outputs['training']['start']['backend'] => {
  if (id === null) return null
  const { label, device } = BACKENDS.find((backend) => backend.id === id) ?? { label: id, device: 'cpu' }
  return { id, label, device }
}

export const toContractRun = (run: TrainingRun): Outputs['training']['start'] => ({
  id: run.id,
  name: run.name,
  modelId: run.modelId,
  preset: run.preset,
  settings: { ...run.settings },
  dataset: toContractPlan(run.dataset),
  seed: run.seed,
  maxMinutes: run.maxMinutes,
  state: run.state,
  reason: run.reason,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
  step: run.step,
  bestLoss: run.bestLoss,
  bitsPerByte: run.bitsPerByte,
  baselineLoss: run.baselineLoss,
  parameters: run.parameters,
  hasModel: run.modelHash !== null,
  adapter: run.adapter,
  trial: run.trial,
  memory: run.memory,
  backend: backendFacts(run.backend),
})

export class TrainingSession {
  readonly #project: OpenProject
  readonly #runId: string
  readonly #now: () => number
  readonly #publish: (event: TrainingEvent) => void
  #unwritten: RunEvent[] = []
  #writtenAt: number
  #lastStepAt = 0
  /** Every so many-th step is kept; doubles each time the repository thins. */
  #stride = 1
  #steps = 0

  constructor(
    project: OpenProject,
    runId: string,
    now: () => number,
    publish: (event: TrainingEvent) => void,
  ) {
    this.#project = project
    this.#runId = runId
    this.#now = now
    this.#publish = publish
    this.#writtenAt = now()
  }

  /** Writes changes of the run and tells everyone who looks at it. */
  change(changes: Partial<Omit<TrainingRun, 'id'>>): TrainingRun {
    this.flush()
    const run = this.#project.store.runs.update(this.#runId, changes)
    this.#publish({ kind: 'run', run: toContractRun(run) })
    this.#project.events.publish('change', { kind: 'training' })
    return run
  }

  /** Writes down what was only told so far. */
  flush(): void {
    this.#writtenAt = this.#now()
    if (this.#unwritten.length === 0) return
    const events = this.#unwritten
    this.#unwritten = []
    if (this.#project.store.runs.addEvents(this.#runId, events)) this.#stride *= 2
  }

  /** @param ceilingMb what the run was allowed */
  take(event: TrainEvent, ceilingMb: number): void {
    switch (event.type) {
      case 'started':
        this.change({
          parameters: event.parameters,
          baselineLoss: event.baselineLoss,
          memory: { ...event.memory, ceilingMb },
          backend: event.backend.id,
        })
        return
      case 'step':
        this.#takeStep(event)
        return
      case 'validation': {
        const { step, loss, bitsPerByte, best } = event
        this.#keep({ kind: 'validation', step, loss, bitsPerByte, best })
        this.change(best ? { step, bestLoss: loss, bitsPerByte } : { step })
        return
      }
      case 'sample':
        this.#keep({ kind: 'sample', step: event.step, text: event.text, selfBleu: event.selfBleu })
        this.flush()
        return
      case 'checkpoint':
        this.change({ step: event.step })
    }
  }

  /** Puts the best model into the project and closes the books of the run; a trial on its way leaves no model there. */
  async finish(result: TrainResult, reason: TrainingRun['reason'] = result.reason): Promise<void> {
    const { store } = this.#project
    if (result.reason === 'rung') {
      const { step, bestLoss, bestBitsPerByte: bitsPerByte, baselineLoss } = result
      this.change({
        state: 'stopped',
        reason,
        endedAt: this.#now(),
        step,
        bestLoss,
        bitsPerByte,
        baselineLoss,
      })
      return
    }
    const before = store.runs.get(this.#runId)
    const file = () => createReadStream(result.modelFile) as AsyncIterable<Uint8Array>
    const { hash } = await store.blobs.put(file, 'application/x-safetensors')
    this.change({
      state: result.reason === 'stopped' ? 'stopped' : 'finished',
      reason,
      endedAt: this.#now(),
      step: result.step,
      bestLoss: result.bestLoss,
      bitsPerByte: result.bestBitsPerByte,
      baselineLoss: result.baselineLoss,
      modelHash: hash,
    })
    if (before.modelHash !== null && before.modelHash !== hash) store.blobs.removeUnreferenced()
  }

  #keep(event: RunEvent): void {
    this.#unwritten.push(event)
    this.#publish(event)
  }

  #takeStep(event: Extract<TrainEvent, { type: 'step' }>): void {
    if (this.#steps === 0) {
      // A run that resumes from its checkpoint lives through the steps after it again.
      this.flush()
      this.#project.store.runs.dropEventsFrom(this.#runId, event.step)
    }
    const now = this.#now()
    if (this.#steps > 0 && now - this.#lastStepAt < STEP_EVERY_MS) return
    this.#lastStepAt = now
    const { step, loss, tokensPerS, elapsedMs, remainingMs, numbers } = event
    const kept: RunEvent = {
      kind: 'step',
      step,
      loss,
      tokensPerS,
      elapsedMs,
      remainingMs,
      ...(Object.keys(numbers).length > 0 ? { numbers } : {}),
    }
    this.#publish(kept)
    if (this.#steps++ % this.#stride === 0) this.#unwritten.push(kept)
    if (now - this.#writtenAt >= WRITE_EVERY_MS) this.flush()
  }
}
