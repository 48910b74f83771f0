// Fused kernels: GELU in its tanh form, written with one sigmoid, and its gradient; Hendrycks & Gimpel 2016, arXiv 1606.08415.
import type { KernelTable } from '../value.ts'

// ½·(1 + tanh u) = sigmoid(2u), so gelu(x) = x·sigmoid(x·(FIRST + THIRD·x²)).
const FIRST = 2 * Math.sqrt(2 / Math.PI)
const THIRD = 0.044715 * FIRST

export const geluKernels = {
  // x → gelu(x), the sigmoid
  Gelu: {
    list: true,
    infer: ({ x }) => [0, 1].map(() => ({ shape: x.shape, dtype: 'float32' as const })),
    lower: (graph, { x }) => {
      const mul = (a: string, b: string) => graph.node('Mul', [a, b])
      const slope = graph.node('Add', [mul(mul(x, x), graph.float(THIRD)), graph.float(FIRST)])
      const sigmoid = graph.node('Sigmoid', [mul(x, slope)])
      return [mul(x, sigmoid), sigmoid]
    },
  },
  // dx = dy·(s + y·(1 − s)·(FIRST + 3·THIRD·x²))
  GeluGrad: {
    infer: ({ dy }) => [{ shape: dy.shape, dtype: 'float32' }],
    lower: (graph, { dy, x, y, sigmoid }) => {
      const mul = (a: string, b: string) => graph.node('Mul', [a, b])
      const slope = graph.node('Add', [mul(mul(x, x), graph.float(3 * THIRD)), graph.float(FIRST)])
      const rest = graph.node('Sub', [y, mul(y, sigmoid)])
      return mul(dy, graph.node('Add', [sigmoid, mul(rest, slope)]))
    },
  },
} satisfies KernelTable
