// One model being trained: its compiled training step, optimizer, running average and memory; when to step is the trainer's.
import * as tf from '@tensorflow/tfjs-core'
import type { RegisteredModel } from '../models/registry.ts'
import type { TrainingSettings } from '../models/training-settings.ts'
import type { TextModel } from '../models/types.ts'
import { compile, pull, type CompiledStep } from '../nn/compile/index.ts'
import { AdamW } from '../nn/optimizers/adamw.ts'
import { Muon } from '../nn/optimizers/muon.ts'
import type { Optimizer } from '../nn/optimizers/optimizer.ts'
import { Random } from '../nn/seed.ts'
import type { HostBatch } from './batches.ts'
import type { CheckpointTensors } from './checkpoint.ts'
import { GradientStep } from './gradient-step.ts'
import { PartMemory } from './part-memory.ts'

/** Measured on seven runs of four models: with these the reckoning is within a quarter of what the process grew by. */
const [WORKING_MARGIN, RUNTIME_BYTES] = [3, 120 * 2 ** 20]

/** Owns all tensors of a run; dispose() frees them. */
export class Learner {
  /** The model as it stands after the last step. */
  readonly model: TextModel
  /** The running average: what is measured, sampled and kept. */
  readonly average: TextModel
  /** Draws the dropout masks. */
  readonly dropoutRandom: Random
  readonly #optimizer: Optimizer
  readonly #memory: PartMemory
  readonly #step: GradientStep
  /** Takes over where the model has a second stage. */
  readonly #secondStep: GradientStep
  readonly #averageStep: CompiledStep<[tf.Scalar], tf.Scalar>

  constructor(
    definition: RegisteredModel,
    settings: TrainingSettings,
    options: { readonly vocabularySize: number; readonly random: Random; readonly threads: number },
  ) {
    const { vocabularySize, random, threads } = options
    const { sequenceLength: time } = settings
    const { rows, parts } = partsOf(settings)
    this.dropoutRandom = random
    this.model = definition.create(settings, { vocabularySize }, random)
    this.average = definition.create(settings, { vocabularySize }, new Random(0))
    this.#optimizer = optimizerOf(this.model, settings)
    this.#memory = new PartMemory(this.model.memory(rows, 'training'), parts)
    const { model, average } = this
    const weights = [...model.weights.values()]
    const shared = { weights: model.weights, optimizer: this.#optimizer, memory: this.#memory }
    const telemetry = [...(model.telemetry?.values() ?? [])]
    const plan = { ...shared, telemetry, time, rows, parts, threads }
    this.#step = new GradientStep((each, state) => model.trainingLoss(each, state), {
      ...plan,
      name: 'training',
    })
    const { secondStage } = model
    this.#secondStep = secondStage
      ? new GradientStep((each, state) => secondStage.loss(each, state), {
          ...plan,
          name: 'training, second stage',
        })
      : this.#step
    this.#averageStep = compile(
      (decay: tf.Scalar) => {
        for (const [name, variable] of average.weights) {
          const weight = model.weights.get(name)!
          variable.assign(tf.add(weight, tf.mul(tf.sub(variable, weight), decay)))
        }
        return tf.add(decay, tf.scalar(0))
      },
      { vars: [...weights, ...average.weights.values()], threads, name: 'averaging' },
    )
  }

  get parameters(): number {
    return [...this.model.weights.values()].reduce((sum, weight) => sum + weight.size, 0)
  }

  /** Everything a checkpoint must hold. */
  get tensors(): CheckpointTensors {
    return {
      weights: this.model.weights,
      average: this.average.weights,
      optimizer: this.#optimizer.state,
      memory: this.#memory.all,
    }
  }

  /** Whether the model learns otherwise by then. */
  isSecondStage(progress: number): boolean {
    return progress >= (this.model.secondStage?.startsAt ?? Infinity)
  }

  /** One optimizer step, `progress` the share of the run that is over; the batch's mean loss in nats a token. */
  learn(batch: HostBatch & { readonly startsEpoch: boolean }, learningRate: number, progress = 0): number {
    if (batch.startsEpoch) this.#memory.clear()
    const step = this.isSecondStage(progress) ? this.#secondStep : this.#step
    return step.run(batch, learningRate, progress)
  }

  /**
   * Reckoned bytes of all state and of the largest step at work. Every number of state stands three times: in the variable
   * and in two buffers of the runtime.
   */
  memoryBytes(): number {
    const groups = [...Object.values(this.tensors), this.#step.state, this.#secondStep.state]
    const numbers = groups.flatMap((group) => [...group.values()]).reduce((sum, { size }) => sum + size, 0)
    const atWork = Math.max(this.#step.workingBytes(), this.#secondStep.workingBytes())
    return RUNTIME_BYTES + 3 * 4 * numbers + WORKING_MARGIN * atWork
  }

  /** What the last step told beside its loss, by name; empty where the model tells nothing or nothing yet. */
  get numbers(): Readonly<Record<string, number>> {
    const { telemetry } = this.model
    if (!telemetry) return {}
    pull(telemetry.values())
    const told = [...telemetry].map(([name, variable]) => [name, variable.dataSync()[0]] as const)
    return Object.fromEntries(told.filter(([, value]) => Number.isFinite(value)))
  }

  /** Moves the average; decay 0 copies the weights. */
  updateAverage(decay: number): void {
    const input = tf.scalar(decay)
    tf.dispose([input, this.#averageStep(input)])
  }

  dispose(): void {
    this.#step.dispose()
    if (this.#secondStep !== this.#step) this.#secondStep.dispose()
    this.#averageStep.dispose()
    this.#optimizer.dispose()
    this.model.dispose()
    this.average.dispose()
    this.#memory.dispose()
  }
}

/** A batch's parts are of the same size: as many as asked for, or the next number that divides it. */
export function partsOf({ batchSize, accumulation }: Pick<TrainingSettings, 'batchSize' | 'accumulation'>): {
  readonly rows: number
  readonly parts: number
} {
  let parts = Math.min(accumulation, batchSize)
  while (batchSize % parts !== 0) parts++
  return { rows: batchSize / parts, parts }
}

/** Muon knows what to do with the matrices of layers of attention; a model without them is AdamW's. */
const optimizerOf = (
  { weights, adaptable }: TextModel,
  { muon, weightDecay, clipNorm }: TrainingSettings,
): Optimizer =>
  muon && adaptable
    ? new Muon(weights, (name) => adaptable.matrices.has(name), { weightDecay, clipNorm })
    : new AdamW(weights, { weightDecay, clipNorm })
