// arc.*: what the feelings of a whole book add up to: whose they are, where they turn, how drafts differ, reports.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, exported, fraction, id, language, progress } from './base.ts'
import { feelingFields, measure } from './feeling.ts'

const mix = z.array(fraction).length(7)
/** A character of the cast, a name found in the text, or `narration`. */
const voiceId = z.string().min(1).max(160)

export const voice = z.object({
  id: voiceId,
  name: z.string(),
  aliases: z.array(z.string()),
  /** Written by the writer, found by how the text uses the name, or the telling itself. */
  source: z.enum(['cast', 'text', 'narration']),
  sentences: z.number().int(),
  words: z.number().int(),
  /** Of the sentences, those that are spoken. */
  spoken: z.number().int(),
})

/** What one voice feels in a scene: a row per paragraph in which it is heard. */
export const voiceScene = z.object({
  sceneId: id,
  blockIds: z.array(id),
  /** Words of the paragraph that are this voice's. */
  words: z.array(z.number()),
  valence: z.array(z.number()),
  arousal: z.array(z.number()),
  mix: z.array(mix),
  confidence: z.array(z.number()),
})

export const turn = z.object({
  sceneId: id,
  /** The first paragraph of the new level. */
  blockId: id,
  /** From the start of the book. */
  word: z.number(),
  /** Mean of the measure over the stretch before and the stretch after. */
  before: z.number(),
  after: z.number(),
})

export const draftSummary = z.object({ id, name: z.string(), words: z.number(), takenAt: z.number() })
const draftScene = z.object({
  id,
  title: z.string(),
  words: z.array(z.number()),
  valence: z.array(z.number()),
  arousal: z.array(z.number()),
  mix: z.array(mix),
  confidence: z.array(z.number()),
})

const summary = z.object({ ...feelingFields, tension: fraction, mix })
export const reportLine = z.object({
  id: z.string(),
  kind: z.enum(['book', 'part', 'chapter', 'scene', 'character']),
  title: z.string(),
  /** Depth in the book, 0 for its top. */
  level: z.number().int(),
  words: z.number().int(),
  feeling: summary.nullable(),
  /** Part of the words whose finding is uncertain. */
  uncertain: fraction,
  corrected: z.number().int(),
  /** Mean distance of the smoothed curve from the target over it, on the report's measure. */
  gap: z.number().nullable(),
  /** Change of the report's measure against the draft it is compared with. */
  change: z.number().nullable(),
})

export const report = z.object({
  title: z.string(),
  author: z.string(),
  language,
  /** The part, chapter or scene it is about; empty for the whole book. */
  scope: z.string(),
  measure,
  voice: z.string().nullable(),
  draft: z.string().nullable(),
  analyzers: z.array(z.string()),
  lines: z.array(reportLine),
  turns: z.array(turn.extend({ scene: z.string() })),
  curve: z.array(
    z.object({
      /** 0 … 1 over the scope. */
      x: fraction,
      actual: z.number().nullable(),
      target: z.number().nullable(),
      draft: z.number().nullable(),
      sure: z.boolean(),
    }),
  ),
  /** Chapters, or scenes where there are none, as parts of the curve. */
  marks: z.array(z.object({ title: z.string(), from: fraction, to: fraction })),
})

const reportInput = z.object({
  scopeId: id.nullable().default(null),
  measure: measure.default('valence'),
  voiceId: voiceId.optional(),
  /** Words on each side that are smoothed together; a twenty-fourth of the scope without it. */
  smoothingWords: z.number().min(1).max(1_000_000).optional(),
  draftId: id.optional(),
  /** Of the report's own words; the book's without it. */
  language: language.optional(),
})

export const arc = {
  /** Who is felt in the book, the telling first, then most heard first. A rule-based guess that says how sure it may be. */
  voices: base.output(z.array(voice)),
  /** NOT_FOUND when nobody of that id is in the book (any more). */
  voice: base.input(z.object({ voiceId })).output(z.array(voiceScene)),
  /** Where the level of a measure changes (PELT); none in a text too short to tell. */
  turns: base
    .input(z.object({ measure, scopeId: id.nullable().default(null), voiceId: voiceId.optional() }))
    .output(z.array(turn)),

  /** Kept drafts, oldest first. */
  drafts: base.output(z.array(draftSummary)),
  draft: base.input(z.object({ draftId: id })).output(draftSummary.extend({ scenes: z.array(draftScene) })),
  /**
   * Keeps how the book feels now, how a version of it felt (a snapshot or a draft of `history.*`), or how a file that
   * was read by `manuscript.previewImport` feels, to compare with later. Text is not kept. One undo step.
   * TOO_LITTLE_TEXT without words.
   */
  keepDraft: base
    .input(z.object({ name: z.string().min(1).max(200), previewId: id.optional(), version: id.optional() }))
    .output(draftSummary),
  /** One undo step. */
  removeDraft: base.input(z.object({ draftId: id })),

  report: base.input(reportInput).output(report),
  reportFormats: base.output(z.array(z.object({ id: z.string(), title: z.string(), extension: z.string() }))),
  /** Writes to `path` (atomically) or, without one, keeps the file for `manuscript.download`. */
  exportReport: base
    .input(reportInput.extend({ format: z.string(), path: z.string().optional() }))
    .output(eventIterator(z.discriminatedUnion('kind', [progress, exported]))),
}
