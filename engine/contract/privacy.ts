// privacy.*: names and private details in the book and the life record, what stands for them, and a copy to give away.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { DETAIL_KINDS } from '../domain/mask.ts'
import { base, progress } from './base.ts'

const kind = z.enum(DETAIL_KINDS)
const written = z.string().min(1).max(300)

export const privateDetail = z.object({
  original: z.string(),
  kind,
  /** How often, in the book and in the life record. */
  inBook: z.number(),
  inLife: z.number(),
  /** Where it is first met. */
  sample: z.string(),
  /** What stands for it in a copy to share; null: it stays. */
  standIn: z.string().nullable(),
  /** By the writer; else as usual: who is in the cast stays, everybody else is masked. */
  chosen: z.boolean(),
})

export const privacy = {
  /** Everything that is written like a name, place, number or address; the most frequent first. */
  find: base.output(
    eventIterator(
      z.discriminatedUnion('kind', [
        progress,
        z.object({ kind: z.literal('found'), details: z.array(privateDetail) }),
      ]),
    ),
  ),
  /** Also holds for what servers are given to read. */
  choose: base.input(z.object({ original: written, kind, standIn: z.string().min(1).max(300).nullable() })),
  /** As usual again. */
  unchoose: base.input(z.object({ original: written })),
  /**
   * A new project with the book and the life record under other names: no history, no conversations, nothing generated or
   * trained, no recordings; pictures without their data. PROJECT_EXISTS, FILE_NOT_FOUND.
   */
  shareCopy: base
    .input(
      z.object({
        /** Gets the extension `.arcwright` if it has none. */
        path: z.string().min(1),
        pictures: z.boolean().default(true),
        /** Faces that were found in pictures become unrecognisable. */
        hideFaces: z.boolean().default(true),
        life: z.boolean().default(true),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          progress,
          z.object({
            kind: z.literal('done'),
            path: z.string(),
            /** How many different details were masked, and how often. */
            masked: z.number(),
            places: z.number(),
            pictures: z.number(),
            /** Recordings, documents, and pictures that cannot be read. */
            leftOut: z.number(),
            entries: z.number(),
            scenes: z.number(),
          }),
        ]),
      ),
    ),
}
