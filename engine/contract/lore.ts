// lore.*: the lorebook of a project: entries that hold when the text calls them, where they go, and what a place in the book activates.
import * as z from 'zod'
import { LORE_LOGICS, LORE_MISSES, LORE_POSITIONS, UNHEEDED_RULES } from '../domain/lorebook.ts'
import { base, file, id, placeInText } from './base.ts'

const words = z.array(z.string().min(1).max(500)).max(200)

const fields = {
  title: z.string().max(300),
  content: z.string().max(100_000),
  enabled: z.boolean(),
  constant: z.boolean(),
  /** Words, or a regular expression between slashes. */
  keys: words,
  secondaryKeys: words,
  logic: z.enum(LORE_LOGICS),
  /** Paragraphs looked at; null: as usual. */
  scanDepth: z.number().int().min(0).max(1000).nullable(),
  caseSensitive: z.boolean().nullable(),
  wholeWords: z.boolean().nullable(),
  order: z.number(),
  position: z.enum(LORE_POSITIONS),
  depth: z.number().min(0).max(1000),
  /** Percent. */
  probability: z.number().min(0).max(100),
  groups: words,
  groupWeight: z.number().min(0),
  groupPriority: z.boolean(),
  groupScoring: z.boolean().nullable(),
  excludeRecursion: z.boolean(),
  preventRecursion: z.boolean(),
  /** 0: at once; from 1 on: only by other entries, lower levels first. */
  delayLevel: z.number().min(0).max(100),
  /** Comes in even where the room for lore is used up. */
  ignoresBudget: z.boolean(),
  /** Paragraphs for which it stays once called, cannot be called again, and that there must be first; 0: none. */
  sticky: z.number().int().min(0).max(100_000),
  cooldown: z.number().int().min(0).max(100_000),
  delay: z.number().int().min(0).max(100_000),
  /** Holds from this scene on, and before that one. */
  fromSceneId: id.nullable(),
  untilSceneId: id.nullable(),
}

export const loreEntry = z.object({ id, ...fields })

/** Of all entries together. */
const settings = z.object({
  /** Tokens for all entries, in percent of what the model takes in. */
  budgetPercent: z.number().min(0).max(90),
  /** Paragraphs before the cursor that are looked at. */
  scanDepth: z.number().int().min(0).max(1000),
  recursive: z.boolean(),
  /** Passes over the entries; 0: as many as bring something new. */
  maxSteps: z.number().int().min(0).max(50),
  caseSensitive: z.boolean(),
  wholeWords: z.boolean(),
  groupScoring: z.boolean(),
  /** Where fewer entries were called, paragraphs further back are looked at, up to so many; 0: never, and all. */
  leastEntries: z.number().int().min(0).max(100),
  mostDepth: z.number().int().min(0).max(1000),
})

export const lore = {
  list: base.output(z.array(loreEntry)),
  /** A new entry, what is left out as usual. */
  add: base.input(z.object(fields).partial()).output(loreEntry),
  /** NOT_FOUND. */
  edit: base.input(z.object({ id, change: z.object(fields).partial() })).output(loreEntry),
  remove: base.input(z.object({ ids: z.array(id).max(10_000) })),
  /** World Info JSON, or a character card (JSON or PNG) with a lorebook; one act of undo. UNSUPPORTED_FORMAT. */
  import: base.input(z.object({ file })).output(
    z.object({
      added: z.array(loreEntry),
      /** Rules of the file that are kept and not obeyed here, and how many entries have each. */
      unheeded: z.array(z.object({ rule: z.enum(UNHEEDED_RULES), entries: z.number().int() })),
    }),
  ),
  /** World Info JSON; fields that came in with a file and are not known here go out as they came. */
  export: base.output(file),
  settings: base.output(settings),
  configure: base.input(settings.partial()).output(settings),
  /** What a place in the book calls up, why the rest stays out, and why each entry does that is asked about. NOT_FOUND. */
  preview: base
    .input(
      z.object({
        ...placeInText,
        /** Looked at instead of the text before the place. */
        text: z.string().max(100_000).optional(),
        seed: z.number().int().default(1),
        /** Tokens for all entries together. */
        budget: z.number().int().min(0).max(1_000_000).default(1024),
        /** Entries that are looked at: why those of them stay out is told one by one. */
        about: z.array(id).max(10_000).default([]),
      }),
    )
    .output(
      z.object({
        active: z.array(
          z.object({
            entry: loreEntry,
            cause: z.discriminatedUnion('kind', [
              z.object({ kind: z.literal('constant') }),
              z.object({ kind: z.literal('key'), key: z.string() }),
              z.object({ kind: z.literal('recursion'), key: z.string() }),
              /** Called some paragraphs ago. */
              z.object({ kind: z.literal('sticky'), key: z.string() }),
            ]),
            /** As the model counts them where it can be asked, else an estimate. */
            tokens: z.number(),
          }),
        ),
        /** How many entries stay out for each reason: the list itself would grow with the lorebook. */
        left: z.array(z.object({ why: z.enum(LORE_MISSES), entries: z.number().int() })),
        /** Of `about`, those that stay out. */
        reasons: z.array(z.object({ entryId: id, why: z.enum(LORE_MISSES) })),
      }),
    ),
}
