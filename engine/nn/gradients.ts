// Gradients of the TF.js kernels in use: the core package brings the ops without them. Import this file for its effect.
import * as tf from '@tensorflow/tfjs-core'

type Gradient = Omit<tf.GradConfig, 'kernelName'>
type Attributes = Readonly<Record<string, unknown>>

/** Sums a gradient back to the shape that broadcasting widened. */
function reduceTo(gradient: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], gradient.shape)
  return tf.reshape(axes.length > 0 ? tf.sum(gradient, axes) : gradient, [...shape])
}

const one = (dy: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(dy) ? dy[0] : dy)

// A list of one arrives as one.
const many = (dy: tf.Tensor | tf.Tensor[]): tf.Tensor[] => (Array.isArray(dy) ? dy : [dy])

/** Elementwise with two operands; each side gets dy times its derivative. */
function binary(
  byA: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  byB: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): Gradient {
  return {
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => reduceTo(byA(one(dy), a, b), a.shape),
      b: () => reduceTo(byB(one(dy), a, b), b.shape),
    }),
  }
}

/** Elementwise with one operand, derivative from the input. */
function fromInput(derivative: (x: tf.Tensor, attrs: Attributes) => tf.Tensor): Gradient {
  return {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({ x: () => tf.mul(one(dy), derivative(x, attrs as Attributes)) }),
  }
}

/** Elementwise with one operand, derivative from the output. */
function fromOutput(derivative: (y: tf.Tensor) => tf.Tensor): Gradient {
  return {
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(one(dy), derivative(y)) }),
  }
}

const flat: Gradient = { inputsToSave: ['x'], gradFunc: (_, [x]) => ({ x: () => tf.zerosLike(x) }) }
/** Comparisons: flat wherever they have a slope at all. */
const flatPair: Gradient = {
  inputsToSave: ['a', 'b'],
  gradFunc: (_, [a, b]) => ({ a: () => tf.zeros(a.shape), b: () => tf.zeros(b.shape) }),
}
const passes: Gradient = { gradFunc: (dy) => ({ x: () => tf.cast(one(dy), 'float32') }) }
const asFloat = (condition: tf.Tensor): tf.Tensor => tf.cast(condition, 'float32')
const axesOf = (axis: unknown, shape: readonly number[]): number[] =>
  tf.util.parseAxisParam(axis as number | number[], [...shape])

const kept = (shape: readonly number[], axes: readonly number[]): number[] =>
  shape.map((size, i) => (axes.includes(i) ? 1 : size))

/** Maximum and minimum over axes: the gradient goes to every place that holds the extremum. */
function extremum(axisKey: string): Gradient {
  return {
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, [x, y], attrs) => {
      const shape = kept(x.shape, axesOf((attrs as Attributes)[axisKey], x.shape))
      const holds = () => asFloat(tf.equal(x, tf.reshape(y, shape)))
      return { x: () => tf.mul(tf.reshape(one(dy), shape), holds()) }
    },
  }
}

