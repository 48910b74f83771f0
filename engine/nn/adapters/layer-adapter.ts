// What a network with layers of attention lets an adapter add to it; which adapter that is, it does not know.
import type * as tf from '@tensorflow/tfjs-core'

/** Keys and values that stand before every text, each [heads, length, headWidth]; keys are not turned by position. */
export interface Prefix {
  readonly keys: tf.Tensor3D
  readonly values: tf.Tensor3D
}

/** Owns its weights, by the names of its own weight file. */
export interface LayerAdapter {
  readonly weights: ReadonlyMap<string, tf.Variable>
  /** `output` of the linear map named `matrix` for `input` [n, in], with the adapter's share added: [n, out]. */
  linear(matrix: string, input: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor2D
  /** `rows` [n, width] of the embedding named `table` for `tokens` int32 [n], with the adapter's share added. */
  rows(table: string, tokens: tf.Tensor1D, rows: tf.Tensor2D): tf.Tensor2D
  /** The gain of a norm [width] as the adapter has it. */
  gain(name: string, gain: tf.Tensor1D): tf.Tensor1D
  /** Null where nothing stands before the text. */
  prefix(layer: number): Prefix | null
  dispose(): void
}
