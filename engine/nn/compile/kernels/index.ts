// The kernel table: every TF.js kernel that a compiled step may use, by name.
import type { KernelTable } from '../value.ts'
import { elementwiseKernels } from './elementwise.ts'
import { attentionKernels } from './fused-attention.ts'
import { cachedAttentionKernels } from './fused-cached-attention.ts'
import { crossEntropyKernels } from './fused-cross-entropy.ts'
import { geluKernels } from './fused-gelu.ts'
import { gruKernels } from './fused-gru.ts'
import { layerNormKernels } from './fused-layer-norm.ts'
import { lstmKernels } from './fused-lstm.ts'
import { rmsNormKernels } from './fused-rms-norm.ts'
import { swigluKernels } from './fused-swiglu.ts'
import { indexingKernels } from './indexing.ts'
import { matmulKernels } from './matmul.ts'
import { reductionKernels } from './reductions.ts'
import { shapingKernels } from './shaping.ts'

export const KERNELS: KernelTable = {
  ...elementwiseKernels,
  ...reductionKernels,
  ...shapingKernels,
  ...indexingKernels,
  ...matmulKernels,
  ...crossEntropyKernels,
  ...gruKernels,
  ...lstmKernels,
  ...rmsNormKernels,
  ...layerNormKernels,
  ...geluKernels,
  ...swigluKernels,
  ...attentionKernels,
  ...cachedAttentionKernels,
}
