// Causal attention that remembers: new positions look at each other and at the keys and values of earlier calls. For reading, not training.
import * as tf from '@tensorflow/tfjs-core'
import type { Prefix } from '../adapters/layer-adapter.ts'
import { MASKED } from '../compile/kernels/fused-attention.ts'
import { rotaryFrequencies } from '../rotary-table.ts'
import { fromHeads, prepend, rotate, toHeads, type AttentionShape } from './causal-attention.ts'

/** What one layer remembers: both [batch, heads, window, headWidth], the latest last, keys already turned. */
export interface AttentionCache {
  readonly keys: tf.Variable<tf.Rank.R4>
  readonly values: tf.Variable<tf.Rank.R4>
}

/** Where reading stands; the same for every layer of a call. */
export interface AttentionPlace {
  /** [time, headWidth / 2] */
  readonly cos: tf.Tensor
  readonly sin: tf.Tensor
  /** [time, window + time]: 0 where a new position may look, MASKED where it may not. */
  readonly mask: tf.Tensor
}

/**
 * @param position float32 []: positions read before this call
 * @param window a position looks at itself and at the window − 1 before it
 */
export function attentionPlace(
  position: tf.Tensor,
  { time, window, headWidth }: { readonly time: number; readonly window: number; readonly headWidth: number },
): AttentionPlace {
  const steps = tf.tensor2d(
    Float32Array.from({ length: time }, (_, i) => i),
    [time, 1],
  )
  const frequencies = tf.tensor2d(rotaryFrequencies(headWidth), [1, headWidth / 2])
  const angles = tf.mul(tf.add(steps, position), frequencies)
  // Column j holds what was read window − j positions before this call, or the new position j − window.
  const columns = window + time
  const inWindow = Float32Array.from({ length: time * columns }, (_, i) => {
    const distance = window + Math.floor(i / columns) - (i % columns)
    return distance >= 0 && distance < window ? 0 : MASKED
  })
  const ages = tf.tensor2d(
    Float32Array.from({ length: columns }, (_, j) => window - j),
    [1, columns],
  )
  const unread = tf.mul(tf.cast(tf.greater(ages, position), 'float32'), tf.scalar(MASKED))
  return {
    cos: tf.cos(angles),
    sin: tf.sin(angles),
    mask: tf.minimum(tf.tensor2d(inWindow, [time, columns]), unread),
  }
}

/** q, k, v [time · batch, width], time first, before rotation → [time · batch, width]; moves the cache forward. */
export function cachedAttention(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  shape: AttentionShape,
  { keys, values }: AttentionCache,
  { cos, sin, mask }: AttentionPlace,
  prefix: Prefix | null = null,
): tf.Tensor2D {
  const { time, batch, heads } = shape
  const [window, headWidth] = [keys.shape[2], keys.shape[3]]
  const known = tf.concat<tf.Tensor4D>([keys, rotate(toHeads(k, shape), cos, sin) as tf.Tensor4D], 2)
  const told = tf.concat<tf.Tensor4D>([values, toHeads(v, shape)], 2)
  const latest = (all: tf.Tensor4D) => tf.slice(all, [0, 0, time, 0], [batch, heads, window, headWidth])
  keys.assign(latest(known))
  values.assign(latest(told))
  const queries = tf.mul(rotate(toHeads(q, shape), cos, sin), tf.scalar(1 / Math.sqrt(headWidth)))
  const seen = prefix ? prepend(prefix.keys, known) : known
  const gathered = prefix ? prepend(prefix.values, told) : told
  const open = prefix ? tf.concat([tf.zeros([time, prefix.keys.shape[1]]), mask], 1) : mask
  const scores = tf.add(tf.matMul(queries, seen, false, true), open)
  return fromHeads(tf.matMul(tf.softmax(scores), gathered), shape)
}
