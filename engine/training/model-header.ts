// What a model file says of itself without its weights: card, tokenizer, tensors. Checked, for it may be anyone's file.
import { z } from 'zod'
import { findModel } from '../models/registry.ts'
import { readWeightHeader, type WeightHeader } from '../nn/weights.ts'
import { BESIDE, type ModelCard } from './model-file.ts'

const loss = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN)

const modelCard = z.object({
  modelId: z.string(),
  modelVersion: z.number(),
  settings: z.looseObject({}),
  vocabularySize: z.int().positive(),
  language: z.string(),
  step: z.number(),
  validationLoss: loss,
  bitsPerByte: loss,
  plainMarks: z.boolean().optional(),
  adapter: z.looseObject({ kind: z.string() }).optional(),
  shrunk: z
    .object({
      from: z.string(),
      prune: z.number().min(0).max(1),
      eightBit: z.boolean(),
      lossBefore: z.number(),
      lossAfter: z.number(),
      bytesBefore: z.number(),
    })
    .optional(),
})

export interface ModelHeader {
  readonly card: ModelCard
  readonly tokenizerKind: string
  readonly tensors: WeightHeader['tensors']
  readonly parameters: number
  /** Matrices are stored as 8-bit numbers. */
  readonly isEightBit: boolean
}

const kindOf = (tokenizer: string | undefined): string => {
  const parsed = z.object({ kind: z.string() }).safeParse(JSON.parse(tokenizer ?? 'null'))
  if (parsed.success) return parsed.data.kind
  throw new Error('This model has no tokenizer that can be used here')
}

/** Throws an Error that says why the bytes are no model that can be used here. Stops reading after the header. */
export async function readModelHeader(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<ModelHeader> {
  const { tensors, metadata } = await readWeightHeader(chunks)
  if (metadata['format'] !== 'arcwright-model-1')
    throw new Error('This file holds weights but no model that can be used here')
  const parsed = modelCard.safeParse(JSON.parse(metadata['card'] ?? 'null'))
  if (!parsed.success)
    throw new Error('The description of this model cannot be read', { cause: parsed.error })
  const card = parsed.data as unknown as ModelCard
  findModel(card.modelId)
  const numbers = [...tensors].filter(([name]) => !name.endsWith('.scales') && !name.startsWith(BESIDE))
  const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)
  return {
    card,
    tokenizerKind: kindOf(metadata['tokenizer']),
    tensors,
    parameters: numbers.reduce((sum, [, { shape }]) => sum + sizeOf(shape), 0),
    isEightBit: numbers.some(([, { dtype }]) => dtype === 'int8'),
  }
}
