// The root every procedure grows from: the error table that all of them share.
import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { ErrorCode } from '../domain/errors.ts'

/** Plain values that explain an error; the words the writer sees live in the renderer's locales. */
const detail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

const problem = (status: number) => ({ status, data: detail })

export const base = oc.errors({
  BAD_INPUT: problem(400),
  CONFLICT: problem(409),
  DISK_FULL: problem(507),
  DOOR_CLOSED: problem(403),
  EMPTY_FILE: problem(422),
  ENGINE_GONE: problem(503),
  FILE_NOT_FOUND: problem(404),
  FILE_TOO_LARGE: problem(413),
  FILE_TOO_NEW: problem(409),
  FILE_UNREADABLE: problem(422),
  MODEL_FAILED: problem(500),
  MODEL_MISSING: problem(404),
  NOT_A_PROJECT: problem(422),
  NOT_FOUND: problem(404),
  NOT_TEXT: problem(415),
  NO_PROJECT: problem(409),
  PASSPHRASE_NEEDED: problem(401),
  PASSPHRASE_WRONG: problem(403),
  PROJECT_DAMAGED: problem(422),
  PROJECT_EXISTS: problem(409),
  PROJECT_LOCKED: problem(423),
  READ_ONLY: problem(423),
  SERVER_FAILED: problem(502),
  TOO_LITTLE_TEXT: problem(422),
  TRAINING_FAILED: problem(500),
  UNSUPPORTED_FORMAT: problem(415),
} satisfies Record<ErrorCode, ReturnType<typeof problem>>)

export const id = z.string().min(1).max(64)
export const language = z.enum(['en', 'zh'])
export const fraction = z.number().min(0).max(1)

/** Progress of long work, sent at most ten times a second. `total` 0 means unknown. */
export const progress = z.object({
  kind: z.literal('progress'),
  stage: z.string(),
  done: z.number(),
  total: z.number(),
})

/** The end of an export: where the file is, or the id by which it can be fetched. */
export const exported = z.object({
  kind: z.literal('done'),
  path: z.string().nullable(),
  sizeBytes: z.number(),
  /** Null when it was written to `path`. */
  downloadId: id.nullable(),
})

/** A file on the wire. Typed by the global name, which is the browser's in a window and Node's in the engine. */
export const file = z.instanceof(File) as z.ZodType<File>

/** Where in the book: the cursor of a scene, its end when left out. */
export const placeInText = {
  sceneId: id,
  blockId: id.optional(),
  offset: z.number().int().min(0).optional(),
}

/** How chance plays in what is written for programs that call. */
export const chance = {
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .optional(),
  temperature: z.number().min(0).max(5).optional(),
}
