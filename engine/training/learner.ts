// One model being trained: its compiled training step, optimizer, running average and memory; when to step is the trainer's.
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../models/condition.ts'
import type { RegisteredModel } from '../models/registry.ts'
import type { TrainingSettings } from '../models/training-settings.ts'
import type { NamedVariables, TextModel } from '../models/types.ts'
import { compile, pull, type CompiledStep } from '../nn/compile/index.ts'
import { AdamW } from '../nn/optimizers/adamw.ts'
import { Random } from '../nn/seed.ts'
import type { HostBatch } from './batches.ts'
import type { CheckpointTensors } from './checkpoint.ts'
import { clear } from './validation.ts'

type TrainStep = CompiledStep<[tf.Tensor1D, tf.Tensor1D, tf.Tensor2D, tf.Scalar, tf.Scalar], tf.Scalar>

/** Owns all tensors of a run; dispose() frees them. */
export class Learner {
  /** The model as it stands after the last step. */
  readonly model: TextModel
  /** The running average: what is measured, sampled and kept. */
  readonly average: TextModel
  /** Draws the dropout masks. */
  readonly dropoutRandom: Random
  readonly #optimizer: AdamW
  readonly #memory: NamedVariables
  readonly #step: TrainStep
  /** Takes over where the model has a second stage. */
  readonly #secondStep: TrainStep
  readonly #averageStep: CompiledStep<[tf.Scalar], tf.Scalar>
  readonly #size: number

  constructor(
    definition: RegisteredModel,
    settings: TrainingSettings,
    options: { readonly vocabularySize: number; readonly random: Random; readonly threads: number },
  ) {
    const { vocabularySize, random, threads } = options
    const { batchSize: batch, sequenceLength: time, weightDecay, clipNorm } = settings
    this.dropoutRandom = random
    this.model = definition.create(settings, { vocabularySize }, random)
    this.average = definition.create(settings, { vocabularySize }, new Random(0))
    this.#size = batch * time
    this.#optimizer = new AdamW(this.model.weights, { weightDecay, clipNorm })
    this.#memory = this.model.memory(batch, 'training')
    const { model, average } = this
    const [optimizer, memory] = [this.#optimizer, this.#memory]
    const weights = [...model.weights.values()]
    const telemetry = [...(model.telemetry?.values() ?? [])]
    const stepOf = (lossOf: TextModel['trainingLoss'], name: string): TrainStep =>
      compile(
        (tokens, targets, conditions, learningRate, progress) => {
          const loss = () => lossOf({ time, batch, tokens, targets, conditions, progress }, memory)
          const { value, grads } = tf.variableGrads(loss, weights)
          optimizer.apply(grads, learningRate)
          return value
        },
        { vars: [...weights, ...optimizer.state.values(), ...memory.values(), ...telemetry], threads, name },
      )
    this.#step = stepOf((each, state) => model.trainingLoss(each, state), 'training')
    const { secondStage } = model
    // Nothing is traced before the first call.
    this.#secondStep = secondStage
      ? stepOf((each, state) => secondStage.loss(each, state), 'training, second stage')
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
      memory: this.#memory,
    }
  }

  /** Whether the model learns otherwise by then. */
  isSecondStage(progress: number): boolean {
    return progress >= (this.model.secondStage?.startsAt ?? Infinity)
  }

  /** One optimizer step, `progress` the share of the run that is over; the batch's mean loss in nats a token. */
  learn(batch: HostBatch & { readonly startsEpoch: boolean }, learningRate: number, progress = 0): number {
    if (batch.startsEpoch) clear(this.#memory)
    const inputs = [
      tf.tensor1d(batch.tokens, 'int32'),
      tf.tensor1d(batch.targets, 'int32'),
      tf.tensor2d(batch.conditions, [this.#size, CONDITION_SIZE]),
      tf.scalar(learningRate),
      tf.scalar(progress),
    ] as const
    const loss = (this.isSecondStage(progress) ? this.#secondStep : this.#step)(...inputs)
    const value = loss.dataSync()[0]
    tf.dispose([...inputs, loss])
    return value
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
    this.#secondStep.dispose()
    this.#averageStep.dispose()
    this.#optimizer.dispose()
    this.model.dispose()
    this.average.dispose()
    for (const variable of this.#memory.values()) variable.dispose()
  }
}
