// Causal attention that remembers: new positions look at each other and at the keys and values of earlier calls. For reading, not training.
import * as tf from '@tensorflow/tfjs-core'
import type { Prefix } from '../adapters/layer-adapter.ts'
import { isTracing } from '../compile/index.ts'
import { MASKED } from '../compile/kernels/fused-attention.ts'
import { rotaryFrequencies } from '../rotary-table.ts'
import { fromHeads, prepend, rotate, toHeads, type AttentionShape } from './causal-attention.ts'

/** Where reading stands; the same for every layer of a call. */
interface AttentionPlace {
  /** [time, headWidth / 2] */
  readonly cos: tf.Tensor
  readonly sin: tf.Tensor
  /** [time, window + time]: 0 where a new position may look, MASKED where it may not: the slots, then the new positions. */
  readonly mask: tf.Tensor
  /** float32 [time]: where the new positions will lie. */
  readonly slots: tf.Tensor1D
}

type Asked = Readonly<Record<'q' | 'k' | 'v', tf.Tensor2D>>
type Remembered = Readonly<Record<'keys' | 'values', tf.Tensor4D>>

/** What one layer gives to its positions and leaves for later ones, each [time · batch, width]; keys are turned. */
type Looked = Readonly<Record<'gathered' | 'keys' | 'values', tf.Tensor2D>>

/** Of the cache of a model: its first axis holds each layer's keys and then its values. */
export const cacheShape = (
  layers: number,
  { batch, heads, window, headWidth }: Readonly<Record<'batch' | 'heads' | 'window' | 'headWidth', number>>,
): [number, number, number, number] => [2 * layers * batch, heads, window, headWidth]

/**
 * One call's attention through all layers.
 * @param cache what was read before, of cacheShape; position p lies in slot p mod window
 * @param position float32 []: positions read before this call
 */
export function cachedAttention(
  cache: tf.Variable<tf.Rank.R4>,
  position: tf.Variable,
  shape: AttentionShape,
): {
  /** q, k, v [time · batch, width], time first, before rotation → the same shape; once for each layer, in order. */
  attend(q: tf.Tensor2D, k: tf.Tensor2D, v: tf.Tensor2D, prefix?: Prefix | null): tf.Tensor2D
  /** Moves cache and position forward: once, after all layers. */
  remember(): void
} {
  const { time, batch, heads } = shape
  const [, , window, headWidth] = cache.shape
  const parts = cache.shape[0] / batch
  const place = attentionPlace(position, { time, window, headWidth })
  const known = tf.split<tf.Tensor4D>(cache, parts)
  const added: tf.Tensor2D[] = []
  return {
    attend(q, k, v, prefix = null) {
      const [keys, values] = known.slice(added.length)
      const isFused = isTracing() && !prefix
      const looked = (isFused ? fusedLook : plainLook)({ q, k, v }, { keys, values }, shape, place, prefix)
      added.push(looked.keys, looked.values)
      return looked.gathered
    },
    remember() {
      // [time · batch, parts · width] → [parts · batch, heads, time, headWidth]
      const split = tf.reshape(tf.concat(added, 1), [time, batch, parts, heads, headWidth])
      const fresh = tf.reshape<tf.Rank.R4>(tf.transpose(split, [2, 1, 3, 0, 4]), [-1, heads, time, headWidth])
      cache.assign(writeSlots(cache, fresh, place.slots))
      position.assign(tf.add(position, tf.scalar(time)))
    },
  }
}

const column = (length: number): tf.Tensor1D => tf.tensor1d(Float32Array.from({ length }, (_, i) => i))

