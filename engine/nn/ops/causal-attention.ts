// Causal self-attention with rotary positions: fused when compiled, a plain composition elsewhere.
// Vaswani et al. 2017 (arXiv 1706.03762), Su et al. 2021 (arXiv 2104.09864).
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import type { Prefix } from '../adapters/layer-adapter.ts'
import { isTracing } from '../compile/index.ts'
import { causalMask } from '../compile/kernels/fused-attention.ts'
import { rotaryTable } from '../rotary-table.ts'

export interface AttentionShape {
  readonly time: number
  readonly batch: number
  readonly heads: number
}

tf.registerGradient({
  kernelName: 'CausalAttention',
  outputsToSave: [false, true, true, true, true, true],
  gradFunc: (dys, [queries, keys, values, weights, gathered], attrs) => {
    const dy = (dys as tf.Tensor[])[0]
    const inputs = { dy, queries, keys, values, weights, gathered } as Record<string, tf.Tensor>
    const gradients = () => tf.engine().runKernel<tf.Tensor[]>('CausalAttentionGrad', inputs, attrs)
    return { q: () => gradients()[0], k: () => gradients()[1], v: () => gradients()[2] }
  },
})

/** x [..., time, headWidth] turned by cos and sin [time, headWidth / 2]. */
export function rotate(x: tf.Tensor, cos: tf.Tensor, sin: tf.Tensor): tf.Tensor {
  const [left, right] = tf.split(x, 2, -1)
  const turnedLeft = tf.sub(tf.mul(left, cos), tf.mul(right, sin))
  return tf.concat([turnedLeft, tf.add(tf.mul(right, cos), tf.mul(left, sin))], -1)
}

/** [time · batch, width] → [batch, heads, time, headWidth] */
export function toHeads(flat: tf.Tensor2D, { time, batch, heads }: AttentionShape): tf.Tensor4D {
  const split = tf.reshape<tf.Rank.R4>(flat, [time, batch, heads, flat.shape[1] / heads])
  return tf.transpose(split, [1, 2, 0, 3])
}

/** [batch, heads, time, headWidth] → [time · batch, width] */
export function fromHeads(split: tf.Tensor, { time, batch }: AttentionShape): tf.Tensor2D {
  return tf.reshape(tf.transpose(split, [2, 0, 1, 3]), [time * batch, -1])
}

/** A prefix' keys or values [heads, length, headWidth] before those of the text [batch, heads, time, headWidth]. */
export function prepend(part: tf.Tensor3D, text: tf.Tensor4D): tf.Tensor4D {
  const [batch] = text.shape
  const rows = tf.tile<tf.Tensor4D>(tf.expandDims(part, 0), [batch, 1, 1, 1])
  return tf.concat([rows, text], 2)
}

/** The same in plain ops, optionally with positions before the text that everyone may look at. */
export function plainCausalAttention(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  shape: AttentionShape,
  prefix: Prefix | null = null,
): tf.Tensor2D {
  const { time, heads } = shape
  const headWidth = q.shape[1] / heads
  const table = rotaryTable(time, headWidth)
  const cos = tf.tensor2d(table.cos, [time, headWidth / 2])
  const sin = tf.tensor2d(table.sin, [time, headWidth / 2])
  const queries = rotate(toHeads(q, shape), cos, sin)
  const own = rotate(toHeads(k, shape), cos, sin) as tf.Tensor4D
  const keys = prefix ? prepend(prefix.keys, own) : own
  const values = prefix ? prepend(prefix.values, toHeads(v, shape)) : toHeads(v, shape)
  const scores = tf.mul(tf.matMul(queries, keys, false, true), tf.scalar(1 / Math.sqrt(headWidth)))
  const causal = tf.tensor2d(causalMask(time), [time, time])
  const mask = prefix ? tf.concat([tf.zeros([time, prefix.keys.shape[1]]), causal], 1) : causal
  return fromHeads(tf.matMul(tf.softmax(tf.add(scores, mask)), values), shape)
}

/**
 * q, k, v [time · batch, width], time first, before rotation → [time · batch, width].
 * Position t of a row gathers from positions 0 … t of the same row, each head within its own slice of the width.
 */
export function causalAttention(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  shape: AttentionShape,
  prefix: Prefix | null = null,
): tf.Tensor2D {
  if (!isTracing() || prefix) return plainCausalAttention(q, k, v, shape, prefix)
  return tf.engine().runKernel<tf.Tensor[]>('CausalAttention', { q, k, v }, { ...shape })[0] as tf.Tensor2D
}
