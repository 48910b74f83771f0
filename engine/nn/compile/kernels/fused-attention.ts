// Fused kernels: causal self-attention with rotary positions over whole sequences, and its gradient by hand.
// Vaswani et al. 2017 (arXiv 1706.03762), Su et al. 2021 (arXiv 2104.09864).
import { rotaryTable } from '../../rotary-table.ts'
import type { OnnxGraph } from '../onnx-graph.ts'
import type { KernelTable, Shape, TraceNode } from '../value.ts'

/** Scores of what lies in the future; its exponential is zero. */
export const MASKED = -1e9

export function sizesOf({ inputs, attrs }: Pick<TraceNode, 'inputs' | 'attrs'>) {
  const [time, batch, heads] = [Number(attrs['time']), Number(attrs['batch']), Number(attrs['heads'])]
  const width = inputs['q'].shape[1]
  return { time, batch, heads, width, headWidth: width / heads }
}

type Sizes = ReturnType<typeof sizesOf>

/** [time · batch, width] → [batch, heads, time, headWidth] */
export function toHeads(graph: OnnxGraph, flat: string, { time, batch, heads, headWidth }: Sizes): string {
  const split = graph.reshape(flat, [time, batch, heads, headWidth])
  return graph.node('Transpose', [split], { perm: [1, 2, 0, 3] })
}

/** [batch, heads, time, headWidth] → [time · batch, width] */
export function fromHeads(graph: OnnxGraph, split: string, { time, batch, width }: Sizes): string {
  return graph.reshape(graph.node('Transpose', [split], { perm: [2, 0, 1, 3] }), [time * batch, width])
}

/** Turns x [batch, heads, time, headWidth] by its positions, or back by them. */
function rotate(graph: OnnxGraph, x: string, sizes: Sizes, direction: 1 | -1): string {
  const { time, headWidth } = sizes
  const { cos, sin } = rotaryTable(time, headWidth)
  const table = (name: string, data: Float32Array) =>
    graph.constant(data, [time, headWidth / 2], 'float32', `rotary ${name} ${time} ${headWidth}`)
  const turn =
    direction === 1
      ? table('sin', sin)
      : table(
          '-sin',
          sin.map((value) => -value),
        )
  return graph.node('RotaryEmbedding', [x, graph.int64s([0]), table('cos', cos), turn], {}, 'com.microsoft')
}

/** [time, time]: 0 where row may look at column, MASKED where it may not. */
export function causalMask(time: number): Float32Array {
  return Float32Array.from({ length: time * time }, (_, i) => (i % time > Math.floor(i / time) ? MASKED : 0))
}

function product(
  graph: OnnxGraph,
  a: string,
  b: string,
  options: { transA?: 0 | 1; transB?: 0 | 1; alpha?: number },
): string {
  const { transA = 0, transB = 0, alpha = 1 } = options
  return graph.node('FusedMatMul', [a, b], { transA, transB, alpha: { float: alpha } }, 'com.microsoft')
}

const saved = ({ time, batch, heads, headWidth }: Sizes): readonly Shape[] => {
  const perHead = [batch, heads, time, headWidth]
  return [perHead, perHead, perHead, [batch, heads, time, time], perHead]
}

export const attentionKernels = {
  // q, k, v [time · batch, width] → what each position gathers [time · batch, width]; then what the gradient needs:
  // turned queries and keys, values [batch, heads, time, headWidth], weights [batch, heads, time, time], the result by heads
  CausalAttention: {
    list: true,
    infer: (inputs, attrs) =>
      [inputs['q'].shape, ...saved(sizesOf({ inputs, attrs }))].map((shape) => ({ shape, dtype: 'float32' })),
    lower: (graph, { q, k, v }, node) => {
      const sizes = sizesOf(node)
      const { time, headWidth } = sizes
      const queries = rotate(graph, toHeads(graph, q, sizes), sizes, 1)
      const keys = rotate(graph, toHeads(graph, k, sizes), sizes, 1)
      const values = toHeads(graph, v, sizes)
      const scores = product(graph, queries, keys, { transB: 1, alpha: 1 / Math.sqrt(headWidth) })
      const mask = graph.constant(causalMask(time), [time, time], 'float32', `causal ${time}`)
      const weights = graph.node('Softmax', [graph.node('Add', [scores, mask])], { axis: -1 })
      const gathered = graph.node('MatMul', [weights, values])
      return [fromHeads(graph, gathered, sizes), queries, keys, values, weights, gathered]
    },
  },
  CausalAttentionGrad: {
    list: true,
    infer: ({ dy }) => [0, 1, 2].map(() => ({ shape: dy.shape, dtype: 'float32' as const })),
    lower: (graph, { dy, queries, keys, values, weights, gathered }, { inputs, attrs }) => {
      const sizes = sizesOf({ inputs: { q: inputs['dy'] }, attrs })
      const alpha = 1 / Math.sqrt(sizes.headWidth)
      const d = toHeads(graph, dy, sizes)
      // The softmax' own share: Σ weights·dweights over a row is Σ d·gathered over a head.
      const own = graph.node('ReduceSum', [graph.node('Mul', [d, gathered]), graph.int64s([3])], {
        keepdims: 1,
      })
      const dWeights = product(graph, d, values, { transB: 1 })
      const dScores = graph.node('Mul', [weights, graph.node('Sub', [dWeights, own])])
      const back = (gradient: string) => fromHeads(graph, rotate(graph, gradient, sizes, -1), sizes)
      return [
        back(product(graph, dScores, keys, { alpha })),
        back(product(graph, dScores, queries, { transA: 1, alpha })),
        fromHeads(graph, product(graph, weights, d, { transA: 1 }), sizes),
      ]
    },
  },
} satisfies KernelTable
