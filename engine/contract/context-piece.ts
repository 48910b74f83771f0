// What a model is told beside its task, as the contract speaks of it: pieces with their reasons, and what is changed for once.
import * as z from 'zod'
import { PIECE_REASONS, PIECE_SOURCES } from '../domain/context-piece.ts'

export const contextPiece = z.object({
  source: z.enum(PIECE_SOURCES),
  id: z.string(),
  title: z.string(),
  text: z.string(),
  /** As the model counts them where it can be asked, else an estimate. */
  tokens: z.number(),
  included: z.boolean(),
  reason: z.enum(PIECE_REASONS),
  /** What the reason is about: the key, the name. */
  detail: z.string(),
  edited: z.boolean(),
})

/** What went to a model, to be looked at. */
export const toldContext = z.object({
  pieces: z.array(contextPiece),
  tokens: z.number(),
  room: z.number(),
  /** Exactly what left for the model. */
  sent: z.string(),
})

const pieceId = z.string().max(200)

/** Pieces to leave out, and texts to send instead of theirs, by id; for one passage. */
export const contextChanges = z.object({
  excluded: z.array(pieceId).max(10_000).default([]),
  edited: z.record(pieceId, z.string().max(100_000)).default({}),
})