/** A position looks at itself and at the window − 1 before it. */
function attentionPlace(
  position: tf.Tensor,
  { time, window, headWidth }: { readonly time: number; readonly window: number; readonly headWidth: number },
): AttentionPlace {
  const steps = tf.reshape(column(time), [time, 1])
  const frequencies = tf.tensor2d(rotaryFrequencies(headWidth), [1, headWidth / 2])
  const positions = tf.add(steps, position)
  const angles = tf.mul(positions, frequencies)
  // How long before this call what lies in a slot was read, 1 … window; more than was read at all where nothing lies there.
  const before = tf.sub(tf.sub(position, tf.reshape(column(window), [1, window])), tf.scalar(1))
  const ages = tf.add(modulo(before, window), tf.scalar(1))
  const isUnread = tf.greater(ages, position)
  const isPast = tf.greater(tf.add(ages, steps), tf.scalar(window - 1))
  const closed = tf.mul(tf.cast(tf.logicalOr(isUnread, isPast), 'float32'), tf.scalar(MASKED))
  const among = Float32Array.from({ length: time * time }, (_, i) => {
    const distance = Math.floor(i / time) - (i % time)
    return distance >= 0 && distance < window ? 0 : MASKED
  })
  return {
    cos: tf.cos(angles),
    sin: tf.sin(angles),
    mask: tf.concat([closed, tf.tensor2d(among, [time, time])], 1),
    slots: tf.reshape(modulo(positions, window), [time]),
  }
}

/** The remainder of whole numbers, not negative. */
const modulo = (x: tf.Tensor, n: number): tf.Tensor =>
  tf.sub(x, tf.mul(tf.floor(tf.div(x, tf.scalar(n))), tf.scalar(n)))

/** cache [parts, heads, window, headWidth] with the new positions [parts, heads, time, headWidth] in their slots. */
function writeSlots(cache: tf.Tensor4D, fresh: tf.Tensor4D, slots: tf.Tensor1D): tf.Tensor4D {
  const [parts, heads, window] = cache.shape
  const time = slots.size
  if (time === 1 && isTracing()) {
    const inputs = { cache, fresh, slot: slots } as Record<string, tf.Tensor>
    return tf.engine().runKernel('WriteSlot', inputs)
  }
  // More than the window holds: only the last of them stay.
  const kept = Math.min(time, window)
  const from = time - kept
  const own = tf.reshape(tf.slice(slots, from, kept), [1, kept])
  const hot = tf.cast(tf.equal(tf.reshape(column(window), [window, 1]), own), 'float32') // [window, kept]
  const everywhere = tf.tile(tf.reshape(hot, [1, 1, window, kept]), [parts, heads, 1, 1])
  const spread = tf.matMul(everywhere, tf.slice(fresh, [0, 0, from, 0], [-1, -1, kept, -1]))
  const isOld = tf.reshape(tf.sub(tf.scalar(1), tf.sum(hot, 1)), [1, 1, window, 1])
  return tf.add(tf.mul(cache, isOld), spread)
}

function fusedLook(
  asked: Asked,
  remembered: Remembered,
  shape: AttentionShape,
  place: AttentionPlace,
): Looked {
  const { cos, sin, mask } = place
  const inputs = { ...asked, ...remembered, cos, sin, mask } as Record<string, tf.Tensor>
  const [gathered, keys] = tf.engine().runKernel<tf.Tensor[]>('CachedAttention', inputs, { ...shape })
  return { gathered: gathered as tf.Tensor2D, keys: keys as tf.Tensor2D, values: asked.v }
}

/** The same in plain ops, optionally with positions before the text that everyone may look at. */
function plainLook(
  { q, k, v }: Asked,
  remembered: Remembered,
  shape: AttentionShape,
  { cos, sin, mask }: AttentionPlace,
  prefix: Prefix | null,
): Looked {
  const { time, heads } = shape
  const turned = rotate(toHeads(k, shape), cos, sin)
  const known = tf.concat<tf.Tensor4D>([remembered.keys, turned as tf.Tensor4D], 2)
  const told = tf.concat<tf.Tensor4D>([remembered.values, toHeads(v, shape)], 2)
  const queries = tf.mul(rotate(toHeads(q, shape), cos, sin), tf.scalar(Math.sqrt(heads / q.shape[1])))
  const seen = prefix ? prepend(prefix.keys, known) : known
  const gathered = prefix ? prepend(prefix.values, told) : told
  const open = prefix ? tf.concat([tf.zeros([time, prefix.keys.shape[1]]), mask], 1) : mask
  const scores = tf.add(tf.matMul(queries, seen, false, true), open)
  return {
    gathered: fromHeads(tf.matMul(tf.softmax(scores), gathered), shape),
    keys: fromHeads(turned, shape),
    values: v,
  }
}
