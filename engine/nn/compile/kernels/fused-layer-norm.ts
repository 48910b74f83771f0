// Fused kernels: layer norm without gain or shift (one ONNX op) and its gradient by hand; Ba et al. 2016, arXiv 1607.06450.
import type { KernelTable } from '../value.ts'

export const layerNormKernels = {
  // x [n, width] → (x − mean) / deviation [n, width], 1 / deviation [n, 1]
  LayerNorm: {
    list: true,
    infer: ({ x }) => [
      { shape: x.shape, dtype: 'float32' },
      { shape: [x.shape[0], 1], dtype: 'float32' },
    ],
    lower: (graph, { x }, { inputs, attrs }) => {
      const width = inputs['x'].shape[1]
      const ones = graph.constant(new Float32Array(width).fill(1), [width], 'float32', `ones ${width}`)
      const epsilon = { float: Number(attrs['epsilon']) }
      const [y, , inverse] = graph.nodes('LayerNormalization', [x, ones], 3, { axis: -1, epsilon })
      return [y, inverse]
    },
  },
  // dx = (dy − mean(dy) − y·mean(dy·y)) / deviation
  LayerNormGrad: {
    infer: ({ dy }) => [{ shape: dy.shape, dtype: 'float32' }],
    lower: (graph, { dy, y, inverse }) => {
      const mean = (value: string) => graph.node('ReduceMean', [value, graph.int64s([1])], { keepdims: 1 })
      const along = graph.node('Mul', [y, mean(graph.node('Mul', [dy, y]))])
      const straight = graph.node('Sub', [dy, mean(dy)])
      return graph.node('Mul', [graph.node('Sub', [straight, along]), inverse])
    },
  },
} satisfies KernelTable
