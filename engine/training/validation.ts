// Measures a model on held-out text: every token counted once, each row warmed up on the text before it.
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../models/condition.ts'
import type { NamedVariables, TextModel } from '../models/types.ts'
import { compile, push, type CompiledStep } from '../nn/compile/index.ts'
import type { TokenStream } from './corpus.ts'

const ROWS = 16
const TIME = 64

type Measure = CompiledStep<[tf.Tensor1D, tf.Tensor1D, tf.Tensor2D], tf.Tensor1D>

/** Owns a compiled step and its memory; dispose() frees both. */
export class Validation {
  readonly #memory: NamedVariables
  readonly #measure: Measure
  readonly #train: TokenStream
  readonly #validation: TokenStream

  constructor(model: TextModel, train: TokenStream, validation: TokenStream, threads: number) {
    this.#train = train
    this.#validation = validation
    this.#memory = model.memory(ROWS)
    const memory = this.#memory
    const step = (tokens: tf.Tensor1D, targets: tf.Tensor1D, conditions: tf.Tensor2D): tf.Tensor1D => {
      const logits = model.logits({ time: TIME, batch: ROWS, tokens, conditions }, memory)
      const own = tf.sum(tf.mul(logits, tf.cast(tf.oneHot(targets, logits.shape[1]), 'float32')), 1)
      return tf.sub(tf.logSumExp(logits, 1), own)
    }
    const vars = [...model.weights.values(), ...memory.values()]
    this.#measure = compile(step, { vars, threads, name: 'validation' })
  }

  /** Mean nats a token over the whole validation stream. */
  loss(): number {
    const measuring = this.measure()
    let step = measuring.next()
    while (step.done !== true) step = measuring.next()
    return step.value
  }

  /** The same piece by piece: yields the share that is measured, returns the loss. */
  *measure(): Generator<number, number> {
    const before = this.#train.tokens.length
    const total = this.#validation.tokens.length
    const tokenAt = (i: number) => (i < 0 ? this.#train.tokens[before + i] : this.#validation.tokens[i]) ?? 0
    const conditionAt = (i: number) =>
      i < 0
        ? this.#train.conditionAt(Math.max(0, before + i))
        : this.#validation.conditionAt(Math.min(i, total - 1))
    clear(this.#memory)
    const rowLength = Math.ceil(total / ROWS)
    let sum = 0
    for (let start = -TIME; start < rowLength; start += TIME) {
      const tokens = new Int32Array(TIME * ROWS)
      const targets = new Int32Array(TIME * ROWS)
      const conditions = new Float32Array(TIME * ROWS * CONDITION_SIZE)
      const counted = new Uint8Array(TIME * ROWS)
      for (let row = 0; row < ROWS; row++)
        for (let t = 0; t < TIME; t++) {
          const at = t * ROWS + row
          const within = start + t
          const target = row * rowLength + within
          tokens[at] = tokenAt(target - 1)
          targets[at] = tokenAt(target)
          conditions.set(conditionAt(target), at * CONDITION_SIZE)
          if (within >= 0 && within < rowLength && target < total) counted[at] = 1
        }
      const inputs = [
        tf.tensor1d(tokens, 'int32'),
        tf.tensor1d(targets, 'int32'),
        tf.tensor2d(conditions, [TIME * ROWS, CONDITION_SIZE]),
      ] as const
      const losses = this.#measure(...inputs)
      losses.dataSync().forEach((loss, at) => (sum += counted[at] * loss))
      tf.dispose([...inputs, losses])
      yield Math.min(1, Math.max(0, start + TIME) / rowLength)
    }
    return sum / Math.max(1, total)
  }

  dispose(): void {
    this.#measure.dispose()
    for (const variable of this.#memory.values()) variable.dispose()
  }
}

/** Memory begins anew. */
export function clear(memory: NamedVariables): void {
  for (const variable of memory.values()) {
    const zeros = tf.zeros(variable.shape)
    variable.assign(zeros)
    zeros.dispose()
  }
  push(memory.values())
}
