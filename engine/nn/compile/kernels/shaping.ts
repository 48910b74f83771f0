// Kernels that move, join, cut or create tensors without arithmetic.
import { backend_util, slice_util, util, type TensorInfo } from '@tensorflow/tfjs-core'
import type { OnnxGraph } from '../onnx-graph.ts'
import {
  dtypeOf,
  sizeOf,
  type Attributes,
  type DType,
  type KernelRule,
  type KernelTable,
  type Shape,
} from '../value.ts'
import { axesOf } from './reductions.ts'

const numbers = (attrs: Attributes, key: string): number[] => [...(attrs[key] as readonly number[])]
const axisOf = (attrs: Attributes, shape: Shape): number => axesOf(attrs, 'axis', shape)[0]

function sliceOf(shape: Shape, attrs: Attributes): { begin: number[]; size: number[] } {
  const source: TensorInfo = { dataId: {}, shape: [...shape], dtype: 'float32' }
  const [begin, size] = slice_util.parseSliceParams(
    source,
    attrs['begin'] as number | number[],
    attrs['size'] as number | number[],
  )
  return { begin: begin, size: size }
}

function splitSizes(shape: Shape, attrs: Attributes, axis: number): number[] {
  const source: TensorInfo = { dataId: {}, shape: [...shape], dtype: 'float32' }
  return backend_util.prepareSplitSize(source, attrs['numOrSizeSplits'] as number | number[], axis)
}

const without = (shape: Shape, axis: number): number[] => shape.filter((_, i) => i !== axis)
const inserted = (shape: Shape, axis: number, size: number): number[] => shape.toSpliced(axis, 0, size)

/** Reshape is the lowering of everything whose output shape says it all. */
const asReshape = (graph: OnnxGraph, source: string, shape: Shape): string => graph.reshape(source, shape)

function filledLike(value: number): KernelRule {
  return {
    infer: ({ x }) => [{ shape: x.shape, dtype: x.dtype }],
    lower: (graph, _, { outputs }) => graph.full(value, outputs[0].shape, outputs[0].dtype),
  }
}

