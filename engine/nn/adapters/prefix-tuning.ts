// Prefix tuning: learnt keys and values that every position of every layer may look back to; Li & Liang 2021, arXiv 2101.00190.
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../make-variable.ts'
import type { Random } from '../seed.ts'
import type { LayerAdapter, Prefix } from './layer-adapter.ts'

export interface PrefixShape {
  readonly layers: number
  readonly heads: number
  readonly headWidth: number
  /** How many positions stand before the text. */
  readonly length: number
}

export class PrefixTuning implements LayerAdapter {
  readonly weights: ReadonlyMap<string, tf.Variable>

  constructor({ layers, heads, headWidth, length }: PrefixShape, random: Random) {
    const weights = new Map<string, tf.Variable>()
    for (let layer = 0; layer < layers; layer++)
      for (const part of ['keys', 'values'] as const) {
        const numbers = Float32Array.from(
          { length: heads * length * headWidth },
          () => 0.1 * random.gaussian(),
        )
        const initial = tf.tensor3d(numbers, [heads, length, headWidth])
        weights.set(`prefix.${layer}.${part}`, makeVariable(initial, { trainable: true }))
      }
    this.weights = weights
  }

  linear(_matrix: string, _input: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor2D {
    return output
  }

  rows(_table: string, _tokens: tf.Tensor1D, rows: tf.Tensor2D): tf.Tensor2D {
    return rows
  }

  gain(_name: string, gain: tf.Tensor1D): tf.Tensor1D {
    return gain
  }

  prefix(layer: number): Prefix {
    const part = (name: 'keys' | 'values') =>
      this.weights.get(`prefix.${layer}.${name}`)! as tf.Tensor as tf.Tensor3D
    return { keys: part('keys'), values: part('values') }
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
  }
}
