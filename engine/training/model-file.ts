// The file of a trained model: weights, and in its metadata all that is needed to use them again.
import * as tf from '@tensorflow/tfjs-core'
import { findModel, type RegisteredModel } from '../models/registry.ts'
import type { TrainingSettings } from '../models/training-settings.ts'
import type { NamedVariables, TextModel } from '../models/types.ts'
import { pull, push } from '../nn/compile/index.ts'
import { dequantizeWeights } from '../nn/quantize.ts'
import { Random } from '../nn/seed.ts'
import { readWeights, writeWeights, type WeightFile, type WeightTensor } from '../nn/weights.ts'
import type { TokenFeelings } from './token-feelings.ts'
import { tokenizerFromJson, type Tokenizer, type TokenizerJson } from '../text/tokenizers/tokenizer.ts'
import { createAdapter, joinAdapter, type AdapterPlan } from './adapted-model.ts'

/** What the metadata says of the model. */
export interface ModelCard {
  readonly modelId: string
  readonly modelVersion: number
  readonly settings: TrainingSettings
  readonly vocabularySize: number
  readonly language: string
  readonly step: number
  readonly validationLoss: number
  readonly bitsPerByte: number
  /** It has only read straight quotation marks and the like (text/typography): its prompts are made so too. */
  readonly plainMarks?: boolean
  /** Of a model that was made from a larger one. */
  readonly shrunk?: Shrunk
  /** Where the file holds a model and an adapter over it. */
  readonly adapter?: AdapterPlan
}

/** How a model became smaller or sparser, and what that cost on held-out text, nats a token. */
export interface Shrunk {
  /** Name of the model it was made from. */
  readonly from: string
  /** Share of every matrix that became zero. */
  readonly prune: number
  readonly eightBit: boolean
  readonly lossBefore: number
  readonly lossAfter: number
  readonly bytesBefore: number
}

export interface LoadedModel {
  readonly definition: RegisteredModel
  readonly model: TextModel
  readonly tokenizer: Tokenizer
  readonly card: ModelCard
  /** For guided decoding; null in a model whose text said nothing of feelings. */
  readonly feelings: TokenFeelings | null
}

/** Begins the names of tensors that lie beside the weights: the model's own are counted without them. */
export const BESIDE = 'beside/'
const FEELINGS = `${BESIDE}token-feelings`

export async function saveModel(
  file: string,
  {
    model,
    tokenizer,
    card,
    feelings,
  }: Pick<LoadedModel, 'tokenizer' | 'card' | 'feelings'> & { readonly model: Pick<TextModel, 'weights'> },
): Promise<void> {
  const tensors = withFeelings(readVariables(model.weights), feelings)
  await writeWeights(file, { tensors, metadata: metadataOf(card, tokenizer, feelings) })
}

const withFeelings = (
  tensors: Map<string, WeightTensor>,
  feelings: TokenFeelings | null,
): Map<string, WeightTensor> => {
  if (feelings) {
    const { weights } = feelings
    tensors.set(FEELINGS, { dtype: 'float32', shape: [weights.length], data: weights })
  }
  return tensors
}

const metadataOf = (
  card: ModelCard,
  tokenizer: Tokenizer,
  feelings: TokenFeelings | null,
): Readonly<Record<string, string>> => ({
  format: 'arcwright-model-1',
  card: JSON.stringify(card),
  tokenizer: JSON.stringify(tokenizer),
  ...(feelings ? { feelings: JSON.stringify({ ...feelings, weights: undefined }) } : {}),
})

/** A model's file for other forms of it: with a low-rank adapter merged into the matrices, else as it stands. */
export async function readMerged(file: string): Promise<WeightFile> {
  const { model, tokenizer, card, feelings } = await loadModel(file)
  const tensors = withFeelings(readVariables(model.weights), feelings)
  model.dispose()
  return { tensors, metadata: metadataOf(card, tokenizer, feelings) }
}

/**
 * Throws where the file is no model, or one of a model or version that this program does not know.
 * A low-rank adapter comes merged: the model is then a plain one with other weights.
 */
export async function loadModel(
  file: string,
  {
    settings = {},
    random = new Random(0),
  }: {
    /** Changes that leave the shapes of the weights as they are. */
    readonly settings?: Partial<TrainingSettings>
    /** Where the model is to learn: draws its dropout masks. */
    readonly random?: Random
  } = {},
): Promise<LoadedModel> {
  const { tensors, metadata } = await readWeights(file)
  const { card: cardJson, tokenizer: tokenizerJson } = metadata
  if (metadata['format'] !== 'arcwright-model-1' || cardJson === undefined || tokenizerJson === undefined)
    throw new Error('This file holds weights but no model that can be used here')
  const saved = JSON.parse(cardJson) as ModelCard
  const card = { ...saved, settings: { ...saved.settings, ...settings } }
  const definition = findModel(card.modelId)
  if (definition.version !== card.modelVersion)
    throw new Error(
      `The model was saved by version ${card.modelVersion} of ${card.modelId}; this is ${definition.version}`,
    )
  const base = definition.create(card.settings, { vocabularySize: card.vocabularySize }, random)
  const numbers = dequantizeWeights(tensors)
  writeVariables(base.weights, numbers)
  const felt = numbers.get(FEELINGS)?.data as Float32Array | undefined
  const scale = metadata['feelings']
  const feelings =
    felt && scale !== undefined
      ? { ...(JSON.parse(scale) as Omit<TokenFeelings, 'weights'>), weights: felt }
      : null
  const tokenizer = tokenizerFromJson(JSON.parse(tokenizerJson) as TokenizerJson)
  const { adapter: plan, ...plainCard } = card
  if (!plan) return { definition, model: base, tokenizer, card, feelings }
  const adapter = createAdapter(base, plan, new Random(0))
  writeVariables(adapter.weights, numbers)
  const model = joinAdapter(base, adapter)
  return { definition, model, tokenizer, card: model === base ? plainCard : card, feelings }
}

/** Copies of the variables' numbers, the resident ones where a compiled step holds them. */
export function readVariables(variables: NamedVariables, prefix = ''): Map<string, WeightTensor> {
  pull(variables.values())
  const tensors = new Map<string, WeightTensor>()
  for (const [name, variable] of variables) {
    const data = variable.dataSync().slice() as Float32Array
    tensors.set(prefix + name, { dtype: 'float32', shape: variable.shape, data })
  }
  return tensors
}

/** Sets every variable from the tensor of its name; throws where one is missing or of another shape. */
export function writeVariables(
  variables: NamedVariables,
  tensors: ReadonlyMap<string, WeightTensor>,
  prefix = '',
): void {
  for (const [name, variable] of variables) {
    const source = tensors.get(prefix + name)
    if (source?.shape.join() !== variable.shape.join())
      throw new Error(`The weight file does not fit: ${prefix}${name} should be [${variable.shape.join()}]`)
    const tensor = tf.tensor(source.data, variable.shape)
    variable.assign(tensor)
    tensor.dispose()
  }
  push(variables.values())
}
