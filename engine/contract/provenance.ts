// provenance.*: where the words of the book came from: a report for those who ask, and the story of one passage.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { ORIGINS } from '../domain/document.ts'
import { NODE_KINDS } from '../domain/project.ts'
import { base, exported, id, language, progress } from './base.ts'

const origin = z.object({ by: z.enum(ORIGINS), of: z.string().max(200) })
const count = z.number().int()
const byOrigin = { typed: count, pasted: count, imported: count, generated: count }
const generatedBy = z.object({
  generationId: id,
  modelName: z.string(),
  modelId: z.string(),
  /** SHA-256 of the model's file. */
  modelHash: z.string(),
  seed: z.number(),
  settings: z.record(z.string(), z.unknown()),
  createdAt: z.number(),
  originalWords: count,
})
const report = z.object({
  title: z.string(),
  author: z.string(),
  language,
  /** Null: from the first word. Older words without an origin count as typed. */
  recordedSince: z.number().nullable(),
  lines: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['book', ...NODE_KINDS]),
      level: count,
      title: z.string(),
      words: count,
      ...byOrigin,
    }),
  ),
  sources: z.array(
    z.object({
      origin,
      words: count,
      /** Typed words that stand within them. */
      typedWithin: count,
      sceneIds: z.array(id),
      generated: generatedBy.nullable(),
    }),
  ),
})

export const provenance = {
  report: base.output(report),
  /** What wrote this; null where nothing is recorded. */
  passage: base.input(origin).output(generatedBy.nullable()),
  formats: base.output(z.array(z.object({ id: z.string(), title: z.string(), extension: z.string() }))),
  /** Writes to `path` (atomically) or, without one, keeps the file for `manuscript.download`. */
  export: base
    .input(z.object({ format: z.string(), path: z.string().optional(), language: language.optional() }))
    .output(eventIterator(z.discriminatedUnion('kind', [progress, exported]))),
}
