// One optimizer step over a batch, at once or in parts whose gradients are added up; what the loss is, the model says.
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../models/condition.ts'
import type { NamedVariables, TextModel } from '../models/types.ts'
import { compile, type CompiledStep } from '../nn/compile/index.ts'
import { makeVariable } from '../nn/make-variable.ts'
import type { Optimizer } from '../nn/optimizers/optimizer.ts'
import type { HostBatch } from './batches.ts'
import type { PartMemory } from './part-memory.ts'

type LossOf = TextModel['trainingLoss']
type Inputs = [tf.Tensor1D, tf.Tensor1D, tf.Tensor2D, tf.Scalar, tf.Scalar]

export interface StepOptions {
  readonly weights: NamedVariables
  readonly optimizer: Optimizer
  readonly memory: PartMemory
  /** What the model tells beside its loss. */
  readonly telemetry: readonly tf.Variable[]
  readonly time: number
  /** Rows of one part. */
  readonly rows: number
  readonly parts: number
  readonly threads: number
  readonly name: string
}

/** Nothing is traced before the first batch. dispose() frees the compiled steps and the sums, nothing else. */
export class GradientStep {
  readonly #options: StepOptions
  /** The whole step where there is one part; else a part's, which only adds to the sums. */
  readonly #part: CompiledStep<Inputs, tf.Scalar>
  readonly #finish: CompiledStep<[tf.Scalar], tf.Scalar> | null
  readonly #sums: NamedVariables

  constructor(lossOf: LossOf, options: StepOptions) {
    const { weights, optimizer, memory, telemetry, time, rows, parts, threads, name } = options
    this.#options = options
    const learnt = [...weights.values()]
    const vars = [...learnt, ...memory.working.values(), ...telemetry]
    const gradientsOf = ([tokens, targets, conditions, , progress]: Inputs) =>
      tf.variableGrads(
        () => lossOf({ time, batch: rows, tokens, targets, conditions, progress }, memory.working),
        learnt,
      )
    const sums = new Map<string, tf.Variable>()
    this.#sums = sums
    if (parts === 1) {
      const whole = (...inputs: Inputs): tf.Scalar => {
        const { value, grads } = gradientsOf(inputs)
        optimizer.apply(grads, inputs[3])
        return value
      }
      this.#part = compile(whole, { vars: [...vars, ...optimizer.state.values()], threads, name })
      this.#finish = null
      return
    }
    for (const [key, weight] of weights)
      sums.set(key, makeVariable(tf.zeros(weight.shape), { trainable: false }))
    // What the loss does not touch gets no gradient, not a gradient of zeros.
    const touched = new Set<string>()
    const part = (...inputs: Inputs): tf.Scalar => {
      const { value, grads } = gradientsOf(inputs)
      for (const [key, weight] of weights) {
        const gradient = grads[weight.name] as tf.Tensor | null
        if (!gradient) continue
        touched.add(key)
        const sum = sums.get(key)!
        sum.assign(tf.add(sum, tf.mul(gradient, tf.scalar(1 / parts))))
      }
      return value
    }
    const finish = (learningRate: tf.Scalar): tf.Scalar => {
      const grads = Object.fromEntries(
        [...touched].map((key) => [weights.get(key)!.name, tf.clone(sums.get(key)! as tf.Tensor)]),
      )
      const norm = optimizer.apply(grads, learningRate)
      for (const key of touched) sums.get(key)!.assign(tf.zerosLike(sums.get(key)!))
      return norm
    }
    this.#part = compile(part, { vars: [...vars, ...sums.values()], threads, name: `${name}, a part` })
    this.#finish = compile(finish, {
      vars: [...learnt, ...sums.values(), ...optimizer.state.values()],
      threads,
      name: `${name}, the update`,
    })
  }

  /** The batch's mean loss in nats a token. */
  run(batch: HostBatch, learningRate: number, progress: number): number {
    const { parts, memory } = this.#options
    const scalars = [tf.scalar(learningRate), tf.scalar(progress)] as const
    let loss = 0
    for (let part = 0; part < parts; part++) {
      memory.enter(part)
      const inputs = this.#inputsOf(batch, part)
      const value = this.#part(...inputs, ...scalars)
      memory.leave(part)
      loss += value.dataSync()[0] / parts
      tf.dispose([...inputs, value])
    }
    tf.dispose(this.#finish?.(scalars[0]) ?? [])
    tf.dispose([...scalars])
    return loss
  }

  /** What a part holds at once beside all state. */
  workingBytes(): number {
    const { time, rows } = this.#options
    const size = time * rows
    const inputs = [tf.zeros([size], 'int32'), tf.zeros([size], 'int32'), tf.zeros([size, CONDITION_SIZE])]
    const all = [...inputs, tf.scalar(0), tf.scalar(0)] as tf.Tensor[] as Inputs
    const bytes = this.#part.workingBytes(...all)
    tf.dispose(all)
    return bytes
  }

  /** The sums of the parts' gradients, while a step lasts. */
  get state(): NamedVariables {
    return this.#sums
  }

  dispose(): void {
    this.#part.dispose()
    this.#finish?.dispose()
    for (const sum of this.#sums.values()) sum.dispose()
  }

  /** A part is a run of rows; time comes first, so its numbers lie apart. */
  #inputsOf(batch: HostBatch, part: number): [tf.Tensor1D, tf.Tensor1D, tf.Tensor2D] {
    const { time, rows, parts } = this.#options
    const all = rows * parts
    const shape: [number, number] = [rows * time, CONDITION_SIZE]
    if (parts === 1)
      return [
        tf.tensor1d(batch.tokens, 'int32'),
        tf.tensor1d(batch.targets, 'int32'),
        tf.tensor2d(batch.conditions, shape),
      ]
    const take = <A extends Int32Array | Float32Array>(source: A, width: number, into: A): A => {
      for (let t = 0; t < time; t++) {
        const from = (t * all + part * rows) * width
        into.set(source.subarray(from, from + rows * width), t * rows * width)
      }
      return into
    }
    const size = rows * time
    return [
      tf.tensor1d(take(batch.tokens, 1, new Int32Array(size)), 'int32'),
      tf.tensor1d(take(batch.targets, 1, new Int32Array(size)), 'int32'),
      tf.tensor2d(take(batch.conditions, CONDITION_SIZE, new Float32Array(size * CONDITION_SIZE)), shape),
    ]
  }
}
