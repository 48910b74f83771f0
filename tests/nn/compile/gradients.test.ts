// The gradients of engine/nn/gradients.ts against finite differences, on the eager backend.
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import '../../../engine/nn/gradients.ts'
import { Random } from '../../../engine/nn/seed.ts'

type Scalar = (x: tf.Tensor) => tf.Tensor

/** Each takes x [3, 4] of numbers 0.52 + k / 12 and is smooth around them. */
const smooth: Record<string, Scalar> = {
  'add and sub with broadcasting': (x) => tf.sub(tf.add(x, tf.sum(x, 0)), tf.mul(x, tf.scalar(2))),
  'multiply and divide': (x) => tf.div(tf.mul(x, tf.sum(x, 1, true)), tf.add(x, tf.scalar(2))),
  pow: (x) => tf.pow(x, tf.sum(x, 1, true)),
  'squared difference': (x) => tf.squaredDifference(x, tf.mean(x, 0)),
  'maximum and minimum': (x) =>
    tf.add(tf.maximum(x, tf.scalar(0.895)), tf.minimum(tf.square(x), tf.scalar(1.127))),
  'exp, log, log1p': (x) => tf.log(tf.add(tf.exp(x), tf.log1p(x))),
  'sqrt, rsqrt, reciprocal': (x) => tf.mul(tf.sqrt(x), tf.add(tf.rsqrt(x), tf.reciprocal(x))),
  'sigmoid, tanh, softplus': (x) => tf.mul(tf.sigmoid(x), tf.mul(tf.tanh(x), tf.softplus(x))),
  'erf, sin, cos': (x) => tf.add(tf.erf(x), tf.mul(tf.sin(x), tf.cos(x))),
  'relu, leaky relu, elu, abs': (x) => {
    const shifted = tf.sub(x, tf.scalar(0.978))
    return tf.addN([tf.relu(shifted), tf.leakyRelu(shifted, 0.1), tf.elu(shifted), tf.abs(shifted)])
  },
  clip: (x) => tf.mul(x, tf.clipByValue(x, 0.728, 1.145)),
  'where with a condition': (x) => tf.where(tf.greater(x, tf.scalar(0.978)), tf.square(x), tf.neg(x)),
  'sum, mean, cumsum': (x) => tf.mul(tf.cumsum(x, 1, true), tf.mean(tf.square(x), 0, true)),
  'max and min': (x) => tf.mul(tf.max(x, 1, true), tf.min(x, 0)),
  softmax: (x) => tf.mul(tf.softmax(x), x),
  'log softmax': (x) => tf.mul(tf.logSoftmax(x), x),
  'log-sum-exp': (x) => tf.logSumExp(x, 1),
  matmul: (x) => tf.matMul(tf.matMul(x, x, false, true), tf.matMul(x, tf.transpose(x))),
  'slice, pad, concat': (x) =>
    tf.mul(
      tf.pad(tf.slice(x, [1, 1], [2, 2]), [
        [0, 1],
        [1, 1],
      ]),
      tf.concat([tf.slice(x, [0, 2], [3, 2]), tf.slice(x, [0, 0], [3, 2])], 1),
    ),
  'stack, unstack, split, tile': (x) => {
    const [a, , c] = tf.unstack(x)
    const [left, right] = tf.split(x, 2, 1)
    return tf.add(tf.tile(tf.stack([a, c]), [3, 1]), tf.tile(tf.mul(left, right), [2, 2]))
  },
  'gather and segment sum': (x) => {
    const ids = tf.tensor1d([2, 0, 2, 1], 'int32')
    return tf.mul(
      tf.unsortedSegmentSum(tf.gather(x, ids), ids, 3),
      tf.gather(x, tf.tensor1d([3, 3, 0, 1], 'int32'), 1),
    )
  },
}

describe('gradients', () => {
  beforeAll(async () => {
    await loadBackend({ threads: 1 })
  })

  it.each(Object.entries(smooth))('%s agree with finite differences', (_, op) => {
    const random = new Random('gradients')
    const start = Float32Array.from({ length: 12 }, (_, i) => 0.52 + ((i * 5) % 12) / 12)
    const weights = tf.tensor(Float32Array.from({ length: 64 }, () => random.gaussian()))
    const f = (x: tf.Tensor) => {
      const y = tf.reshape(op(x), [-1])
      return tf.sum(tf.mul(y, tf.slice(weights, 0, y.size)))
    }
    const gradient = tf
      .grad(f)(tf.tensor(start, [3, 4]))
      .dataSync()
    const step = 1e-2
    start.forEach((_, i) => {
      const at = (delta: number) => {
        const moved = start.slice()
        moved[i] = moved[i] + delta
        return f(tf.tensor(moved, [3, 4])).dataSync()[0]
      }
      const slope = (at(step) - at(-step)) / (2 * step)
      expect(Math.abs(gradient[i] - slope)).toBeLessThan(0.02 * Math.max(1, Math.abs(slope)))
    })
  })
})
