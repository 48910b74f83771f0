// Every kernel of the compiler against the eager CPU backend: values and gradients, on random shapes.
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { compile } from '../../../engine/nn/compile/index.ts'
import { KERNELS } from '../../../engine/nn/compile/kernels/index.ts'
import '../../../engine/nn/gradients.ts'
import { Random } from '../../../engine/nn/seed.ts'

type Op = (...args: tf.Tensor[]) => tf.Tensor
interface Case {
  /** Shapes of the arguments for sizes a, b, c in 1 … 4. */
  readonly shapes: (a: number, b: number, c: number) => readonly (readonly number[])[]
  readonly op: Op
  /** Positive arguments only: logarithms, roots. */
  readonly positive?: boolean
  readonly noGradient?: boolean
}

const same: Case['shapes'] = (a, b) => [[a, b]]
const pair: Case['shapes'] = (a, b) => [
  [a, b],
  [a, b],
]
const wide: Case['shapes'] = (a, b, c) => [
  [a, 1, c],
  [b, 1],
]
const cube: Case['shapes'] = (a, b, c) => [[a, b, c]]
const ids = (n: number, bound: number) =>
  tf.tensor1d(
    Int32Array.from({ length: n }, (_, i) => (i * 7 + 1) % bound),
    'int32',
  )
const whole = (x: tf.Tensor) => tf.cast(tf.mul(x, tf.scalar(2)), 'int32')

