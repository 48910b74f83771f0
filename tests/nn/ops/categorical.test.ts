// Drawing inside a step: the right shares, the right borders, and no gradient where none belongs.
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { compile } from '../../../engine/nn/compile/index.ts'
import { gumbelSoftmax, sampleCategorical, withoutGradient } from '../../../engine/nn/ops/categorical.ts'
import { Random } from '../../../engine/nn/seed.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

const gaussians = (random: Random, size: number) =>
  Float32Array.from({ length: size }, () => random.gaussian())

describe('sampleCategorical', () => {
  it('inverts the distribution, for any number of classes, eager and compiled alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 1e6 }), (classes, seed) => {
        const random = new Random(seed)
        const rows = 5
        const logits = tf.tensor2d(gaussians(random, rows * classes), [rows, classes])
        const uniform = tf.tensor2d(random.fill(new Float32Array(rows)), [rows, 1])
        const probabilities = tf.softmax(logits).arraySync()
        const draw = compile((l: tf.Tensor2D, u: tf.Tensor2D) => sampleCategorical(l, u), {
          vars: [],
          threads: 1,
        })
        const eager = sampleCategorical(logits, uniform).dataSync()
        draw(logits, uniform)
          .dataSync()
          .forEach((token, row) => {
            const target = uniform.dataSync()[row]
            const below = probabilities[row].slice(0, token).reduce((a, b) => a + b, 0)
            expect(below).toBeLessThanOrEqual(target + 1e-5)
            expect(below + probabilities[row][token]).toBeGreaterThan(target - 1e-5)
            expect(token).toBe(eager[row])
          })
        draw.dispose()
      }),
      { numRuns: 25 },
    )
  })

  it('never leaves the vocabulary nor draws what is impossible', () => {
    const logits = tf.tensor2d([-1e9, 0, -1e9, -1e9, 0, -1e9, -1e9], [1, 7])
    for (const number of [0, 0.25, 0.4999, 0.5001, 0.75, 1 - 2 ** -24])
      expect(sampleCategorical(logits, tf.tensor2d([number], [1, 1])).dataSync()[0]).toBe(
        number < 0.5 ? 1 : 4,
      )
  })
})

describe('withoutGradient', () => {
  it('lets a value through and its gradient not', () => {
    const slope = tf.grad((x: tf.Tensor) =>
      tf.sum(
        tf.mul(
          x,
          withoutGradient(() => tf.square(x)),
        ),
      ),
    )
    expect([...slope(tf.tensor1d([2, 3])).dataSync()]).toEqual([4, 9])
  })
})

describe('gumbelSoftmax', () => {
  it('chooses each class as often as the softmax says', () => {
    const random = new Random(5)
    const rows = 4000
    const logits = tf.tile(tf.tensor2d([[0, 1, 2]]), [rows, 1])
    const uniform = tf.tensor2d(random.fill(new Float32Array(rows * 3)), [rows, 3])
    const choices = tf.argMax(gumbelSoftmax(logits, uniform, 0.1), 1).dataSync()
    const expected = tf.softmax(tf.tensor1d([0, 1, 2])).dataSync()
    for (let token = 0; token < 3; token++) {
      const share = choices.filter((choice) => choice === token).length / rows
      expect(Math.abs(share - expected[token])).toBeLessThan(0.03)
    }
  })

  it('carries a gradient to the logits', () => {
    const uniform = tf.fill<tf.Rank.R2>([1, 3], 0.5)
    const first = (logits: tf.Tensor) =>
      tf.slice(gumbelSoftmax(logits as tf.Tensor2D, uniform, 0.7), [0, 0], [1, 1])
    const slope = tf
      .grad(first)(tf.tensor2d([[0.1, 0.2, 0.3]]))
      .dataSync()
    expect(slope[0]).toBeGreaterThan(0)
    expect(slope[1]).toBeLessThan(0)
  })
})
