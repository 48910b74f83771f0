// What a GGUF file's header means to a writer: which model it is, what it may be used for, and what memory it will want.
import { stat } from 'node:fs/promises'
import { GgufError, readGguf, type GgufHeader } from './read-gguf.ts'

export interface GgufCard {
  readonly name: string
  readonly architecture: string
  readonly parameters: number
  /** As llama.cpp calls it, e.g. Q4_K_M. */
  readonly quantisation: string
  /** How far it was trained to look back; 0 where the file does not say. */
  readonly trainedContext: number
  readonly vocabularySize: number
  /** Jinja; null: a model that continues text and follows no instructions. */
  readonly chatTemplate: string | null
  readonly licence: string | null
  readonly sizeBytes: number
  /** Bytes of memory that each token of context takes. */
  readonly contextBytes: number
  readonly width: number
}

/** By llama.cpp's number for "mostly this type". */
const FILE_TYPES: Readonly<Record<number, string>> = {
  0: 'F32', 1: 'F16', 2: 'Q4_0', 3: 'Q4_1', 7: 'Q8_0', 8: 'Q5_0', 9: 'Q5_1', 10: 'Q2_K', 11: 'Q3_K_S', 12: 'Q3_K_M',
  13: 'Q3_K_L', 14: 'Q4_K_S', 15: 'Q4_K_M', 16: 'Q5_K_S', 17: 'Q5_K_M', 18: 'Q6_K', 19: 'IQ2_XXS', 20: 'IQ2_XS',
  21: 'Q2_K_S', 22: 'IQ3_XS', 23: 'IQ3_XXS', 24: 'IQ1_S', 25: 'IQ4_NL', 26: 'IQ3_S', 27: 'IQ3_M', 28: 'IQ2_S',
  29: 'IQ2_M', 30: 'IQ4_XS', 31: 'IQ1_M', 32: 'BF16', 36: 'TQ1_0', 37: 'TQ2_0', 38: 'MXFP4',
} // prettier-ignore

/** Bytes of a half-precision number, in which keys and values are kept. */
const HALF = 2

const text = ({ values }: GgufHeader, key: string): string | null => {
  const found = values.get(key)
  return typeof found === 'string' && found.trim() !== '' ? found : null
}

const number = ({ values }: GgufHeader, key: string, otherwise: number): number => {
  const found = values.get(key)
  return typeof found === 'number' && Number.isFinite(found) && found > 0 ? found : otherwise
}

/** GgufError for a file that is no language model. */
export const cardOf = (header: GgufHeader, fileName: string): GgufCard => {
  const architecture = text(header, 'general.architecture')
  if (architecture === null) throw new GgufError('no-writer', 'The file does not say which model it is')
  const own = (key: string, otherwise: number): number => number(header, `${architecture}.${key}`, otherwise)
  const layers = own('block_count', 0)
  const width = own('embedding_length', 0)
  const vocabularySize = header.arrays.get('tokenizer.ggml.tokens') ?? 0
  if (layers === 0 || width === 0 || vocabularySize === 0)
    throw new GgufError('no-writer', 'This GGUF file holds no model that writes text')
  if (header.lastTensorAt >= header.sizeBytes)
    throw new GgufError('cut-off', 'The file is not whole: it breaks off before its last weights')
  const heads = own('attention.head_count', 1)
  // Where each layer has its own number of heads the most that there can be is assumed.
  const keyHeads = own('attention.head_count_kv', heads)
  const keyLength = own('attention.key_length', width / heads)
  const valueLength = own('attention.value_length', width / heads)
  const type = header.values.get('general.file_type')
  return {
    name: text(header, 'general.name') ?? fileName.replace(/\.gguf$/iu, ''),
    architecture,
    parameters: header.parameters,
    quantisation: (typeof type === 'number' ? FILE_TYPES[type] : undefined) ?? '?',
    trainedContext: own('context_length', 0),
    vocabularySize,
    chatTemplate: text(header, 'tokenizer.chat_template'),
    licence: text(header, 'general.license') ?? text(header, 'general.license.name'),
    sizeBytes: header.sizeBytes,
    contextBytes: layers * keyHeads * (keyLength + valueLength) * HALF,
    width,
  }
}

/** The last ones that were read, by path: a vocabulary is long, and a service is asked many times a second. */
const known = new Map<string, { readonly state: string; readonly card: Promise<GgufCard> }>()
const MOST_KNOWN = 64

/** Read again once the file is another. GgufError, and what a file that cannot be opened gives. */
export const readGgufCard = async (path: string, fileName: string): Promise<GgufCard> => {
  const { size, mtimeMs } = await stat(path)
  const state = [size, mtimeMs, fileName].join('|')
  const found = known.get(path)
  if (found?.state === state) return found.card
  const card = readGguf(path).then((header) => cardOf(header, fileName))
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(path, { state, card })
  // What could not be read is tried again.
  card.catch(() => known.delete(path))
  return card
}

/** What the program itself takes, and tokens that it works on at once. */
const PROGRAM_BYTES = 120e6
const BATCH = 512
/** Beyond this share of what is free, other programs have to make room. */
const COMFORTABLE = 0.8

export type Fit = 'fits' | 'tight' | 'too-large'

export interface FitEstimate {
  readonly fit: Fit
  readonly needBytes: number
  readonly freeBytes: number
}

/** Before anything is loaded. @param freeBytes memory that a program can still have on this machine */
export const willItFit = (card: GgufCard, contextTokens: number, freeBytes: number): FitEstimate => {
  const working = PROGRAM_BYTES + BATCH * (card.vocabularySize + 8 * card.width) * 4
  const needBytes = card.sizeBytes + card.contextBytes * contextTokens + working
  const fit = needBytes <= freeBytes * COMFORTABLE ? 'fits' : needBytes <= freeBytes ? 'tight' : 'too-large'
  return { fit, needBytes, freeBytes }
}

/** Room for a long scene and its memory; more costs memory and time. */
const USUAL_CONTEXT = 8192

/** @param wanted 0: as many as are useful */
export const contextFor = ({ trainedContext }: GgufCard, wanted: number): number => {
  const most = trainedContext > 0 ? trainedContext : 4096
  return Math.min(most, wanted > 0 ? wanted : USUAL_CONTEXT)
}
