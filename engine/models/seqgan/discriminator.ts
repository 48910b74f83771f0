// Tells a real text from a written one: embedding → convolutions of several widths → highway → one number.
// The discriminator of Yu et al. 2017 (arXiv 1609.05473); it serves the game and, later, the ranking of candidates.
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../../nn/make-variable.ts'
import { withoutGradient } from '../../nn/ops/categorical.ts'
import { dropout } from '../../nn/ops/dropout.ts'
import { convolveText, highway } from '../../nn/ops/text-convolution.ts'
import type { Random } from '../../nn/seed.ts'

export interface DiscriminatorShape {
  readonly vocabularySize: number
  readonly embedding: number
  /** Filters by the number of tokens that they see. */
  readonly widths: readonly number[]
  readonly filters: number
  readonly dropout: number
}

export class Discriminator {
  readonly weights: ReadonlyMap<string, tf.Variable>
  readonly #shape: DiscriminatorShape
  readonly #random: Random

  /** `random` draws the initial weights and, later, the dropout masks. */
  constructor(shape: DiscriminatorShape, random: Random) {
    this.#shape = shape
    this.#random = random
    const { vocabularySize, embedding, widths, filters } = shape
    const features = widths.length * filters
    const weights = new Map<string, tf.Variable>()
    const add = (name: string, size: readonly number[], deviation: number, mean = 0) => {
      const count = size.reduce((a, b) => a * b, 1)
      const numbers = Float32Array.from({ length: count }, () => mean + deviation * random.gaussian())
      weights.set(name, makeVariable(tf.tensor(numbers, [...size]), { trainable: true }))
    }
    add('embedding', [vocabularySize, embedding], 0.5)
    for (const width of widths) {
      add(`conv${width}/kernel`, [width * embedding, filters], Math.sqrt(2 / (width * embedding)))
      add(`conv${width}/bias`, [filters], 0, 0.1)
    }
    add('highway/w', [features, features], 1 / Math.sqrt(features))
    add('highway/b', [features], 0, 0.1)
    add('highway/gate', [features, features], 1 / Math.sqrt(features))
    // Closed at first: the layer begins by passing on what it gets.
    add('highway/gateBias', [features], 0, -2)
    add('output/w', [features, 1], 1 / Math.sqrt(features))
    add('output/b', [1], 0)
    this.weights = weights
  }

  /** tokens int32 [rows · time], a row's text in one piece → logits [rows]; above 0 means real. */
  judge(tokens: tf.Tensor1D, rows: number, training = false): tf.Tensor1D {
    const embedded = tf.gather(this.#weight('embedding'), tokens)
    return this.#judge(tf.reshape(embedded, [rows, -1, this.#shape.embedding]), training)
  }

  /** choices [rows · time, vocabulary], soft one-hot → logits [rows]; the gradient reaches the choices alone. */
  judgeSoft(choices: tf.Tensor2D, rows: number): tf.Tensor1D {
    const held = (name: string) => withoutGradient(() => tf.clone(this.#weight(name)))
    const embedded = tf.matMul(choices, held('embedding'))
    return this.#judge(tf.reshape(embedded, [rows, -1, this.#shape.embedding]), false, held)
  }

  /** Mean nats with which real texts [rows · time] and written ones are told apart. */
  loss(real: tf.Tensor1D, written: tf.Tensor1D, rows: number): tf.Scalar {
    return this.examine(real, written, rows).loss
  }

  /** That loss, and the share of the texts that are told apart rightly. */
  examine(
    real: tf.Tensor1D,
    written: tf.Tensor1D,
    rows: number,
  ): { readonly loss: tf.Scalar; readonly accuracy: tf.Scalar } {
    const logits = this.judge(tf.concat<tf.Tensor1D>([real, written]), 2 * rows, true)
    const [forReal, forWritten] = tf.split(logits, 2) as [tf.Tensor1D, tf.Tensor1D]
    const nats = tf.add(tf.mean(tf.softplus(tf.neg(forReal))), tf.mean(tf.softplus(forWritten)))
    const accuracy = withoutGradient(() => {
      const right = tf.concat([tf.neg(forReal), forWritten])
      return tf.mean<tf.Scalar>(tf.cast(tf.less(right, tf.scalar(0)), 'float32'))
    })
    return { loss: tf.mul<tf.Scalar>(nats, tf.scalar(0.5)), accuracy }
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
  }

  /** @param read gives a weight by name */
  #judge(x: tf.Tensor3D, training: boolean, read = (name: string) => this.#weight(name)): tf.Tensor1D {
    const { widths, dropout: rate } = this.#shape
    const vector = (name: string) => read(name) as tf.Tensor as tf.Tensor1D
    const filters = widths.map((width) => ({
      width,
      kernel: read(`conv${width}/kernel`),
      bias: vector(`conv${width}/bias`),
    }))
    const heard = convolveText(x, filters)
    const layer = {
      w: read('highway/w'),
      b: vector('highway/b'),
      gate: read('highway/gate'),
      gateBias: vector('highway/gateBias'),
    }
    const kept = dropout(highway(heard, layer), training ? rate : 0, heard.shape, this.#random)
    const logits = tf.add(tf.matMul(kept, read('output/w')), vector('output/b'))
    return tf.reshape(logits, [x.shape[0]])
  }

  #weight(name: string): tf.Tensor2D {
    return this.weights.get(name)! as tf.Tensor as tf.Tensor2D
  }
}
