// Fused kernels: the gated unit silu(gate)·up and its gradient; Shazeer 2020, arXiv 2002.05202.
import type { KernelTable } from '../value.ts'

export const swigluKernels = {
  // gate, up [n, width] → silu(gate)·up, sigmoid(gate), silu(gate), all [n, width]
  SwiGlu: {
    list: true,
    infer: ({ gate }) => [0, 1, 2].map(() => ({ shape: gate.shape, dtype: 'float32' as const })),
    lower: (graph, { gate, up }) => {
      const sigmoid = graph.node('Sigmoid', [gate])
      const silu = graph.node('Mul', [gate, sigmoid])
      return [graph.node('Mul', [silu, up]), sigmoid, silu]
    },
  },
  // dgate = dy·up·(s + a·(1 − s)), dup = dy·a with s the sigmoid and a the silu
  SwiGluGrad: {
    list: true,
    infer: ({ dy }) => [0, 1].map(() => ({ shape: dy.shape, dtype: 'float32' as const })),
    lower: (graph, { dy, up, sigmoid, silu }) => {
      const mul = (a: string, b: string) => graph.node('Mul', [a, b])
      const rest = graph.node('Sub', [silu, mul(silu, sigmoid)])
      return [mul(mul(dy, up), graph.node('Add', [rest, sigmoid])), mul(dy, silu)]
    },
  },
} satisfies KernelTable
