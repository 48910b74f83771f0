// Fused kernels: root-mean-square norm with a gain (one ONNX Runtime op) and its gradient by hand; Zhang & Sennrich 2019, arXiv 1910.07467.
import type { KernelTable } from '../value.ts'

export const rmsNormKernels = {
  // x [n, width], gain [width] → x / rms(x) · gain [n, width], 1 / rms [n, 1]
  RmsNorm: {
    list: true,
    infer: ({ x }) => [
      { shape: x.shape, dtype: 'float32' },
      { shape: [x.shape[0], 1], dtype: 'float32' },
    ],
    lower: (graph, { x, gain }, { attrs }) =>
      graph.nodes('SimplifiedLayerNormalization', [x, gain], 2, {
        axis: -1,
        epsilon: { float: Number(attrs['epsilon']) },
      }),
  },
  // dx = dy·g·i − x·i³·Σ(dy·g·x) / width with i = 1 / rms; dgain = Σ dy·x·i
  RmsNormGrad: {
    list: true,
    infer: ({ x, gain }) => [
      { shape: x.shape, dtype: 'float32' },
      { shape: gain.shape, dtype: 'float32' },
    ],
    lower: (graph, { dy, x, gain, inverse }, { inputs }) => {
      const width = inputs['x'].shape[1]
      const mul = (a: string, b: string) => graph.node('Mul', [a, b])
      const product = mul(dy, x)
      const dGain = graph.reshape(graph.node('Gemm', [inverse, product], { transA: 1 }), [width])
      const along = graph.node('MatMul', [product, graph.reshape(gain, [width, 1])])
      const cube = mul(mul(inverse, inverse), mul(inverse, graph.float(1 / width)))
      const straight = mul(mul(dy, gain), inverse)
      return [graph.node('Sub', [straight, mul(x, mul(along, cube))]), dGain]
    },
  },
} satisfies KernelTable
