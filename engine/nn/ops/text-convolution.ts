// Convolutions over a text with the maximum over time, and the highway layer that follows them.
// Kim 2014 (arXiv 1408.5882); Srivastava et al. 2015 (1505.00387).
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'

export interface TextFilters {
  /** Tokens that a filter sees at once. */
  readonly width: number
  /** [width · embedding, filters] */
  readonly kernel: tf.Tensor2D
  /** [filters] */
  readonly bias: tf.Tensor1D
}

/** x [batch, time, embedding] → the strongest answer of each filter [batch, Σ filters]. */
export function convolveText(x: tf.Tensor3D, filters: readonly TextFilters[]): tf.Tensor2D {
  const [batch, time, embedding] = x.shape
  const answers = filters.map(({ width, kernel, bias }) => {
    const places = time - width + 1
    if (places < 1) throw new RangeError(`A filter of ${width} tokens needs a text as long, not ${time}`)
    const windows = Array.from({ length: width }, (_, k) =>
      tf.slice(x, [0, k, 0], [batch, places, embedding]),
    )
    const flat = tf.reshape(tf.concat(windows, 2), [batch * places, width * embedding])
    const strongest = tf.max(tf.reshape(tf.matMul(flat, kernel), [batch, places, -1]), 1)
    // Bias and rectifier keep the order, so they can wait until one answer is left.
    return tf.relu(tf.add(strongest, bias))
  })
  return tf.concat(answers, 1) as tf.Tensor2D
}

/** x [n, width] → the same shape: gate · relu(x·w + b) + (1 − gate) · x. `w`, `gate` [width, width]. */
export function highway(
  x: tf.Tensor2D,
  layer: { w: tf.Tensor2D; b: tf.Tensor1D; gate: tf.Tensor2D; gateBias: tf.Tensor1D },
): tf.Tensor2D {
  const gate = tf.sigmoid(tf.add(tf.matMul(x, layer.gate), layer.gateBias))
  const changed = tf.relu(tf.add(tf.matMul(x, layer.w), layer.b))
  return tf.add(x, tf.mul(gate, tf.sub(changed, x)))
}
