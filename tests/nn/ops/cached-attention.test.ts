// Attention over a cache: compiled against plain, in pieces of any length, past the window's end, for several rows.
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { compile } from '../../../engine/nn/compile/index.ts'
import { makeVariable } from '../../../engine/nn/make-variable.ts'
import { cachedAttention, cacheShape } from '../../../engine/nn/ops/cached-attention.ts'
import { plainCausalAttention } from '../../../engine/nn/ops/causal-attention.ts'
import { Random } from '../../../engine/nn/seed.ts'

const [LAYERS, HEADS, HEAD_WIDTH] = [2, 2, 4]
const WIDTH = HEADS * HEAD_WIDTH

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

/** Two layers, the second reading what the first gathered. */
const reader = (batch: number, window: number) => {
  const shape = cacheShape(LAYERS, { batch, heads: HEADS, window, headWidth: HEAD_WIDTH })
  const cache = makeVariable(tf.zeros(shape), { trainable: false }) as tf.Variable<tf.Rank.R4>
  const position = makeVariable(tf.scalar(0), { trainable: false })
  const read = (x: tf.Tensor2D): tf.Tensor2D => {
    const shape = { time: x.shape[0] / batch, batch, heads: HEADS }
    const { attend, remember } = cachedAttention(cache, position, shape)
    const first = attend(x, tf.neg(x), tf.square(x))
    const second = attend(first, x, first)
    remember()
    return tf.add(first, second)
  }
  return { read, vars: [cache, position] }
}

const drawn = (rows: number, random: Random) =>
  tf.tensor2d(
    Float32Array.from({ length: rows * WIDTH }, () => random.gaussian()),
    [rows, WIDTH],
  )

function expectClose(actual: tf.Tensor, expected: tf.Tensor, what: string): void {
  const wanted = expected.dataSync()
  actual.dataSync().forEach((value, i) => {
    if (!(Math.abs(value - wanted[i]) <= 3e-5)) expect.fail(`${what}[${i}]: ${value} instead of ${wanted[i]}`)
  })
}

describe('attention over a cache', () => {
  it('gives compiled what it gives in plain ops, whatever the pieces', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
    const size = fc.integer({ min: 1, max: 3 })
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 7 }), pieces, (batch, window, times) => {
        const random = new Random(times.join())
        const [fused, plain] = [reader(batch, window), reader(batch, window)]
        const step = compile(fused.read, { vars: fused.vars, threads: 1 })
        // Single tokens in between: they are written in place.
        for (const [i, time] of times.flatMap((time) => [time, 1, 1]).entries()) {
          const x = drawn(time * batch, random)
          expectClose(
            step(x),
            tf.tidy(() => plain.read(x)),
            `piece ${i} of ${times.join()}`,
          )
        }
        step.dispose()
      }),
      { numRuns: 12 },
    )
  })

  it('gives token by token what looking at the whole text at once gives, while the window holds it', () => {
    const time = 6
    const random = new Random('whole')
    const x = drawn(time, random)
    const shape = { time, batch: 1, heads: HEADS }
    const whole = plainCausalAttention(x, tf.neg(x), tf.square(x), shape)
    const { read, vars } = (() => {
      const cache = makeVariable(
        tf.zeros(cacheShape(1, { batch: 1, heads: HEADS, window: time, headWidth: HEAD_WIDTH })),
        { trainable: false },
      ) as tf.Variable<tf.Rank.R4>
      const position = makeVariable(tf.scalar(0), { trainable: false })
      const read = (token: tf.Tensor2D): tf.Tensor2D => {
        const { attend, remember } = cachedAttention(cache, position, { time: 1, batch: 1, heads: HEADS })
        const gathered = attend(token, tf.neg(token), tf.square(token))
        remember()
        return gathered
      }
      return { read, vars: [cache, position] }
    })()
    const step = compile(read, { vars, threads: 1 })
    const rows = Array.from({ length: time }, (_, i) => step(tf.slice(x, [i, 0], [1, WIDTH])))
    expectClose(tf.concat(rows), whole, 'token')
    step.dispose()
  })
})
