// Matrix products: Gemm for plain matrices, MatMul or FusedMatMul for batches.
import { backend_util } from '@tensorflow/tfjs-core'
import type { KernelTable } from '../value.ts'

export const matmulKernels = {
  BatchMatMul: {
    infer: ({ a, b }, attrs) => {
      const batch = backend_util.assertAndGetBroadcastShape(
        [...a.shape.slice(0, -2)],
        [...b.shape.slice(0, -2)],
      )
      const rows = a.shape.at(attrs['transposeA'] === true ? -1 : -2)!
      const columns = b.shape.at(attrs['transposeB'] === true ? -2 : -1)!
      return [{ shape: [...batch, rows, columns], dtype: 'float32' }]
    },
    lower: (graph, { a, b }, { inputs, attrs }) => {
      const transA = attrs['transposeA'] === true ? 1 : 0
      const transB = attrs['transposeB'] === true ? 1 : 0
      if (transA === 0 && transB === 0) return graph.node('MatMul', [a, b])
      const plain = inputs['a'].shape.length === 2 && inputs['b'].shape.length === 2
      return plain
        ? graph.node('Gemm', [a, b], { transA, transB })
        : graph.node('FusedMatMul', [a, b], { transA, transB }, 'com.microsoft')
    },
  },
} satisfies KernelTable
