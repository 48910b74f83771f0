// All that was said and learnt as one file, and such a file read back. Where it is kept is the shelf's concern.
import * as z from 'zod'
import { EMOTIONS } from '../../domain/emotion.ts'
import { EngineError } from '../../domain/errors.ts'
import { FEEDBACK_KINDS, type Feedback } from '../../domain/feedback.ts'
import { LEARNERS, type LearnerId, type LearntVersion } from '../../domain/learning.ts'
import { LANGUAGES } from '../../domain/project.ts'

const FORMAT = 'arcwright-learning'
const MOST_BYTES = 64 << 20

const text = z.string().max(200_000)
const name = z.string().max(500)
const judged = z.object({
  analyzer: name,
  version: name,
  emotion: z.enum(EMOTIONS),
  valence: z.number(),
  arousal: z.number(),
})

const said = z.object({
  id: z.string().min(1).max(200),
  kind: z.enum(FEEDBACK_KINDS),
  about: z.string().min(1).max(5000),
  at: z.number(),
  group: z.string().max(5000),
  language: z.enum(LANGUAGES),
  model: z.object({ id: name, name }).nullable(),
  prompt: text,
  wish: z
    .object({
      emotion: z.enum(EMOTIONS).nullable(),
      valence: z.number().nullable(),
      measures: z.record(name, z.number()).optional(),
    })
    .nullable(),
  command: z.object({ id: name, variant: name }).optional(),
  texts: z.array(z.object({ id: name, text, features: z.record(name, z.number()) })).max(100),
  subject: name,
  over: name.nullable(),
  rating: z.number().nullable(),
  label: z
    .object({
      emotion: z.enum(EMOTIONS),
      valence: z.number(),
      arousal: z.number(),
      judged: judged.nullable(),
    })
    .nullable(),
})

const contents = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  feedback: z.array(said).max(200_000),
  learnt: z
    .array(z.object({ learner: z.enum(LEARNERS), at: z.number(), active: z.boolean(), bytes: z.base64() }))
    .max(1000),
})

export interface ReadLearning {
  readonly feedback: readonly Feedback[]
  readonly learnt: readonly { readonly learner: LearnerId; readonly at: number; readonly bytes: Uint8Array }[]
}

export const writeLearning = (
  feedback: readonly Feedback[],
  versions: readonly LearntVersion[],
  bytesOf: (id: string) => Uint8Array,
): string =>
  JSON.stringify({
    format: FORMAT,
    version: 1,
    feedback: [...feedback],
    learnt: versions.map(({ id, learner, at, active }) => ({
      learner,
      at,
      active,
      bytes: Buffer.from(bytesOf(id)).toString('base64'),
    })),
  })

/** UNSUPPORTED_FORMAT, FILE_TOO_LARGE. */
export const readLearning = async (file: File): Promise<ReadLearning> => {
  if (file.size > MOST_BYTES)
    throw new EngineError('FILE_TOO_LARGE', 'This file is too large for feedback. Nothing was taken in.', {
      sizeBytes: file.size,
    })
  try {
    const { feedback, learnt } = contents.parse(JSON.parse(await file.text()))
    return {
      feedback,
      learnt: learnt.map(({ learner, at, bytes }) => ({
        learner,
        at,
        bytes: new Uint8Array(Buffer.from(bytes, 'base64')),
      })),
    }
  } catch (error) {
    throw new EngineError(
      'UNSUPPORTED_FORMAT',
      'This is not a file of feedback that Arcwright wrote. Nothing was taken in.',
      {},
      { cause: error },
    )
  }
}
