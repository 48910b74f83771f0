// Dropout whose masks come from the seeded generator; variational where the mask's shape repeats over time.
import * as tf from '@tensorflow/tfjs-core'
import { randomInput } from '../compile/index.ts'
import type { Random } from '../seed.ts'

/**
 * Zeroes a share `rate` of x and scales the rest up by 1 / (1 − rate).
 * A mask of size 1 along an axis is the same for the whole axis (Gal & Ghahramani 2016, arXiv 1512.05287).
 */
export function dropout<T extends tf.Tensor>(
  x: T,
  rate: number,
  maskShape: readonly number[],
  random: Random,
): T {
  if (rate <= 0) return x
  const kept = tf.greaterEqual(randomInput(maskShape, random), tf.scalar(rate))
  return tf.mul(x, tf.mul(tf.cast(kept, 'float32'), tf.scalar(1 / (1 - rate))))
}
