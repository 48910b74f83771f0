// A model shaped as Llama as one GGUF file that llama.cpp and everything built on it runs. The file format is gguf-file's.
import { conditionVector, type Condition } from '../../models/condition.ts'
import type { LlamaShape } from '../../models/types.ts'
import { ROTARY_BASE } from '../../nn/rotary-table.ts'
import type { WeightTensor } from '../../nn/weights.ts'
import { readVariables, type LoadedModel } from '../model-file.ts'
import {
  encodeGguf,
  possiblePrecision,
  type GgufTensor,
  type GgufValue,
  type Precision,
} from './gguf-file.ts'
import { ggufTokenizer } from './gguf-tokenizer.ts'

export interface GgufOptions {
  readonly precision: Precision
  /**
   * What the file always writes towards. A condition is added to every token's embedding; a GGUF reader knows no
   * such input, so that it becomes part of the embeddings themselves.
   */
  readonly condition?: Condition
}

/** llama.cpp's numbers for "mostly this type". */
const FILE_TYPES = { f32: 0, f16: 1, q8_0: 7 } as const satisfies Readonly<Record<Precision, number>>

const PARTS: Readonly<Record<string, string>> = {
  'input_layernorm.weight': 'attn_norm.weight',
  'self_attn.q_proj.weight': 'attn_q.weight',
  'self_attn.k_proj.weight': 'attn_k.weight',
  'self_attn.v_proj.weight': 'attn_v.weight',
  'self_attn.o_proj.weight': 'attn_output.weight',
  'post_attention_layernorm.weight': 'ffn_norm.weight',
  'mlp.gate_proj.weight': 'ffn_gate.weight',
  'mlp.up_proj.weight': 'ffn_up.weight',
  'mlp.down_proj.weight': 'ffn_down.weight',
}

type Numbers = Pick<WeightTensor, 'shape'> & { readonly data: Float32Array }

/**
 * Llama's GGUF turns neighbours (2i, 2i + 1) where we turn halves (i, i + half): the rows of each head of q and k are
 * laid in that order. [heads · headWidth, width] → the same shape.
 */
export function interleaveHeads(data: Float32Array, heads: number, width: number): Float32Array {
  const headWidth = data.length / width / heads
  const half = headWidth / 2
  const turned = new Float32Array(data.length)
  for (let head = 0; head < heads; head++)
    for (let i = 0; i < headWidth; i++) {
      const from = head * headWidth + (i % 2) * half + Math.floor(i / 2)
      turned.set(data.subarray(from * width, (from + 1) * width), (head * headWidth + i) * width)
    }
  return turned
}

/** embedding [vocabulary, width] with condition · weights [width] added to every row. */
function conditioned(
  embedding: Float32Array,
  weights: Float32Array,
  condition: Condition | undefined,
): Float32Array {
  const told = conditionVector(condition)
  const width = weights.length / told.length
  const added = Float64Array.from({ length: width }, (_, i) =>
    told.reduce((sum, share, row) => sum + share * weights[row * width + i], 0),
  )
  return embedding.map((value, i) => value + added[i % width])
}

/** @param shape the definition's own words for its settings; throws as ggufTokenizer does. */
export function exportGguf(
  { model, tokenizer, card, definition }: LoadedModel,
  shape: LlamaShape,
  { precision, condition }: GgufOptions,
): Uint8Array {
  const weights = readVariables(model.weights)
  const numbers = (name: string): Numbers => {
    const found = weights.get(name)
    if (!(found?.data instanceof Float32Array)) throw new Error(`The model has no weights ${name}`)
    return { shape: found.shape, data: found.data }
  }
  const tensors: GgufTensor[] = []
  const add = (name: string, { shape: size, data }: Numbers): void => {
    // Gains are few and every number counts.
    const kind = size.length === 1 ? 'f32' : possiblePrecision(size, precision)
    tensors.push({ name, shape: size, data, precision: kind })
  }
  const embedding = numbers('model.embed_tokens.weight')
  const told = numbers('condition.weight').data
  add('token_embd.weight', { ...embedding, data: conditioned(embedding.data, told, condition) })
  add('output.weight', embedding)
  add('output_norm.weight', numbers('model.norm.weight'))
  for (let layer = 0; layer < shape.layers; layer++)
    for (const [ours, theirs] of Object.entries(PARTS)) {
      const part = numbers(`model.layers.${layer}.${ours}`)
      const turns = theirs === 'attn_q.weight' || theirs === 'attn_k.weight'
      const data = turns ? interleaveHeads(part.data, shape.heads, shape.width) : part.data
      add(`blk.${layer}.${theirs}`, { ...part, data })
    }
  const u32 = (value: number): GgufValue => ({ type: 'u32', value })
  const f32 = (value: number): GgufValue => ({ type: 'f32', value })
  const text = (value: string): GgufValue => ({ type: 'string', value })
  const metadata = new Map<string, GgufValue>([
    ['general.architecture', text('llama')],
    ['general.name', text(`Arcwright ${definition.title}`)],
    ['general.file_type', u32(FILE_TYPES[precision])],
    ['general.quantization_version', u32(2)],
    ['llama.context_length', u32(shape.window)],
    ['llama.embedding_length', u32(shape.width)],
    ['llama.block_count', u32(shape.layers)],
    ['llama.feed_forward_length', u32(shape.hidden)],
    ['llama.attention.head_count', u32(shape.heads)],
    ['llama.attention.head_count_kv', u32(shape.heads)],
    ['llama.attention.layer_norm_rms_epsilon', f32(shape.normEpsilon)],
    ['llama.rope.dimension_count', u32(shape.width / shape.heads)],
    ['llama.rope.freq_base', f32(ROTARY_BASE)],
    ['llama.vocab_size', u32(card.vocabularySize)],
    ...ggufTokenizer(tokenizer),
  ])
  return encodeGguf(metadata, tensors)
}