const elementwise: Readonly<Record<string, Gradient>> = {
  Identity: passes,
  Cast: passes,
  Add: binary(
    (dy) => dy,
    (dy) => dy,
  ),
  Sub: binary(
    (dy) => dy,
    (dy) => tf.neg(dy),
  ),
  Multiply: binary(
    (dy, _, b) => tf.mul(dy, tf.cast(b, 'float32')),
    (dy, a) => tf.mul(dy, tf.cast(a, 'float32')),
  ),
  RealDiv: binary(
    (dy, _, b) => tf.div(dy, tf.cast(b, 'float32')),
    (dy, a, b) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b))),
  ),
  Maximum: binary(
    (dy, a, b) => tf.mul(dy, asFloat(tf.greaterEqual(a, b))),
    (dy, a, b) => tf.mul(dy, asFloat(tf.less(a, b))),
  ),
  Minimum: binary(
    (dy, a, b) => tf.mul(dy, asFloat(tf.lessEqual(a, b))),
    (dy, a, b) => tf.mul(dy, asFloat(tf.greater(a, b))),
  ),
  Pow: binary(
    (dy, a, b) => tf.mul(dy, tf.mul(b, tf.pow(a, tf.sub(b, tf.scalar(1))))),
    (dy, a, b) => {
      const positive = tf.greater(a, tf.scalar(0))
      return tf.mul(dy, tf.mul(tf.pow(a, b), tf.where(positive, tf.log(a), tf.zerosLike(a))))
    },
  ),
  SquaredDifference: binary(
    (dy, a, b) => tf.mul(dy, tf.mul(tf.scalar(2), tf.sub(a, b))),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.scalar(2), tf.sub(b, a))),
  ),
  Neg: { gradFunc: (dy) => ({ x: () => tf.neg(one(dy)) }) },
  Square: fromInput((x) => tf.mul(x, tf.scalar(2))),
  Abs: fromInput((x) => tf.sign(x)),
  Log: fromInput((x) => tf.reciprocal(x)),
  Log1p: fromInput((x) => tf.reciprocal(tf.add(x, tf.scalar(1)))),
  Sin: fromInput((x) => tf.cos(x)),
  Cos: fromInput((x) => tf.neg(tf.sin(x))),
  Erf: fromInput((x) => tf.mul(tf.scalar(2 / Math.sqrt(Math.PI)), tf.exp(tf.neg(tf.square(x))))),
  Relu: fromInput((x) => tf.step(x)),
  LeakyRelu: fromInput((x, { alpha }) =>
    tf.where(tf.greater(x, tf.scalar(0)), tf.onesLike(x), tf.fill(x.shape, Number(alpha))),
  ),
  Elu: fromInput((x) => tf.where(tf.greater(x, tf.scalar(0)), tf.onesLike(x), tf.exp(x))),
  Softplus: fromInput((x) => tf.sigmoid(x)),
  ClipByValue: fromInput((x, { clipValueMin, clipValueMax }) =>
    asFloat(
      tf.logicalAnd(
        tf.greaterEqual(x, tf.scalar(Number(clipValueMin))),
        tf.lessEqual(x, tf.scalar(Number(clipValueMax))),
      ),
    ),
  ),
  Exp: fromOutput((y) => y),
  Sqrt: fromOutput((y) => tf.div(tf.scalar(0.5), y)),
  Rsqrt: fromOutput((y) => tf.mul(tf.scalar(-0.5), tf.mul(y, tf.square(y)))),
  Reciprocal: fromOutput((y) => tf.neg(tf.square(y))),
  Sigmoid: fromOutput((y) => tf.mul(y, tf.sub(tf.scalar(1), y))),
  Tanh: fromOutput((y) => tf.sub(tf.scalar(1), tf.square(y))),
  Greater: flatPair,
  GreaterEqual: flatPair,
  Less: flatPair,
  LessEqual: flatPair,
  Equal: flatPair,
  NotEqual: flatPair,
  LogicalAnd: flatPair,
  LogicalOr: flatPair,
  LogicalNot: { inputsToSave: ['x'], gradFunc: (_, [x]) => ({ x: () => tf.zeros(x.shape) }) },
  Step: flat,
  Sign: flat,
  Floor: flat,
  Ceil: flat,
  ZerosLike: flat,
  OnesLike: flat,
  AddN: {
    saveAllInputs: true,
    gradFunc: (dy, saved) => Object.fromEntries(saved.map((_, i) => [i, () => tf.clone(one(dy))])),
  },
  Select: {
    inputsToSave: ['condition'],
    gradFunc: (dy, [condition]) => ({
      condition: () => tf.zerosLike(asFloat(condition)),
      t: () => tf.where(condition, one(dy), tf.zerosLike(one(dy))),
      e: () => tf.where(condition, tf.zerosLike(one(dy)), one(dy)),
    }),
  },
}

const reductions: Readonly<Record<string, Gradient>> = {
  Sum: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      const shape = kept(x.shape, axesOf((attrs as Attributes)['axis'], x.shape))
      return { x: () => tf.mul(tf.reshape(one(dy), shape), tf.ones(x.shape)) }
    },
  },
  Mean: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      const shape = kept(x.shape, axesOf((attrs as Attributes)['axis'], x.shape))
      const count = x.size / shape.reduce((a, b) => a * b, 1)
      return { x: () => tf.mul(tf.reshape(tf.div(one(dy), tf.scalar(count)), shape), tf.ones(x.shape)) }
    },
  },
  Max: extremum('reductionIndices'),
  Min: extremum('axis'),
  Cumsum: {
    inputsToSave: ['x'],
    gradFunc: (dy, _, attrs) => {
      const { axis, exclusive, reverse } = attrs as unknown as tf.CumsumAttrs
      return { x: () => tf.cumsum(one(dy), axis, exclusive, !reverse) }
    },
  },
  Softmax: {
    outputsToSave: [true],
    gradFunc: (dy, [y], attrs) => ({
      logits: () => {
        const weighted = tf.mul(one(dy), y)
        return tf.sub(weighted, tf.mul(tf.sum(weighted, [Number((attrs as Attributes)['dim'])], true), y))
      },
    }),
  },
}

