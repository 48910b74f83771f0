// Low-rank adapters: each matrix W [out, in] becomes W + scale · B·A with A [rank, in] and B [out, rank]; Hu et al. 2021, arXiv 2106.09685.
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../make-variable.ts'
import type { Random } from '../seed.ts'
import type { LayerAdapter } from './layer-adapter.ts'

/** Matrices [out, in] by name. */
export type Matrices = ReadonlyMap<string, tf.Variable>

export interface LoraOptions {
  readonly rank: number
  /** Weight of the adapter's share, whatever the rank; the paper's alpha / rank. */
  readonly scale: number
}

/** The largest rank with which the adapters of all `matrices` hold at most `share` of `total` numbers; at least 1. */
export function largestRank(matrices: Matrices, total: number, share: number): number {
  const perRank = [...matrices.values()].reduce((sum, { shape }) => sum + shape[0] + shape[1]!, 0)
  return Math.max(1, Math.floor((share * total) / perRank))
}

export class Lora implements LayerAdapter {
  readonly weights: ReadonlyMap<string, tf.Variable>
  readonly #scale: number

  /** Begins as no change at all: B is zero. */
  constructor(matrices: Matrices, { rank, scale }: LoraOptions, random: Random) {
    this.#scale = scale
    const weights = new Map<string, tf.Variable>()
    for (const [name, { shape }] of matrices) {
      const [out, width] = shape as [number, number]
      const numbers = Float32Array.from({ length: rank * width }, () => random.gaussian() / Math.sqrt(width))
      const trainable = true
      weights.set(lowerName(name), makeVariable(tf.tensor2d(numbers, [rank, width]), { trainable }))
      weights.set(upperName(name), makeVariable(tf.zeros([out, rank]), { trainable }))
    }
    this.weights = weights
  }

  linear(matrix: string, input: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor2D {
    const [a, b] = [this.weights.get(lowerName(matrix)), this.weights.get(upperName(matrix))]
    if (!a || !b) return output
    const narrow = tf.matMul(input, a, false, true)
    const share = tf.matMul(tf.mul(narrow, tf.scalar(this.#scale)), b, false, true)
    return tf.add(output, share)
  }

  prefix(): null {
    return null
  }

  /** Adds the change to the matrices themselves; afterwards they need no adapter. Eager, from the host. */
  mergeInto(matrices: Matrices): void {
    for (const [name, matrix] of matrices) {
      const [a, b] = [this.weights.get(lowerName(name)), this.weights.get(upperName(name))]
      if (a && b)
        tf.tidy(() =>
          matrix.assign(tf.add(matrix, tf.mul(tf.matMul(b, a as tf.Tensor), tf.scalar(this.#scale)))),
        )
    }
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
  }
}

const stem = (matrix: string): string => matrix.replace(/\.weight$/, '')
const lowerName = (matrix: string): string => `${stem(matrix)}.lora_A.weight`
const upperName = (matrix: string): string => `${stem(matrix)}.lora_B.weight`