const cases: Record<string, Case> = {
  Add: { shapes: wide, op: (x, y) => tf.add(x, y) },
  Sub: { shapes: wide, op: (x, y) => tf.sub(x, y) },
  Multiply: { shapes: wide, op: (x, y) => tf.mul(x, y) },
  RealDiv: { shapes: wide, op: (x, y) => tf.div(x, y), positive: true },
  Maximum: { shapes: wide, op: (x, y) => tf.maximum(x, y) },
  Minimum: { shapes: wide, op: (x, y) => tf.minimum(x, y) },
  Pow: { shapes: wide, op: (x, y) => tf.pow(x, y), positive: true },
  SquaredDifference: { shapes: wide, op: (x, y) => tf.squaredDifference(x, y) },
  FloorDiv: {
    shapes: pair,
    op: (x, y) => tf.cast(tf.floorDiv(whole(x), tf.add(whole(y), tf.scalar(31, 'int32'))), 'float32'),
    noGradient: true,
  },
  Greater: { shapes: wide, op: (x, y) => tf.cast(tf.greater(x, y), 'float32'), noGradient: true },
  GreaterEqual: { shapes: wide, op: (x, y) => tf.cast(tf.greaterEqual(x, y), 'float32'), noGradient: true },
  Less: { shapes: wide, op: (x, y) => tf.cast(tf.less(x, y), 'float32'), noGradient: true },
  LessEqual: { shapes: wide, op: (x, y) => tf.cast(tf.lessEqual(x, y), 'float32'), noGradient: true },
  Equal: { shapes: wide, op: (x, y) => tf.cast(tf.equal(whole(x), whole(y)), 'float32'), noGradient: true },
  NotEqual: {
    shapes: wide,
    op: (x, y) => tf.cast(tf.notEqual(whole(x), whole(y)), 'float32'),
    noGradient: true,
  },
  LogicalAnd: {
    shapes: pair,
    op: (x, y) => tf.cast(tf.logicalAnd(tf.greater(x, tf.scalar(0)), tf.greater(y, tf.scalar(0))), 'float32'),
    noGradient: true,
  },
  LogicalOr: {
    shapes: pair,
    op: (x, y) => tf.cast(tf.logicalOr(tf.greater(x, tf.scalar(0)), tf.greater(y, tf.scalar(0))), 'float32'),
    noGradient: true,
  },
  LogicalNot: {
    shapes: same,
    op: (x) => tf.cast(tf.logicalNot(tf.greater(x, tf.scalar(0))), 'float32'),
    noGradient: true,
  },
  Abs: { shapes: same, op: (x) => tf.abs(x) },
  Ceil: { shapes: same, op: (x) => tf.ceil(x) },
  Floor: { shapes: same, op: (x) => tf.floor(x) },
  Sign: { shapes: same, op: (x) => tf.sign(x) },
  Step: { shapes: same, op: (x) => tf.step(x, 0.2), noGradient: true },
  Cos: { shapes: same, op: (x) => tf.cos(x) },
  Sin: { shapes: same, op: (x) => tf.sin(x) },
  Elu: { shapes: same, op: (x) => tf.elu(x) },
  Erf: { shapes: same, op: (x) => tf.erf(x) },
  Exp: { shapes: same, op: (x) => tf.exp(x) },
  Log: { shapes: same, op: (x) => tf.log(x), positive: true },
  Log1p: { shapes: same, op: (x) => tf.log1p(x), positive: true },
  Neg: { shapes: same, op: (x) => tf.neg(x) },
  Reciprocal: { shapes: same, op: (x) => tf.reciprocal(x), positive: true },
  Relu: { shapes: same, op: (x) => tf.relu(x) },
  LeakyRelu: { shapes: same, op: (x) => tf.leakyRelu(x, 0.3) },
  Sigmoid: { shapes: same, op: (x) => tf.sigmoid(x) },
  Softplus: { shapes: same, op: (x) => tf.softplus(x) },
  Sqrt: { shapes: same, op: (x) => tf.sqrt(x), positive: true },
  Rsqrt: { shapes: same, op: (x) => tf.rsqrt(x), positive: true },
  Square: { shapes: same, op: (x) => tf.square(x) },
  Tanh: { shapes: same, op: (x) => tf.tanh(x) },
  ClipByValue: { shapes: same, op: (x) => tf.clipByValue(x, -0.5, 0.7) },
  Cast: { shapes: same, op: (x) => tf.cast(tf.cast(x, 'int32'), 'float32'), noGradient: true },
  Select: { shapes: pair, op: (x, y) => tf.where(tf.greater(x, y), x, tf.mul(y, tf.scalar(3))) },
  AddN: { shapes: pair, op: (x, y) => tf.addN([x, y, x]) },
  Sum: { shapes: cube, op: (x) => tf.sum(x, [0, 2]) },
  Mean: { shapes: cube, op: (x) => tf.mean(x, 1, true) },
  Max: { shapes: cube, op: (x) => tf.max(x, 1) },
  Min: { shapes: cube, op: (x) => tf.min(x, -1, true) },
  Prod: { shapes: cube, op: (x) => tf.prod(x, 1), noGradient: true },
  ArgMax: { shapes: cube, op: (x) => tf.cast(tf.argMax(x, 1), 'float32'), noGradient: true },
  ArgMin: { shapes: cube, op: (x) => tf.cast(tf.argMin(x, -1), 'float32'), noGradient: true },
  Cumsum: { shapes: cube, op: (x) => tf.cumsum(x, 1, true, true) },
  Softmax: { shapes: same, op: (x) => tf.softmax(x) },
  Fill: { shapes: same, op: (x) => tf.add(x, tf.fill(x.shape, 2.5)) },
  ZerosLike: { shapes: same, op: (x) => tf.add(x, tf.zerosLike(x)) },
  OnesLike: { shapes: same, op: (x) => tf.sub(x, tf.onesLike(x)) },
  Range: {
    shapes: (a) => [[a, 6]],
    op: (x) =>
      tf.mul(x, tf.engine().runKernel('Range', {}, { start: 0, stop: 6, step: 1, dtype: 'float32' })),
  },
  Reshape: { shapes: cube, op: (x) => tf.reshape(x, [-1, x.shape[2]!]) },
  ExpandDims: { shapes: same, op: (x) => tf.expandDims(x, 1) },
  Broadcast: {
    shapes: (a, b) => [
      [a, 1],
      [a, b],
    ],
    op: (x, y) => tf.mul(tf.tile(x, [1, y.shape[1]!]), y),
  },
  Transpose: { shapes: cube, op: (x) => tf.transpose(x, [2, 0, 1]) },
  Slice: { shapes: (a, b) => [[a + 1, b + 2]], op: (x) => tf.slice(x, [1, 1], [-1, x.shape[1]! - 1]) },
  Concat: {
    shapes: (a, b, c) => [
      [a, b],
      [a, c],
    ],
    op: (x, y) => tf.concat([x, y, x], 1),
  },
  Pack: {
    shapes: pair,
    op: (x, y) => tf.add(tf.stack([x, y], 1), tf.transpose(tf.stack([y, x]), [1, 0, 2])),
  },
  Unpack: { shapes: (_, b, c) => [[3, b, c]], op: (x) => tf.mul(tf.unstack(x)[0], tf.unstack(x)[2]) },
  SplitV: {
    shapes: (a) => [[a, 6]],
    op: (x) => tf.mul(tf.split(x, 2, 1)[1], tf.split(x, [1, 3, 2], 1)[1]),
  },
  PadV2: {
    shapes: same,
    op: (x) =>
      tf.pad(
        x,
        [
          [1, 0],
          [2, 1],
        ],
        0.5,
      ),
  },
  Tile: { shapes: (a, b) => [[a + 1, b + 1]], op: (x) => tf.tile(x, [2, 3]) },
  GatherV2: {
    shapes: (a, b) => [[a + 1, b + 1]],
    op: (x) =>
      tf.concat([
        tf.gather(x, ids(5, x.shape[0])),
        tf.transpose(tf.gather(tf.transpose(x), ids(5, x.shape[0]), 1)),
      ]),
  },
  UnsortedSegmentSum: {
    shapes: (a, b) => [[a + 2, b]],
    op: (x) => tf.unsortedSegmentSum(x, ids(x.shape[0], 3), 4),
  },
  OneHot: {
    shapes: (a) => [[a, 5]],
    op: (x) => tf.mul(x, tf.cast(tf.oneHot(ids(x.shape[0], 5), 5), 'float32')),
  },
  BatchMatMul: {
    shapes: (a, b, c) => [
      [2, a, b],
      [2, c, b],
      [b, a],
    ],
    op: (x, y, z) =>
      tf.mul(
        tf.matMul(tf.matMul(x, y, false, true), y),
        tf.sum(tf.add(tf.matMul(z, z, true), tf.transpose(tf.matMul(z, z, true, false)))),
      ),
  },
}

