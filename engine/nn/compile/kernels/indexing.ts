// Kernels that read or write by index: gather, scatter-add, one-hot.
import { typeNumber } from '../onnx-graph.ts'
import { dtypeOf, type KernelTable } from '../value.ts'
import { axesOf } from './reductions.ts'

export const indexingKernels = {
  GatherV2: {
    infer: ({ x, indices }, attrs) => {
      if (Number(attrs['batchDims'] ?? 0) !== 0)
        throw new Error('compile: gather with batchDims is not supported; flatten the batch into the indices')
      const axis = axesOf(attrs, 'axis', x.shape)[0]
      return [
        {
          shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)],
          dtype: x.dtype,
        },
      ]
    },
    lower: (graph, { x, indices }, { inputs, attrs }) =>
      graph.node('Gather', [x, indices], { axis: axesOf(attrs, 'axis', inputs['x'].shape)[0] }),
  },
  UnsortedSegmentSum: {
    infer: ({ x, segmentIds }, attrs) => {
      if (segmentIds.shape.length !== 1)
        throw new Error('compile: unsortedSegmentSum needs a vector of segment ids; reshape them first')
      return [{ shape: [Number(attrs['numSegments']), ...x.shape.slice(1)], dtype: x.dtype }]
    },
    lower: (graph, { x, segmentIds }, { inputs, outputs }) => {
      const { shape, dtype } = inputs['x']
      const wide = graph.node('Cast', [segmentIds], { to: typeNumber('int64') })
      const column = graph.reshape(wide, [shape[0], ...Array<number>(shape.length - 1).fill(1)])
      const indices = graph.node('Expand', [column, graph.int64s(shape)])
      // ScatterElements adds in order on one thread, so that sums are the same bit for bit in every run.
      const zeros = graph.full(0, outputs[0].shape, dtype)
      return graph.node('ScatterElements', [zeros, indices, x], { axis: 0, reduction: 'add' })
    },
  },
  OneHot: {
    infer: ({ indices }, attrs) => [
      {
        shape: [...indices.shape, Number(attrs['depth'])],
        dtype: dtypeOf((attrs['dtype'] as string | undefined) ?? 'float32'),
      },
    ],
    lower: (graph, { indices }, { attrs, outputs }) => {
      const wide = graph.node('Cast', [indices], { to: typeNumber('int64') })
      const values = [Number(attrs['offValue'] ?? 0), Number(attrs['onValue'] ?? 1)]
      const pair = graph.constant(Float32Array.from(values), [2], 'float32', `hot${values.join(',')}`)
      const hot = graph.node('OneHot', [wide, graph.int64(Number(attrs['depth'])), pair], { axis: -1 })
      const { dtype } = outputs[0]
      return dtype === 'float32' ? hot : graph.node('Cast', [hot], { to: typeNumber(dtype) })
    },
  },
} satisfies KernelTable
