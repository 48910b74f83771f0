// goals.*: what the writer sets out to write, and what was written. Only saves from an editor count, by their own word.
import * as z from 'zod'
import { base } from './base.ts'

const words = z.number().int().min(1).max(100_000_000)
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => new Date(`${text}T12:00:00Z`).toISOString().startsWith(text), 'is not a day')

const goalFields = z.object({
  projectWords: words.nullable(),
  /** The last day, e.g. `2027-01-31`. */
  deadline: day.nullable(),
  dailyWords: words.nullable(),
  sessionWords: words.nullable(),
  /** Monday first. */
  weekdays: z.array(z.boolean()).length(7),
  /** The hour a new day begins, 0 … 23. */
  dayStartsAt: z.number().int().min(0).max(23),
})

/** Below zero where undo took back more than was done since. */
const count = z.number().int().min(-100_000_000).max(100_000_000)
const writtenFields = { typed: count, removed: count, pasted: count, generated: count }
/** What an editor did since its last save, by script: words, and Chinese or Japanese characters. */
export const written = z.object({ words: z.object(writtenFields), characters: z.object(writtenFields) })

const writing = z.object({
  ...writtenFields,
  /** Towards a goal: typed, less what was deleted beyond what was pasted or generated. */
  counted: z.number(),
  /** Of `counted`, those that are Chinese or Japanese characters. */
  characters: z.number(),
})

export const goals = {
  overview: base.input(z.object({ days: z.number().int().min(1).max(3660).default(84) }).prefault({})).output(
    z.object({
      goals: goalFields,
      today: z.string(),
      day: writing,
      session: writing.extend({ startedAt: z.number().nullable() }),
      bookWords: z.number(),
      streak: z.object({ current: z.number(), longest: z.number() }),
      daysLeft: z.number().nullable(),
      wordsLeft: z.number().nullable(),
      wordsPerDay: z.number().nullable(),
      /** The last `days` days, oldest first, none left out. */
      history: z.array(writing.extend({ day: z.string(), isWritingDay: z.boolean() })),
    }),
  ),
  /** What is not given stays. One undo step. */
  update: base.input(goalFields.partial()).output(goalFields),
  /** The next words begin a new sitting. */
  startSession: base,
  /** The manuscript's words by script. Reads the scenes that changed since it was last asked. */
  bookWords: base.output(z.object({ words: z.number(), characters: z.number() })),
}
