// The neural half of the emotion model: word vectors → a GRU in each direction → maximum, mean and attention → all outputs.
// Cho et al. 2014 (arXiv 1406.1078); attention over states Zhou et al. 2016 (ACL P16-2034). How it is trained is not its concern.
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../../nn/make-variable.ts'
import { dropout } from '../../nn/ops/dropout.ts'
import { gruSequence, type GruWeights } from '../../nn/ops/gru-sequence.ts'
import type { Random } from '../../nn/seed.ts'
import { OUTPUTS } from './labels.ts'

export interface GruReaderShape {
  readonly vocabulary: number
  readonly embedding: number
  readonly hidden: number
}

/** Tokens of a batch, shorter sentences filled up with 0 at the end. */
export interface ReaderBatch {
  /** [time, batch] */
  readonly tokens: tf.Tensor2D
  /** The same sentences from their last token to their first. */
  readonly backward: tf.Tensor2D
  /** [time, batch]: 1 where there is a token. */
  readonly mask: tf.Tensor2D
}

export interface Dropout {
  readonly rate: number
  /** Of whole words. */
  readonly wordRate: number
  readonly random: Random
}

const DIRECTIONS = ['forward', 'backward'] as const
/** States, pooled in three ways, in two directions. */
export const POOLS = 6

export const readerShapes = ({ vocabulary, embedding, hidden }: GruReaderShape) => {
  const shapes: Record<string, readonly number[]> = { embedding: [vocabulary, embedding] }
  for (const direction of DIRECTIONS) {
    shapes[`${direction}/w`] = [embedding, 3 * hidden]
    shapes[`${direction}/u`] = [hidden, 3 * hidden]
    shapes[`${direction}/bx`] = [3 * hidden]
    shapes[`${direction}/bh`] = [3 * hidden]
    shapes[`${direction}/attention`] = [hidden, 1]
  }
  shapes['output'] = [POOLS * hidden, OUTPUTS]
  shapes['bias'] = [OUTPUTS]
  return shapes
}

/** Owns its weights; dispose() frees them. */
export class GruReader {
  readonly shape: GruReaderShape
  readonly weights: ReadonlyMap<string, tf.Variable>

  /** @param values by the names and shapes of `readerShapes`. */
  constructor(shape: GruReaderShape, values: (name: string, shape: readonly number[]) => Float32Array) {
    this.shape = shape
    this.weights = new Map(
      Object.entries(readerShapes(shape)).map(([name, sizes]) => [
        name,
        makeVariable(tf.tensor(values(name, sizes), [...sizes]), { trainable: true }),
      ]),
    )
  }

  /** → [batch, 6 · hidden] */
  pooled({ tokens, backward, mask }: ReaderBatch, noise?: Dropout): tf.Tensor2D {
    const [time, batch] = tokens.shape
    const present = tf.reshape<tf.Rank.R3>(mask, [time, batch, 1])
    const length = tf.sum(present, 0)
    const absent = tf.mul(tf.sub(present, tf.scalar(1)), tf.scalar(1e4))
    const start = tf.zeros<tf.Rank.R2>([batch, this.shape.hidden])
    const parts = DIRECTIONS.flatMap((direction) => {
      const x = this.#embed(direction === 'forward' ? tokens : backward, noise)
      const states = gruSequence(x, start, this.#gru(direction))
      const largest = tf.max(tf.add(states, absent), 0)
      const mean = tf.div(tf.sum(tf.mul(states, present), 0), length)
      const flat = tf.reshape<tf.Rank.R2>(states, [time * batch, this.shape.hidden])
      const scores = tf.reshape(tf.matMul(flat, this.#weight(`${direction}/attention`)), [time, batch, 1])
      const shares = tf.exp(tf.add(tf.mul(tf.tanh(scores), tf.scalar(4)), absent))
      const attended = tf.div(tf.sum(tf.mul(states, shares), 0), tf.sum(shares, 0))
      return [largest, mean, attended] as tf.Tensor2D[]
    })
    return tf.concat2d(parts, 1)
  }

  /** pooled → [batch, OUTPUTS] */
  logits(pooled: tf.Tensor2D, noise?: Dropout): tf.Tensor2D {
    const kept = noise ? dropout(pooled, noise.rate, pooled.shape, noise.random) : pooled
    return tf.add(tf.matMul(kept, this.#weight('output')), this.#weight('bias'))
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
  }

  #embed(tokens: tf.Tensor2D, noise: Dropout | undefined): tf.Tensor3D {
    const [time, batch] = tokens.shape
    const { embedding } = this.shape
    const flat = tf.gather(this.#weight('embedding'), tf.reshape<tf.Rank.R1>(tokens, [time * batch]))
    const x = tf.reshape<tf.Rank.R3>(flat, [time, batch, embedding])
    if (!noise) return x
    const words = dropout(x, noise.wordRate, [time, batch, 1], noise.random)
    return dropout(words, noise.rate, [1, batch, embedding], noise.random)
  }

  #gru(direction: string): GruWeights {
    return {
      w: this.#weight(`${direction}/w`),
      u: this.#weight(`${direction}/u`),
      bx: this.#weight(`${direction}/bx`) as tf.Tensor as tf.Tensor1D,
      bh: this.#weight(`${direction}/bh`) as tf.Tensor as tf.Tensor1D,
    }
  }

  #weight(name: string): tf.Tensor2D {
    return this.weights.get(name)! as tf.Tensor as tf.Tensor2D
  }
}