/** Kernels that only appear inside others' gradients or fused ops, tested beside those. */
const elsewhere = [
  'CrossEntropy',
  'CrossEntropyGrad',
  'GruSequence',
  'GruSequenceGrad',
  'LstmSequence',
  'LstmSequenceGrad',
  'LayerNorm',
  'LayerNormGrad',
  'Gelu',
  'GeluGrad',
  'RmsNorm',
  'RmsNormGrad',
  'SwiGlu',
  'SwiGluGrad',
  'CausalAttention',
  'CausalAttentionGrad',
  'CachedAttention',
  'WriteSlot',
]

function tensorOf(shape: readonly number[], random: Random, positive: boolean): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1)
  const number = () => (positive ? 0.5 + random.next() : 1.5 * random.gaussian())
  return tf.tensor(Float32Array.from({ length: size }, number), [...shape])
}

function expectClose(actual: tf.Tensor, expected: tf.Tensor, what: string): void {
  expect(actual.shape, what).toEqual(expected.shape)
  const wanted = expected.dataSync()
  actual.dataSync().forEach((value, i) => {
    const close = Math.abs(value - wanted[i]) <= 2e-5 * Math.max(1, Math.abs(wanted[i]))
    if (!close) expect.fail(`${what}[${i}]: ${value} instead of ${wanted[i]}`)
  })
}

describe('compiled kernels', () => {
  beforeAll(async () => {
    await loadBackend({ threads: 1 })
  })

  it('has a case for every kernel in the table', () => {
    expect(Object.keys(KERNELS).filter((name) => !(name in cases) && !elsewhere.includes(name))).toEqual([])
  })

  it.each(Object.entries(cases))(
    '%s gives the eager backend’s values and gradients',
    (_, { shapes, op, positive = false, noGradient = false }) => {
      const size = fc.integer({ min: 1, max: 4 })
      fc.assert(
        fc.property(size, size, size, fc.integer({ min: 0, max: 1e6 }), (a, b, c, seed) => {
          const random = new Random(seed)
          const args = shapes(a, b, c).map((shape) => tensorOf(shape, random, positive))
          // A weighted sum, so that each entry of the gradient differs.
          const weights = tensorOf(op(...args).shape, random, false)
          const step = (...inputs: tf.Tensor[]): tf.Tensor[] => {
            const value = op(...inputs)
            if (noGradient) return [value]
            const gradients = tf.grads((...xs: tf.Tensor[]) => tf.sum(tf.mul(op(...xs), weights)))(inputs)
            return [value, ...gradients]
          }
          const compiled = compile(step, { vars: [], threads: 1 })
          const expected = step(...args)
          compiled(...args).forEach((tensor, i) =>
            expectClose(tensor, expected[i], i === 0 ? 'value' : `gradient ${i}`),
          )
          compiled.dispose()
        }),
        { numRuns: 4 },
      )
    },
  )
})
