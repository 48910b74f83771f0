// A corpus made ready to train on, and its file: what is costly to make from millions of words is made once.
import { createHash } from 'node:crypto'
import { readWeights, writeWeights, type WeightTensor } from '../nn/weights.ts'
import { KneserNey } from '../text/ngram/kneser-ney.ts'
import { tokenizerFromJson, type TokenizerJson } from '../text/tokenizers/tokenizer.ts'
import { buildCorpus, TokenStream, type Corpus, type TrainingDocument } from './corpus.ts'
import type { SplitOptions } from './split.ts'
import { fitTokenFeelings, type TokenFeelings } from './token-feelings.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'

export interface PreparedCorpus extends Corpus {
  /** Recognises the text: a run that finds another one begins a new pass. */
  readonly hash: string
  /** Of the n-grams that models must beat, nats a held-out token. */
  readonly baselineLoss: number
  readonly feelings: TokenFeelings | null
}

const FORMAT = 'arcwright-corpus-1'

export function prepareCorpus(
  documents: readonly TrainingDocument[],
  options: SplitOptions & { readonly vocabularySize: number; readonly tokenizer?: Tokenizer },
): PreparedCorpus {
  const corpus = buildCorpus(documents, options)
  return {
    ...corpus,
    hash: hashOf(documents),
    baselineLoss: baseline(corpus),
    feelings: fitTokenFeelings(corpus.train, corpus.tokenizer.vocabularySize),
  }
}

function hashOf(documents: readonly TrainingDocument[]): string {
  const hash = createHash('sha256')
  for (const { text, condition } of documents) hash.update(JSON.stringify([text, condition ?? null]))
  return hash.digest('hex')
}

/** Kneser-Ney over the same tokens, given the whole text before each. */
function baseline({ train, validation, tokenizer }: Corpus): number {
  const model = KneserNey.train(train.tokens, { vocabularySize: tokenizer.vocabularySize })
  const all = new Int32Array(train.tokens.length + validation.tokens.length)
  all.set(train.tokens)
  all.set(validation.tokens, train.tokens.length)
  return model.loss(all, train.tokens.length)
}

const ints = (data: Int32Array): WeightTensor => ({ dtype: 'int32', shape: [data.length], data })
const floats = (data: Float32Array): WeightTensor => ({ dtype: 'float32', shape: [data.length], data })

const streamTensors = (name: string, { numbers }: TokenStream): (readonly [string, WeightTensor])[] => [
  [`${name}/tokens`, ints(numbers.tokens)],
  [`${name}/starts`, ints(numbers.starts)],
  [`${name}/conditions`, floats(numbers.conditions)],
]

export async function saveCorpus(file: string, corpus: PreparedCorpus): Promise<void> {
  const { train, validation, tokenizer, feelings, hash, baselineLoss, validationBytes } = corpus
  const tensors = new Map([
    ...streamTensors('train', train),
    ...streamTensors('validation', validation),
    ...(feelings ? [['feelings', floats(feelings.weights)] as const] : []),
  ])
  const facts = {
    hash,
    baselineLoss,
    validationBytes,
    tokenizer,
    feelings: feelings && { ...feelings, weights: null },
  }
  await writeWeights(file, { tensors, metadata: { format: FORMAT, corpus: JSON.stringify(facts) } })
}

type Facts = Pick<PreparedCorpus, 'hash' | 'baselineLoss' | 'validationBytes'> & {
  readonly tokenizer: TokenizerJson
  readonly feelings: Omit<TokenFeelings, 'weights'> | null
}

/** Throws where the file is no prepared corpus. */
export async function loadCorpus(file: string): Promise<PreparedCorpus> {
  const { tensors, metadata } = await readWeights(file)
  const told = metadata['corpus']
  if (metadata['format'] !== FORMAT || told === undefined)
    throw new Error('This file is no prepared corpus; prepare it again from the texts')
  const { tokenizer, feelings, ...facts } = JSON.parse(told) as Facts
  const numbers = (name: string): WeightTensor['data'] => tensors.get(name)!.data
  const stream = (name: string): TokenStream =>
    new TokenStream({
      tokens: numbers(`${name}/tokens`) as Int32Array,
      starts: numbers(`${name}/starts`) as Int32Array,
      conditions: numbers(`${name}/conditions`) as Float32Array,
    })
  return {
    ...facts,
    tokenizer: tokenizerFromJson(tokenizer),
    train: stream('train'),
    validation: stream('validation'),
    feelings: feelings && { ...feelings, weights: numbers('feelings') as Float32Array },
  }
}
