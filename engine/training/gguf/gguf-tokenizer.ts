// Our byte-level tokenizer in the words of a GGUF file: tokens and merges as text, each byte a visible character as in GPT-2.
import type { Tokenizer } from '../../text/tokenizers/tokenizer.ts'
import { VISIBLE_BYTES } from '../../text/tokenizers/visible-bytes.ts'
import type { GgufValue } from './gguf-file.ts'

const NORMAL = 1
const CONTROL = 3

/**
 * A byte that no UTF-8 text holds: its token never occurs, in training or in writing, and serves llama.cpp, which will
 * have a token for the end of a text, without changing a single number of the model.
 */
const END = 0xff

/** Throws an Error for a tokenizer that llama.cpp could not follow: it knows no characters as tokens, nor twins. */
export function ggufTokenizer(tokenizer: Tokenizer): Map<string, GgufValue> {
  const json = tokenizer.toJSON()
  if (json.kind !== 'byte-bpe' || json.cut === undefined)
    throw new Error('GGUF readers cut text in another way than the tokenizer of this model')
  const textOf = (token: number): string =>
    Array.from(tokenizer.bytesOf(token), (byte) => VISIBLE_BYTES[byte]).join('')
  const tokens = Array.from({ length: tokenizer.vocabularySize }, (_, token) => textOf(token))
  tokens[END] = '<|end|>'
  if (new Set(tokens).size !== tokens.length)
    throw new Error('The tokenizer of this model has tokens of the same text')
  return new Map<string, GgufValue>([
    ['tokenizer.ggml.model', { type: 'string', value: 'gpt2' }],
    ['tokenizer.ggml.pre', { type: 'string', value: json.cut }],
    ['tokenizer.ggml.tokens', { type: 'strings', value: tokens }],
    [
      'tokenizer.ggml.token_type',
      { type: 'i32s', value: tokens.map((_, token) => (token === END ? CONTROL : NORMAL)) },
    ],
    [
      'tokenizer.ggml.merges',
      { type: 'strings', value: json.merges.map(([left, right]) => `${textOf(left)} ${textOf(right)}`) },
    ],
    ['tokenizer.ggml.bos_token_id', { type: 'u32', value: END }],
    ['tokenizer.ggml.eos_token_id', { type: 'u32', value: END }],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: false }],
    ['tokenizer.ggml.add_eos_token', { type: 'bool', value: false }],
    ['tokenizer.ggml.add_space_prefix', { type: 'bool', value: false }],
  ])
}
