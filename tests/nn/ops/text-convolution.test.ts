// Convolution over texts against its definition written out, and the highway at both ends of its gate.
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { convolveText, highway } from '../../../engine/nn/ops/text-convolution.ts'
import { Random } from '../../../engine/nn/seed.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

const tensor = (random: Random, shape: number[]) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.gaussian()),
    shape,
  )

describe('convolveText', () => {
  it('takes the strongest answer of each filter over all places', () => {
    const small = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(
        small,
        small,
        small,
        fc.integer({ min: 0, max: 1e6 }),
        (width, embedding, filters, seed) => {
          const random = new Random(seed)
          const [batch, time] = [2, 6]
          const x = tensor(random, [batch, time, embedding]) as tf.Tensor3D
          const kernel = tensor(random, [width * embedding, filters]) as tf.Tensor2D
          const bias = tensor(random, [filters]) as tf.Tensor1D
          const [texts, k, b] = [x.arraySync(), kernel.arraySync(), bias.arraySync()]
          const expected = texts.map((text) =>
            b.map((offset, filter) => {
              const answers = Array.from({ length: time - width + 1 }, (_, at) =>
                text
                  .slice(at, at + width)
                  .flat()
                  .reduce((sum, value, i) => sum + value * k[i][filter], offset),
              )
              return Math.max(0, ...answers)
            }),
          )
          const actual = convolveText(x, [{ width, kernel, bias }]).arraySync()
          actual.forEach((row, i) => {
            row.forEach((value, j) => expect(value).toBeCloseTo(expected[i][j], 4))
          })
        },
      ),
      { numRuns: 20 },
    )
  })

  it('refuses a text shorter than its filter', () => {
    const filter = { width: 4, kernel: tf.zeros<tf.Rank.R2>([8, 1]), bias: tf.zeros<tf.Rank.R1>([1]) }
    expect(() => convolveText(tf.zeros([1, 3, 2]), [filter])).toThrow(RangeError)
  })
})

describe('highway', () => {
  const x = () => tf.tensor2d([[1, 2]])
  const layer = (gateBias: number) => ({
    w: tf.zeros<tf.Rank.R2>([2, 2]),
    b: tf.tensor1d([5, -5]),
    gate: tf.zeros<tf.Rank.R2>([2, 2]),
    gateBias: tf.fill<tf.Rank.R1>([2], gateBias),
  })

  it('passes its input on while the gate is shut, and the layer’s word when it is open', () => {
    expect([...highway(x(), layer(-50)).dataSync()]).toEqual([1, 2])
    expect([...highway(x(), layer(50)).dataSync()]).toEqual([5, 0])
  })
})
