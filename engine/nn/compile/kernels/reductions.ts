// Reductions over axes: sums, means, extrema and their places, running sums, softmax.
import { util } from '@tensorflow/tfjs-core'
import { typeNumber } from '../onnx-graph.ts'
import type { Attributes, DType, KernelRule, KernelTable, Shape } from '../value.ts'

/** The axes of an attribute, counted from the front; all of them where none is given. */
export function axesOf(attrs: Attributes, key: string, shape: Shape): number[] {
  const axis = attrs[key] as number | number[] | undefined
  return util.parseAxisParam(axis as number | number[], [...shape])
}

function reduction(op: string, axisKey = 'axis', dtype?: DType): KernelRule {
  return {
    infer: ({ x }, attrs) => {
      const axes = axesOf(attrs, axisKey, x.shape)
      const keep = attrs['keepDims'] === true
      const shape = x.shape.flatMap((size, i) => (axes.includes(i) ? (keep ? [1] : []) : [size]))
      return [{ shape, dtype: dtype ?? x.dtype }]
    },
    lower: (graph, { x }, { inputs, attrs }) => {
      const axes = axesOf(attrs, axisKey, inputs['x'].shape)
      if (axes.length === 0) return graph.node('Identity', [x])
      return graph.node(op, [x, graph.int64s(axes)], { keepdims: attrs['keepDims'] === true ? 1 : 0 })
    },
  }
}

function extremum(op: string): KernelRule {
  return {
    infer: ({ x }, attrs) => {
      const axis = axesOf(attrs, 'axis', x.shape)[0]
      return [{ shape: x.shape.filter((_, i) => i !== axis), dtype: 'int32' }]
    },
    lower: (graph, { x }, { inputs, attrs }) => {
      const axis = axesOf(attrs, 'axis', inputs['x'].shape)[0]
      return graph.node('Cast', [graph.node(op, [x], { axis, keepdims: 0 })], { to: typeNumber('int32') })
    },
  }
}

export const reductionKernels = {
  Sum: reduction('ReduceSum'),
  Mean: reduction('ReduceMean', 'axis', 'float32'),
  Max: reduction('ReduceMax', 'reductionIndices'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
  ArgMax: extremum('ArgMax'),
  ArgMin: extremum('ArgMin'),
  Cumsum: {
    infer: ({ x }) => [{ shape: x.shape, dtype: x.dtype }],
    lower: (graph, { x }, { attrs }) =>
      graph.node('CumSum', [x, graph.int64(Number(attrs['axis']))], {
        exclusive: attrs['exclusive'] === true ? 1 : 0,
        reverse: attrs['reverse'] === true ? 1 : 0,
      }),
  },
  Softmax: {
    infer: ({ logits }) => [{ shape: logits.shape, dtype: 'float32' }],
    lower: (graph, { logits }, { attrs }) => graph.node('Softmax', [logits], { axis: Number(attrs['dim']) }),
  },
} satisfies KernelTable
