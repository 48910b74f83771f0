// memory.*: what the writer tells whoever writes, summaries of scenes, and what exactly a model would be sent, piece by piece.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { SUMMARY_MAKERS } from '../domain/story-memory.ts'
import { base, id, placeInText } from './base.ts'
import { contextChanges, contextPiece } from './context-piece.ts'

const fields = z.object({
  /** Facts that always hold, told first. */
  memory: z.string().max(100_000),
  /** The author's note: how to write now, told near the cursor. */
  note: z.string().max(20_000),
  /** Paragraphs between the note and the end of the text. */
  noteDepth: z.number().int().min(1).max(100),
})

const summary = z.object({
  sceneId: id,
  title: z.string(),
  /** Of the scene. */
  words: z.number(),
  /** '' where there is none yet. */
  text: z.string(),
  /** `own`: the scene's own sentences; `model`; `writer`: locked, nothing else touches it. */
  maker: z.enum(SUMMARY_MAKERS),
  model: z.string().nullable(),
  /** The scene says something else by now. */
  stale: z.boolean(),
})

const scope = { sceneId: id.nullable().default(null) }

export const memory = {
  /** Of the book, or of one scene. NOT_FOUND. */
  fields: base.input(z.object(scope)).output(fields),
  tell: base.input(z.object({ ...scope, change: fields.partial() })).output(fields),
  /** Of every scene, in reading order. They are made in the background; a model is asked by `summarise` only. */
  summaries: base.output(z.array(summary)),
  /** Written by the writer, and locked from then on. NOT_FOUND. */
  setSummary: base.input(z.object({ sceneId: id, text: z.string().max(20_000) })).output(summary),
  /** Made of the scene's own sentences again, and kept in step from then on. NOT_FOUND. */
  unlockSummary: base.input(z.object({ sceneId: id })).output(summary),
  /**
   * Summaries by a model that follows instructions, or (`writerId` null) of the scenes' own sentences. Without ids every scene
   * whose summary is none, stale or not yet by a model; locked ones are left alone. A stop keeps what was made.
   * BAD_INPUT { reason: 'no-instructions' }; NOT_FOUND, MODEL_MISSING, MODEL_FAILED, SERVER_FAILED, DOOR_CLOSED.
   */
  summarise: base
    .input(z.object({ sceneIds: z.array(id).max(100_000).optional(), writerId: id.nullable().optional() }))
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('progress'), done: z.number(), total: z.number(), title: z.string() }),
          z.object({ kind: z.literal('summary'), summary }),
          z.object({ kind: z.literal('done'), made: z.number() }),
        ]),
      ),
    ),
  /** What a writer would be sent to go on from a place. NOT_FOUND, MODEL_MISSING; the errors of the model when it counts. */
  preview: base
    .input(
      z.object({
        ...placeInText,
        writerId: id.optional(),
        words: z.number().int().min(1).max(2000).optional(),
        seed: z.number().int().default(1),
        context: contextChanges.optional(),
      }),
    )
    .output(
      z.object({
        writerName: z.string(),
        pieces: z.array(contextPiece),
        /** Exactly what is sent, before private details are masked. */
        text: z.string(),
        tokens: z.number(),
        /** Tokens that there is room for. */
        room: z.number(),
        /** The model could not be asked how it counts. */
        estimate: z.boolean(),
      }),
    ),
}
