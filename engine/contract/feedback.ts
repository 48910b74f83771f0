// feedback.*: F_O as the window sees it: what the writer said, seen and erased; what was learnt from it, judged, used and rolled back.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { FEEDBACK_KINDS } from '../domain/feedback.ts'
import { LEARNERS, VERDICTS } from '../domain/learning.ts'
import { base, file, fraction, id } from './base.ts'
import { emotion } from './feeling.ts'

export const feedbackKind = z.enum(FEEDBACK_KINDS)
export const learnerId = z.enum(LEARNERS)

const item = z.object({
  id: z.string(),
  kind: feedbackKind,
  at: z.number(),
  /** What it is said of. */
  text: z.string(),
  /** What it was preferred to, where one was named. */
  over: z.string().nullable(),
  /** Others that were on offer. */
  others: z.array(z.string()),
  rating: z.number().nullable(),
  label: z.object({ emotion, was: emotion.nullable() }).nullable(),
  /** Of a change in an answer: what had been asked for. */
  command: z.object({ id: z.string(), variant: z.string() }).nullable(),
  /** Of an edit or a change in an answer: what became of the words, or would have. */
  changes: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
  prompt: z.string(),
  modelName: z.string().nullable(),
  /** What it is compared by. */
  features: z.record(z.string(), z.number()),
})

const rate = z.object({ value: fraction, interval: z.tuple([fraction, fraction]) })

export const learntVersion = z.object({
  id,
  learner: learnerId,
  at: z.number(),
  /** SHA-256 of its bytes. */
  hash: z.string(),
  size: z.number(),
  parentId: id.nullable(),
  verdict: z.enum(VERDICTS),
  report: z
    .object({
      lessons: z.number(),
      heldOut: z.number(),
      before: rate,
      after: rate,
      confidence: fraction,
      base: z.object({ before: fraction, after: fraction }).nullable(),
      /** How much is used of what was learnt, where all of it would have forgotten too much. */
      share: fraction.optional(),
    })
    .nullable(),
  active: z.boolean(),
})

const counts = z.object({ lessons: z.number(), heldOut: z.number() })
const choices = z.object({ shared: z.boolean(), whenIdle: z.boolean() })

export const feedback = {
  /** Newest first; edits of what was taken into the text are looked for before. */
  list: base
    .input(
      z.object({
        kinds: z.array(feedbackKind).optional(),
        /** Words that occur in what was said or on offer. */
        query: z.string().max(200).default(''),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(50),
      }),
    )
    .output(
      z.object({
        items: z.array(item),
        /** Of the kinds asked for, before paging. */
        total: z.number(),
        /** All kinds there are, in the order in which they are shown. */
        byKind: z.record(feedbackKind, z.number()),
      }),
    ),
  /** For good: not even undo brings it back. What was learnt from it stays until it is learnt anew or rolled back. */
  erase: base
    .input(
      z.union([
        z.object({ ids: z.array(z.string().max(200)).max(100_000) }),
        z.object({ all: z.literal(true) }),
      ]),
    )
    .output(z.object({ erased: z.number() })),
  /** Of two candidates the first is liked better. NOT_FOUND. */
  choose: base.input(z.object({ betterId: id, worseId: id })),
  /** NOT_FOUND. */
  star: base.input(z.object({ candidateId: id, starred: z.boolean() })),
  /** Ids of starred candidates. */
  starred: base.output(z.array(id)),
  /** How far each learner is, and every version that there is, oldest first. */
  learning: base.output(
    z.object({
      choices,
      learners: z.array(
        z.object({
          id: learnerId,
          ...counts.shape,
          /** So much is needed. */
          least: counts,
          activeId: id.nullable(),
        }),
      ),
      versions: z.array(learntVersion),
    }),
  ),
  /** BAD_INPUT where an encrypted project should share. */
  setChoices: base.input(choices.partial()).output(choices),
  /** Abort stops; what was judged until then is kept. A version that is judged better is used at once. */
  learn: base
    .input(z.object({ learners: z.array(learnerId).optional() }))
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('progress'), learner: learnerId, share: fraction }),
          z.object({ kind: z.literal('judged'), version: learntVersion }),
          z.object({ kind: z.literal('unchanged'), learner: learnerId }),
          z.object({ kind: z.literal('too-little'), learner: learnerId, ...counts.shape, least: counts }),
        ]),
      ),
    ),
  /** From now on this version; null: what ships. NOT_FOUND, PROJECT_DAMAGED. */
  use: base.input(z.object({ learner: learnerId, versionId: id.nullable() })).output(z.array(learntVersion)),
  /** BAD_INPUT for a version that is used. */
  forget: base.input(z.object({ versionId: id })).output(z.array(learntVersion)),
  /** All that was said and learnt, in one file. */
  export: base.output(file),
  /** What is new in such a file is added; its versions wait to be used. UNSUPPORTED_FORMAT. */
  import: base.input(z.object({ file })).output(z.object({ feedback: z.number(), versions: z.number() })),
}
