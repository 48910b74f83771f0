// Low-rank adapters: each matrix W [out, in] becomes W + scale · B·A with A [rank, in] and B [out, rank]; Hu et al. 2021, arXiv 2106.09685.
// The embedding, which is the output layer too, can be one of them with a rank of its own; gains of norms simply learn.
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../make-variable.ts'
import type { Random } from '../seed.ts'
import type { WeightTensor } from '../weights.ts'
import type { LayerAdapter } from './layer-adapter.ts'

/** Variables by name; matrices lie as [out, in]. */
type Named = ReadonlyMap<string, tf.Variable>

/** What may be changed. */
export interface LoraSites {
  readonly matrices: Named
  /** The embedding [vocabulary, width], alone in its map. */
  readonly table?: Named
  readonly gains?: Named
}

export interface LoraOptions {
  readonly rank: number
  /** Weight of the adapter's share, whatever the rank; the paper's alpha / rank. */
  readonly scale: number
  /** Of the embedding; 0 or absent: it stays as it is. */
  readonly tableRank?: number
  /** Whether gains learn too. */
  readonly gains?: boolean
}

const perRank = (matrices: Named): number =>
  [...matrices.values()].reduce((sum, { shape }) => sum + shape[0] + shape[1]!, 0)

/** The largest rank with which the adapters of all `matrices` hold at most `budget` numbers. */
export const largestRank = (matrices: Named, budget: number): number =>
  Math.max(0, Math.floor(budget / perRank(matrices)))

export const sizeAtRank = (matrices: Named, rank: number): number => rank * perRank(matrices)

export class Lora implements LayerAdapter {
  readonly weights: ReadonlyMap<string, tf.Variable>
  readonly #scale: number

  /** Begins as no change at all: B is zero, and what is added to a gain. */
  constructor(sites: LoraSites, { rank, scale, tableRank = 0, gains = false }: LoraOptions, random: Random) {
    this.#scale = scale
    const weights = new Map<string, tf.Variable>()
    const add = (name: string, value: tf.Tensor) =>
      weights.set(name, makeVariable(value, { trainable: true }))
    const addPair = (name: string, [out, width]: readonly number[], size: number) => {
      const numbers = Float32Array.from({ length: size * width }, () => random.gaussian() / Math.sqrt(width))
      add(lowerName(name), tf.tensor2d(numbers, [size, width]))
      add(upperName(name), tf.zeros([out, size]))
    }
    for (const [name, { shape }] of sites.matrices) addPair(name, shape, rank)
    if (tableRank > 0) for (const [name, { shape }] of sites.table ?? []) addPair(name, shape, tableRank)
    if (gains) for (const [name, { shape }] of sites.gains ?? []) add(gainName(name), tf.zeros(shape))
    this.weights = weights
  }

  linear(matrix: string, input: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor2D {
    const pair = this.#pair(matrix)
    if (!pair) return output
    const narrow = tf.matMul(input, pair.a, false, true)
    const share = tf.matMul(tf.mul(narrow, tf.scalar(this.#scale)), pair.b, false, true)
    return tf.add(output, share)
  }

  rows(table: string, tokens: tf.Tensor1D, rows: tf.Tensor2D): tf.Tensor2D {
    const pair = this.#pair(table)
    if (!pair) return rows
    const narrow = tf.mul(tf.gather(pair.b, tokens), tf.scalar(this.#scale))
    return tf.add(rows, tf.matMul(narrow, pair.a))
  }

  gain(name: string, gain: tf.Tensor1D): tf.Tensor1D {
    const change = this.weights.get(gainName(name)) as tf.Tensor as tf.Tensor1D | undefined
    return change ? tf.add(gain, change) : gain
  }

  prefix(): null {
    return null
  }

  /** Adds the change to the weights themselves; afterwards they need no adapter. Eager, from the host. */
  mergeInto(weights: Named): void {
    for (const [name, weight] of weights) {
      const pair = this.#pair(name)
      const change = this.weights.get(gainName(name))
      if (change) weight.assign(tf.add(weight, change))
      if (pair)
        tf.tidy(() =>
          weight.assign(tf.add(weight, tf.mul(tf.matMul(pair.b, pair.a), tf.scalar(this.#scale)))),
        )
    }
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
  }

  #pair(name: string): { readonly a: tf.Tensor2D; readonly b: tf.Tensor2D } | null {
    const [a, b] = [this.weights.get(lowerName(name)), this.weights.get(upperName(name))]
    return a && b ? { a: a as tf.Tensor as tf.Tensor2D, b: b as tf.Tensor as tf.Tensor2D } : null
  }
}

const stem = (matrix: string): string => matrix.replace(/\.weight$/, '')
const lowerName = (matrix: string): string => `${stem(matrix)}.lora_A.weight`
const upperName = (matrix: string): string => `${stem(matrix)}.lora_B.weight`
const gainName = (gain: string): string => `${stem(gain)}.lora_gain.weight`
/** Names of what begins as zero: without it there is no change. */
const CHANGING = /\.lora_(?:B|gain)\.weight$/

/** An adapter's numbers with `share` of its change, 0 … 1, by their names. */
export const shareOfChange = (
  tensors: ReadonlyMap<string, WeightTensor>,
  share: number,
): ReadonlyMap<string, WeightTensor> =>
  new Map(
    [...tensors].map(([name, tensor]) => [
      name,
      CHANGING.test(name)
        ? { ...tensor, data: Float32Array.from(tensor.data, (value) => share * value) }
        : tensor,
    ]),
  )
