// Every fused op against its plain composition on the eager backend, values and gradients, on random shapes.
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { compile } from '../../../engine/nn/compile/index.ts'
import { causalAttention, plainCausalAttention } from '../../../engine/nn/ops/causal-attention.ts'
import { gelu, plainGelu } from '../../../engine/nn/ops/gelu.ts'
import { layerNorm, plainLayerNorm } from '../../../engine/nn/ops/layer-norm.ts'
import { lstmSequence, plainLstmSequence } from '../../../engine/nn/ops/lstm-sequence.ts'
import { plainRmsNorm, rmsNorm } from '../../../engine/nn/ops/rms-norm.ts'
import { plainSwiglu, swiglu } from '../../../engine/nn/ops/swiglu.ts'
import { Random } from '../../../engine/nn/seed.ts'

type Op = (...args: tf.Tensor[]) => readonly tf.Tensor[]

interface Case {
  /** Shapes of the arguments for sizes a, b, c, d in 1 … 4. */
  readonly shapes: (a: number, b: number, c: number, d: number) => readonly (readonly number[])[]
  readonly fused: (a: number, b: number, c: number) => Op
  readonly plain: (a: number, b: number, c: number) => Op
}

const lstm =
  (op: typeof lstmSequence) =>
  (): Op =>
  (...[x, h0, c0, w, u, b]) => {
    const weights = { w: w as tf.Tensor2D, u: u as tf.Tensor2D, b: b as tf.Tensor1D }
    const { states, cell } = op(x as tf.Tensor3D, h0 as tf.Tensor2D, c0 as tf.Tensor2D, weights)
    return [states, cell]
  }

const norm = (op: typeof rmsNorm) => (): Op => (x, gain) => [op(x as tf.Tensor2D, gain as tf.Tensor1D)]

const gated = (op: typeof swiglu) => (): Op => (gate, up) => [op(gate as tf.Tensor2D, up as tf.Tensor2D)]

const attention =
  (op: typeof causalAttention) =>
  (time: number, batch: number, heads: number): Op =>
  (q, k, v) => [op(q as tf.Tensor2D, k as tf.Tensor2D, v as tf.Tensor2D, { time, batch, heads })]

const single = (op: typeof gelu) => (): Op => (x) => [op(x as tf.Tensor2D)]

const cases: Record<string, Case> = {
  // At least three columns: with two, every row is −1 and 1 and its slope mere rounding.
  'layer norm': {
    shapes: (n, width) => [[n, width + 2]],
    fused: single(layerNorm),
    plain: single(plainLayerNorm),
  },
  GELU: { shapes: (n, width) => [[n, width]], fused: single(gelu), plain: single(plainGelu) },
  'RMS norm': {
    shapes: (n, width) => [[n, width], [width]],
    fused: norm(rmsNorm),
    plain: norm(plainRmsNorm),
  },
  SwiGLU: {
    shapes: (n, width) => [
      [n, width],
      [n, width],
    ],
    fused: gated(swiglu),
    plain: gated(plainSwiglu),
  },
  'causal attention': {
    shapes: (time, batch, heads, half) => [
      [time * batch, heads * 2 * half],
      [time * batch, heads * 2 * half],
      [time * batch, heads * 2 * half],
    ],
    fused: attention(causalAttention),
    plain: attention(plainCausalAttention),
  },
  'LSTM over a sequence': {
    shapes: (time, batch, width, hidden) => [
      [time, batch, width],
      [batch, hidden],
      [batch, hidden],
      [width, 4 * hidden],
      [hidden, 4 * hidden],
      [4 * hidden],
    ],
    fused: lstm(lstmSequence),
    plain: lstm(plainLstmSequence),
  },
}

function tensorOf(shape: readonly number[], random: Random): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1)
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.gaussian()),
    [...shape],
  )
}

function expectClose(actual: tf.Tensor, expected: tf.Tensor, what: string): void {
  expect(actual.shape, what).toEqual(expected.shape)
  const wanted = expected.dataSync()
  actual.dataSync().forEach((value, i) => {
    const close = Math.abs(value - wanted[i]) <= 3e-5 * Math.max(1, Math.abs(wanted[i]))
    if (!close) expect.fail(`${what}[${i}]: ${value} instead of ${wanted[i]}`)
  })
}

describe('fused ops', () => {
  beforeAll(async () => {
    await loadBackend({ threads: 1 })
  })

  it.each(Object.entries(cases))('%s: values and gradients of the plain composition', (_, one) => {
    const size = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(size, size, size, size, fc.integer({ min: 0, max: 1e6 }), (a, b, c, d, seed) => {
        const random = new Random(seed)
        const args = one.shapes(a, b, c, d).map((shape) => tensorOf(shape, random))
        // A weighted sum of everything, so that each entry of the gradient differs.
        const weights = one
          .plain(
            a,
            b,
            c,
          )(...args)
          .map((output) => tensorOf(output.shape, random))
        const step =
          (op: Op) =>
          (...inputs: tf.Tensor[]): tf.Tensor[] => {
            const loss = (...xs: tf.Tensor[]) =>
              tf.addN(op(...xs).map((output, i) => tf.sum(tf.mul(output, weights[i]))))
            return [...op(...inputs), ...tf.grads(loss)(inputs)]
          }
        const compiled = compile(step(one.fused(a, b, c)), { vars: [], threads: 1 })
        const expected = step(one.plain(a, b, c))(...args)
        compiled(...args).forEach((tensor, i) =>
          expectClose(tensor, expected[i], `output or gradient ${i} at ${[a, b, c, d].join()}`),
        )
        compiled.dispose()
      }),
      { numRuns: 8 },
    )
  })
})