const shaping: Readonly<Record<string, Gradient>> = {
  Reshape: { inputsToSave: ['x'], gradFunc: (dy, [x]) => ({ x: () => tf.reshape(one(dy), x.shape) }) },
  ExpandDims: {
    inputsToSave: ['input'],
    gradFunc: (dy, [input]) => ({ input: () => tf.reshape(one(dy), input.shape) }),
  },
  Transpose: {
    gradFunc: (dy, _, attrs) => ({
      x: () =>
        tf.transpose(
          one(dy),
          tf.backend_util.getUndoAxesPermutation((attrs as Attributes)['perm'] as number[]),
        ),
    }),
  },
  Slice: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      const { begin, size } = attrs as unknown as tf.SliceAttrs
      const [from, length] = tf.slice_util.parseSliceParams(x, begin, size) as [number[], number[]]
      const pads = from.map((start, i): [number, number] => [start, x.shape[i] - start - length[i]])
      return { x: () => tf.pad(one(dy), pads) }
    },
  },
  Concat: {
    saveAllInputs: true,
    gradFunc: (dy, saved, attrs) => {
      const axis = axesOf((attrs as Attributes)['axis'], saved[0].shape)[0]
      const parts = tf.split(
        one(dy),
        saved.map((input) => input.shape[axis]),
        axis,
      )
      return Object.fromEntries(parts.map((part, i) => [i, () => part]))
    },
  },
  Pack: {
    saveAllInputs: true,
    gradFunc: (dy, _, attrs) => {
      const parts = tf.unstack(one(dy), Number((attrs as Attributes)['axis']))
      return Object.fromEntries(parts.map((part, i) => [i, () => part]))
    },
  },
  Unpack: {
    gradFunc: (dy, _, attrs) => ({
      value: () => tf.stack(many(dy), Number((attrs as Attributes)['axis'])),
    }),
  },
  SplitV: {
    gradFunc: (dy, _, attrs) => ({
      x: () => tf.concat(many(dy), Number((attrs as Attributes)['axis'])),
    }),
  },
  PadV2: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      const paddings = (attrs as Attributes)['paddings'] as [number, number][]
      const begin = paddings.map(([before]) => before)
      return { x: () => tf.slice(one(dy), begin, x.shape) }
    },
  },
  Tile: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      const repeats = (attrs as Attributes)['reps'] as number[]
      // Split every axis into (repeats, size) and sum the repeats away.
      const split = x.shape.flatMap((size, i) => [repeats[i], size])
      const axes = x.shape.map((_, i) => 2 * i)
      return { x: () => tf.sum(tf.reshape(one(dy), split), axes) }
    },
  },
  GatherV2: {
    inputsToSave: ['x', 'indices'],
    gradFunc: (dy, [x, indices], attrs) => ({
      x: () => scatterRows(one(dy), indices, x.shape, axesOf((attrs as Attributes)['axis'], x.shape)[0]),
      indices: () => tf.zerosLike(asFloat(indices)),
    }),
  },
  UnsortedSegmentSum: {
    inputsToSave: ['segmentIds'],
    gradFunc: (dy, [segmentIds]) => ({
      x: () => tf.gather(one(dy), segmentIds),
      segmentIds: () => tf.zerosLike(asFloat(segmentIds)),
    }),
  },
  BatchMatMul: {
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b], attrs) => {
      const { transposeA: ta, transposeB: tb } = attrs as unknown as tf.BatchMatMulAttrs
      const d = one(dy)
      const byA = () => (ta ? tf.matMul(b, d, tb, true) : tf.matMul(d, b, false, !tb))
      const byB = () => (tb ? tf.matMul(d, a, true, ta) : tf.matMul(a, d, !ta, false))
      return { a: () => reduceTo(byA(), a.shape), b: () => reduceTo(byB(), b.shape) }
    },
  },
}

/** Adds the rows of `dy` back to the places along `axis` from which `indices` took them. */
function scatterRows(dy: tf.Tensor, indices: tf.Tensor, shape: readonly number[], axis: number): tf.Tensor {
  const before = shape.slice(0, axis)
  const after = shape.slice(axis + 1)
  const flatIndices = tf.reshape<tf.Rank.R1>(indices, [indices.size])
  const rows = tf.reshape(dy, [...before, indices.size, ...after])
  if (axis === 0) return tf.unsortedSegmentSum(rows, tf.cast(flatIndices, 'int32'), shape[0])
  const toFront = [axis, ...before.map((_, i) => i), ...after.map((_, i) => axis + 1 + i)]
  const sums = tf.unsortedSegmentSum(tf.transpose(rows, toFront), tf.cast(flatIndices, 'int32'), shape[axis])
  return tf.transpose(sums, tf.backend_util.getUndoAxesPermutation(toFront))
}

for (const [kernelName, gradient] of Object.entries({ ...elementwise, ...reductions, ...shaping }))
  if ((tf.getGradient(kernelName) as tf.GradConfig | undefined) === undefined)
    tf.registerGradient({ kernelName, ...gradient })