export const shapingKernels = {
  ZerosLike: filledLike(0),
  OnesLike: filledLike(1),
  Fill: {
    infer: (_, attrs) => [{ shape: numbers(attrs, 'shape'), dtype: (attrs['dtype'] ?? 'float32') as DType }],
    lower: (graph, _, { attrs, outputs }) =>
      graph.full(Number(attrs['value']), outputs[0].shape, outputs[0].dtype),
  },
  Range: {
    infer: (_, attrs) => {
      const length = Math.ceil((Number(attrs['stop']) - Number(attrs['start'])) / Number(attrs['step']))
      return [{ shape: [Math.max(0, length)], dtype: dtypeOf(String(attrs['dtype'])) }]
    },
    lower: (graph, _, { attrs, outputs }) =>
      graph.node(
        'Range',
        ['start', 'stop', 'step'].map((key) => graph.scalar(Number(attrs[key]), outputs[0].dtype)),
      ),
  },
  Reshape: {
    infer: ({ x }, attrs) => [
      { shape: util.inferFromImplicitShape(numbers(attrs, 'shape'), sizeOf(x.shape)), dtype: x.dtype },
    ],
    lower: (graph, { x }, { outputs }) => asReshape(graph, x, outputs[0].shape),
  },
  ExpandDims: {
    infer: ({ input }, attrs) => {
      const dim = Number(attrs['dim'])
      return [
        {
          shape: inserted(input.shape, dim < 0 ? input.shape.length + 1 + dim : dim, 1),
          dtype: input.dtype,
        },
      ]
    },
    lower: (graph, { input }, { outputs }) => asReshape(graph, input, outputs[0].shape),
  },
  Broadcast: {
    infer: ({ x }, attrs) => [{ shape: numbers(attrs, 'shape'), dtype: x.dtype }],
    lower: (graph, { x }, { outputs }) => graph.node('Expand', [x, graph.int64s(outputs[0].shape)]),
  },
  Transpose: {
    infer: ({ x }, attrs) => [{ shape: numbers(attrs, 'perm').map((axis) => x.shape[axis]), dtype: x.dtype }],
    lower: (graph, { x }, { attrs }) => graph.node('Transpose', [x], { perm: numbers(attrs, 'perm') }),
  },
  Slice: {
    infer: ({ x }, attrs) => [{ shape: sliceOf(x.shape, attrs).size, dtype: x.dtype }],
    lower: (graph, { x }, { inputs, attrs }) => {
      const { begin, size } = sliceOf(inputs['x'].shape, attrs)
      const end = begin.map((from, i) => from + size[i])
      return graph.node('Slice', [
        x,
        graph.int64s(begin),
        graph.int64s(end),
        graph.int64s(begin.map((_, i) => i)),
      ])
    },
  },
  Concat: {
    infer: (inputs, attrs) => {
      const values = Object.values(inputs)
      const shapes = values.map((value) => [...value.shape])
      return [
        { shape: backend_util.computeOutShape(shapes, axisOf(attrs, shapes[0])), dtype: values[0].dtype },
      ]
    },
    lower: (graph, names, { inputs, attrs }) =>
      graph.node('Concat', Object.values(names), { axis: axisOf(attrs, inputs['0'].shape) }),
  },
  Pack: {
    infer: (inputs, attrs) => {
      const values = Object.values(inputs)
      return [
        { shape: inserted(values[0].shape, Number(attrs['axis']), values.length), dtype: values[0].dtype },
      ]
    },
    lower: (graph, names, { inputs, attrs, outputs }) => {
      const axis = Number(attrs['axis'])
      const shape = inputs['0'].shape
      // Along the first axis a plain join is already right but for its shape.
      if (axis === 0 && shape.length > 0)
        return graph.reshape(graph.node('Concat', Object.values(names), { axis: 0 }), outputs[0].shape)
      const parts = Object.values(names).map((name) => graph.reshape(name, inserted(shape, axis, 1)))
      return graph.node('Concat', parts, { axis })
    },
  },
  Unpack: {
    list: true,
    infer: ({ value }, attrs) => {
      const axis = axisOf(attrs, value.shape)
      return Array.from({ length: value.shape[axis] }, () => ({
        shape: without(value.shape, axis),
        dtype: value.dtype,
      }))
    },
    lower: (graph, { value }, { inputs, attrs, outputs }) => {
      const axis = axisOf(attrs, inputs['value'].shape)
      const parts = graph.nodes('Split', [value], outputs.length, { axis, num_outputs: outputs.length })
      return parts.map((name, i) => graph.reshape(name, outputs[i].shape))
    },
  },
  SplitV: {
    list: true,
    infer: ({ x }, attrs) => {
      const axis = axisOf(attrs, x.shape)
      return splitSizes(x.shape, attrs, axis).map((size) => ({
        shape: x.shape.with(axis, size),
        dtype: x.dtype,
      }))
    },
    lower: (graph, { x }, { inputs, attrs, outputs }) => {
      const axis = axisOf(attrs, inputs['x'].shape)
      const sizes = graph.int64s(splitSizes(inputs['x'].shape, attrs, axis))
      return graph.nodes('Split', [x, sizes], outputs.length, { axis })
    },
  },
  PadV2: {
    infer: ({ x }, attrs) => {
      const paddings = attrs['paddings'] as readonly (readonly [number, number])[]
      return [{ shape: x.shape.map((size, i) => size + paddings[i][0] + paddings[i][1]), dtype: x.dtype }]
    },
    lower: (graph, { x }, { attrs, outputs }) => {
      const paddings = attrs['paddings'] as readonly (readonly [number, number])[]
      const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]
      const value = graph.scalar(Number(attrs['constantValue'] ?? 0), outputs[0].dtype)
      return graph.node('Pad', [x, graph.int64s(pads), value])
    },
  },
  Tile: {
    infer: ({ x }, attrs) => {
      const repeats = numbers(attrs, 'reps')
      return [{ shape: x.shape.map((size, i) => size * repeats[i]), dtype: x.dtype }]
    },
    lower: (graph, { x }, { attrs }) => graph.node('Tile', [x, graph.int64s(numbers(attrs, 'reps'))]),
  },
} satisfies KernelTable
