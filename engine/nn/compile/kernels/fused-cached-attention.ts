// Fused kernel: attention of new positions over a cache and each other; ONNX Runtime's own multi-head attention does the work.
import { typeNumber, type OnnxGraph } from '../onnx-graph.ts'
import type { KernelTable } from '../value.ts'

interface Sizes {
  readonly time: number
  readonly batch: number
  readonly width: number
}

/** [time · batch, width], time first → [batch, time, width] */
function byRow(graph: OnnxGraph, flat: string, { time, batch, width }: Sizes): string {
  if (time === 1 || batch === 1) return graph.reshape(flat, [batch, time, width])
  return graph.node('Transpose', [graph.reshape(flat, [time, batch, width])], { perm: [1, 0, 2] })
}

/** The inverse. */
function byTime(graph: OnnxGraph, rows: string, { time, batch, width }: Sizes): string {
  const ordered = time === 1 || batch === 1 ? rows : graph.node('Transpose', [rows], { perm: [1, 0, 2] })
  return graph.reshape(ordered, [time * batch, width])
}

export const cachedAttentionKernels = {
  // q, k, v [time · batch, width] before rotation; keys, values [batch, heads, window, headWidth]; cos, sin [time, headWidth / 2];
  // mask [time, window + time] → what each position gathers and its turned keys, both [time · batch, width]
  CachedAttention: {
    list: true,
    infer: ({ q }) => [0, 1].map(() => ({ shape: q.shape, dtype: 'float32' as const })),
    lower: (graph, { q, k, v, keys, values, cos, sin, mask }, { inputs, attrs }) => {
      const [time, batch, heads] = [Number(attrs['time']), Number(attrs['batch']), Number(attrs['heads'])]
      const sizes = { time, batch, width: inputs['q'].shape[1] }
      const turn = (flat: string) =>
        graph.node(
          'RotaryEmbedding',
          [byRow(graph, flat, sizes), graph.int64s([0]), cos, sin],
          {},
          'com.microsoft',
        )
      const turned = turn(k)
      const bias = graph.reshape(mask, [1, 1, ...inputs['mask'].shape])
      // Where keys and values as a whole are not asked for, it forgets the cache.
      const [gathered] = graph.nodes(
        'MultiHeadAttention',
        [turn(q), turned, byRow(graph, v, sizes), '', '', bias, keys, values],
        3,
        { num_heads: heads },
        'com.microsoft',
      )
      return [byTime(graph, gathered, sizes), byTime(graph, turned, sizes)]
    },
  },
  // cache [parts, heads, window, headWidth], fresh [parts, heads, 1, headWidth], slot [1] → the cache with fresh in the slot.
  // Where the cache is a variable and the result its next value, both are one buffer: nothing else is copied. Readers of the
  // old cache in the same step may then meet the new slot, so they must not look at it.
  WriteSlot: {
    inPlace: 'cache',
    infer: ({ cache }) => [{ shape: cache.shape, dtype: 'float32' }],
    lower: (graph, { cache, fresh, slot }, { inputs }) => {
      const [parts, heads, , headWidth] = inputs['cache'].shape
      const rows = parts * heads
      const places = BigInt64Array.from({ length: rows * 3 }, (_, i) =>
        BigInt([Math.floor(i / 3 / heads), Math.floor(i / 3) % heads, 0][i % 3]),
      )
      const column = graph.node('Mul', [
        graph.node('Cast', [slot], { to: typeNumber('int64') }),
        graph.int64s([0, 0, 1]),
      ])
      const indices = graph.node('Add', [graph.constant(places, [rows, 3], 'int64'), column])
      return graph.node('ScatterND', [cache, indices, graph.reshape(fresh, [rows, headWidth])])
    },
  },
} satisfies KernelTable
