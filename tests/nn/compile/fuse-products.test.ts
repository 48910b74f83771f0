// Frozen weights: fewer, wider products give what the single ones give.
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { compile } from '../../../engine/nn/compile/index.ts'
import { makeVariable } from '../../../engine/nn/make-variable.ts'
import { Random } from '../../../engine/nn/seed.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

it('products of one tensor, turned or not, with and without sums, are those of the unfrozen step', () => {
  const size = fc.integer({ min: 1, max: 5 })
  fc.assert(
    fc.property(size, size, size, size, fc.integer({ min: 0, max: 1e6 }), (rows, depth, one, two, seed) => {
      const random = new Random(seed)
      const draw = (shape: readonly [number, number]) =>
        tf.tensor2d(
          Float32Array.from({ length: shape[0] * shape[1] }, () => random.gaussian()),
          [...shape],
        )
      const weight = (shape: readonly [number, number]) =>
        makeVariable(draw(shape), { trainable: false }) as tf.Variable<tf.Rank.R2>
      const [a, b, c] = [weight([depth, one]), weight([depth, two]), weight([one, depth])]
      const [d, bias] = [weight([one, two]), weight([1, two])]
      const vars = [a, b, c, d, bias]
      const step = (x: tf.Tensor2D): tf.Tensor[] => {
        const first = tf.matMul<tf.Tensor2D>(x, a)
        const second = tf.add(tf.matMul(x, b), bias)
        const third = tf.matMul<tf.Tensor2D>(x, c, false, true)
        const twice = tf.matMul(first, d)
        // A product that is used twice stays a tensor of its own; one that is used once may join the sum.
        return [
          first,
          second,
          third,
          tf.add(twice, twice),
          tf.add(second, tf.matMul(third, d)),
          tf.add(bias, tf.matMul(tf.add(first, third), d)),
        ]
      }
      const [plain, frozen] = [false, true].map((freeze) => compile(step, { vars, threads: 1, freeze }))
      const x = draw([rows, depth])
      const expected = plain(x)
      frozen(x).forEach((tensor, i) => {
        expect(tensor.shape).toEqual(expected[i].shape)
        const wanted = expected[i].dataSync()
        tensor.dataSync().forEach((value, at) => expect(value).toBeCloseTo(wanted[at], 4))
      })
      plain.dispose()
      frozen.dispose()
    }),
    { numRuns: 20 },
  )
})
