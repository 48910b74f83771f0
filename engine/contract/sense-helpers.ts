// The shapes of engine/domain/sense-helpers.ts as schemas: what the writer lends for understanding media.
import * as z from 'zod'
import type { Captioner, Recognizer } from '../domain/sense-helpers.ts'

const path = z.string().min(1).max(4096)

export const recognizer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('pocketsphinx') }),
  z.object({
    kind: z.literal('whisper'),
    program: path,
    model: path,
    language: z.string().regex(/^(?:auto|[a-z]{2,3})$/u),
  }),
]) satisfies z.ZodType<Recognizer>

export const captioner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('folder'), folder: path }),
  z.object({ kind: z.literal('server'), voice: z.string().min(1).max(64) }),
]) satisfies z.ZodType<Captioner>

/** What is chosen, and what of it is there. */
export const senseHelpers = z.object({
  recognizer,
  captioner,
  /** Programs of the system that were found: absolute paths. */
  found: z.object({
    ffmpeg: z.string().nullable(),
    whisper: z.string().nullable(),
    pocketsphinx: z.string().nullable(),
  }),
  /** Why what is chosen cannot work now, as a short code; null when it can. */
  problems: z.object({ recognizer: z.string().nullable(), captioner: z.string().nullable() }),
})
