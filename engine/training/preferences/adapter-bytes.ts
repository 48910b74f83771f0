// A writer's adapter as bytes: its numbers, the plan it was made by, whose model it belongs to, how much of it is used.
import { z } from 'zod'
import { decodeWeights, encodeWeights, type WeightTensor } from '../../nn/weights.ts'

const FORMAT = 'arcwright-adapter-1'

const header = z.object({
  format: z.literal(FORMAT),
  plan: z.string(),
  base: z.string().max(200),
  /** Files from before changes were held back have none: all of it. */
  share: z.coerce.number().min(0).max(1).default(1),
})
/** It may come from anyone's file: nothing that would not fit any machine. */
const loraPlan = z.object({
  kind: z.literal('lora'),
  rank: z.int().min(1).max(64),
  scale: z.number().min(0).max(16),
  tableRank: z.int().min(0).max(64),
  gains: z.boolean(),
})

export interface KnownAdapter {
  readonly tensors: ReadonlyMap<string, WeightTensor>
  readonly plan: z.infer<typeof loraPlan>
  /** Id of the model that it belongs to. */
  readonly base: string
  /** Of the change that was learnt; the tensors are scaled by it already. */
  readonly share: number
}

/** What an adapter's bytes say of themselves. Throws for other bytes. */
export const readAdapter = (bytes: Uint8Array): KnownAdapter => {
  const { tensors, metadata } = decodeWeights(Buffer.from(bytes))
  const { plan, base, share } = header.parse(metadata)
  return { tensors, base, share, plan: loraPlan.parse(JSON.parse(plan)) }
}

export const adapterBytes = ({ tensors, plan, base, share }: KnownAdapter): Uint8Array => {
  const metadata = { format: FORMAT, plan: JSON.stringify(plan), base, share: String(share) }
  return new Uint8Array(encodeWeights({ tensors: new Map(tensors), metadata }))
}

/** The id of the model that it belongs to. */
export const baseOfAdapter = (bytes: Uint8Array): string => readAdapter(bytes).base

/** How much is used of the change that was learnt, 0 … 1. */
export const shareOfAdapter = (bytes: Uint8Array): number => readAdapter(bytes).share
