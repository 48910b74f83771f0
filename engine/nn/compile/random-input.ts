// Randomness inside a step: drawn on the host before every call, so that a compiled step never repeats a mask.
import * as tf from '@tensorflow/tfjs-core'
import { hostInput, isTracing } from './trace-backend.ts'
import { sizeOf } from './value.ts'

/**
 * Uniform numbers in [0, 1) of the given shape, fresh on every call of the step, from `random.fill`.
 * Compiled and eager runs draw the same numbers when the step draws in the same order.
 */
export function randomInput(
  shape: readonly number[],
  random: { fill(target: Float32Array): Float32Array },
): tf.Tensor {
  if (isTracing()) return hostInput(shape, (target) => random.fill(target))
  return tf.tensor(random.fill(new Float32Array(sizeOf(shape))), [...shape])
}
