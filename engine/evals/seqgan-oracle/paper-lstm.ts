// The LSTM of the SeqGAN paper: its oracle with given weights, and its generator with weights to learn.
// Yu et al. 2017 (arXiv 1609.05473): 5,000 words, width 32, texts of 20 words that start from word 0.
import * as tf from '@tensorflow/tfjs-core'
import type { Writer, WriterState } from '../../models/seqgan/play.ts'
import { makeVariable } from '../../nn/make-variable.ts'
import { crossEntropy } from '../../nn/ops/cross-entropy.ts'
import { lstmCell, lstmSequence } from '../../nn/ops/lstm-sequence.ts'
import type { Random } from '../../nn/seed.ts'
import type { WeightFile } from '../../nn/weights.ts'

export const VOCABULARY = 5000
export const LENGTH = 20
export const WIDTH = 32
const START = 0

export class PaperLstm implements Writer {
  readonly weights: ReadonlyMap<string, tf.Variable>

  /** @param numbers by name: embedding [5000, 32], w and u [32, 128], b [128], wo [32, 5000], bo [5000] */
  constructor(numbers: (name: string, shape: readonly number[]) => Float32Array) {
    const shapes = {
      embedding: [VOCABULARY, WIDTH],
      w: [WIDTH, 4 * WIDTH],
      u: [WIDTH, 4 * WIDTH],
      b: [4 * WIDTH],
      wo: [WIDTH, VOCABULARY],
      bo: [VOCABULARY],
    }
    this.weights = new Map(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        makeVariable(tf.tensor(numbers(name, shape), shape), { trainable: true }),
      ]),
    )
  }

  /** Weights as the paper's generator begins: normal numbers of deviation 0.1. */
  static begin(random: Random): PaperLstm {
    return new PaperLstm((_, shape) =>
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.1 * random.gaussian()),
    )
  }

  /** The oracle: gates lie apart in its file (i, f, output, candidate). */
  static oracle({ tensors }: WeightFile): PaperLstm {
    const read = (name: string) => {
      const tensor = tensors.get(name)
      if (!tensor) throw new Error(`The oracle's file lacks ${name}`)
      return tensor.data as Float32Array
    }
    const gates = ['i', 'og', 'f', 'c']
    const beside = (letter: string, rows: number) => {
      const parts = gates.map((gate) => read(letter + gate))
      const joined = new Float32Array(rows * 4 * WIDTH)
      for (let row = 0; row < rows; row++)
        parts.forEach((part, gate) =>
          joined.set(part.subarray(row * WIDTH, (row + 1) * WIDTH), row * 4 * WIDTH + gate * WIDTH),
        )
      return joined
    }
    return new PaperLstm((name) => {
      if (name === 'w' || name === 'u') return beside(name, WIDTH)
      if (name === 'b') return beside('b', 1)
      return read(name)
    })
  }

  /** The same weights, its choices sharpened or flattened. */
  at(temperature: number): Writer {
    return {
      advance: (tokens, state) => {
        const { logits, state: next } = this.advance(tokens, state)
        return { logits: tf.div(logits, tf.scalar(temperature)), state: next }
      },
    }
  }

  opening(rows: number): { token: tf.Tensor1D; state: WriterState } {
    const nothing = tf.zeros<tf.Rank.R2>([rows, WIDTH])
    return { token: tf.fill<tf.Rank.R1>([rows], START, 'int32'), state: [nothing, nothing] }
  }

  advance(tokens: tf.Tensor1D, [h, c]: WriterState): { logits: tf.Tensor2D; state: WriterState } {
    const gates = tf.add(tf.matMul(tf.gather(this.#get('embedding'), tokens), this.#get('w')), this.#get('b'))
    const state = lstmCell(gates as tf.Tensor2D, h, c, this.#get('u'))
    return { logits: this.#logits(state[0]), state }
  }

  /** Mean nats a token of texts, int32 [LENGTH · rows], time first; logits divided by the temperature. */
  loss(texts: tf.Tensor1D, rows: number, temperature = 1): tf.Scalar {
    const logits = this.#logits(this.#read(texts, rows))
    return crossEntropy(temperature === 1 ? logits : tf.div(logits, tf.scalar(temperature)), texts)
  }

  /** Logarithm of the probability of every token, [LENGTH · rows], time first. */
  logProbabilities(texts: tf.Tensor1D, rows: number): tf.Tensor1D {
    const states = this.#read(texts, rows)
    // The chosen tokens' own columns: cheaper than picking from all logits.
    const columns = tf.gather(tf.transpose(this.#get('wo')), texts)
    const own = tf.add(tf.sum(tf.mul(states, columns), 1), tf.gather(this.#get('bo') as tf.Tensor, texts))
    return tf.sub<tf.Tensor1D>(own, tf.logSumExp(this.#logits(states), 1))
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
  }

  /** The state before each token, [LENGTH · rows, WIDTH]. */
  #read(texts: tf.Tensor1D, rows: number): tf.Tensor2D {
    const { token, state } = this.opening(rows)
    const read = tf.concat([token, tf.slice(texts, 0, (LENGTH - 1) * rows)])
    const x = tf.reshape<tf.Rank.R3>(tf.gather(this.#get('embedding'), read), [LENGTH, rows, WIDTH])
    const [w, u, b] = [this.#get('w'), this.#get('u'), this.#get('b') as tf.Tensor as tf.Tensor1D]
    return tf.reshape(lstmSequence(x, state[0], state[1], { w, u, b }).states, [LENGTH * rows, WIDTH])
  }

  #logits(states: tf.Tensor2D): tf.Tensor2D {
    return tf.add(tf.matMul(states, this.#get('wo')), this.#get('bo'))
  }

  #get(name: string): tf.Tensor2D {
    return this.weights.get(name)! as tf.Tensor as tf.Tensor2D
  }
}
