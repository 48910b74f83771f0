// feeling.*: F_E as the window sees it: how the text feels, and how the writer wants it to feel.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { EMOTIONS } from '../domain/emotion.ts'
import { MEASURES } from '../domain/measure.ts'
import { base, fraction, id } from './base.ts'

export const emotion = z.enum(EMOTIONS)
export const feelingFields = {
  valence: z.number().min(-1).max(1),
  arousal: fraction,
  emotion,
  confidence: fraction,
}

/** One scene as columns, a row per paragraph that has words, in reading order: compact for whole books. */
export const sceneFeelings = z.object({
  sceneId: id,
  words: z.array(z.number()),
  blockIds: z.array(id),
  valence: z.array(z.number()),
  arousal: z.array(z.number()),
  emotion: z.array(emotion),
  confidence: z.array(z.number()),
  /** Probabilities in the order of the vocabulary, a row a paragraph. */
  mix: z.array(z.array(fraction).length(7)),
  /** Sentences of the paragraph whose emotion the writer corrected. */
  corrected: z.array(z.number().int()),
  /** Word-weighted over the scene; null while the scene has no words or has not been analysed. */
  summary: z.object({ ...feelingFields, mix: z.array(fraction).length(7) }).nullable(),
})

export const sentenceFeeling = z.object({
  blockId: id,
  /** Character offsets into the block's plain text. */
  from: z.number().int(),
  to: z.number().int(),
  text: z.string(),
  ...feelingFields,
  mix: z.array(fraction).length(7),
  /** What was judged, where the writer corrected it; null otherwise. */
  correctedFrom: z.object(feelingFields).nullable(),
})

export const label = z.object({
  id,
  sceneId: id,
  blockId: id,
  text: z.string(),
  emotion,
  valence: z.number(),
  arousal: z.number(),
  judged: z
    .object({ analyzer: z.string(), version: z.string(), emotion, valence: z.number(), arousal: z.number() })
    .nullable(),
  labelledAt: z.number(),
})

/** What can be drawn over the book: valence −1 … 1, all others 0 … 1; tension is arousal × unpleasantness. */
export const measure = z.enum(MEASURES)

const curvePoints = z.array(z.object({ x: fraction, y: z.number().min(-1).max(1) })).max(200)

export const target = z.object({
  /** The book, or the part, chapter or scene whose extent the curve's x spans. */
  scopeId: id.nullable(),
  measure,
  /** x 0 … 1 over the scope's words, increasing; y −1 … 1 for valence, 0 … 1 otherwise. */
  points: curvePoints,
  /** The named shape it was started from, whose beats stand beside it. */
  shape: z.string().max(40).nullable(),
})

export const feeling = {
  analyzers: base.output(
    z.array(
      z.object({ id: z.string(), version: z.string(), title: z.string(), languages: z.array(z.string()) }),
    ),
  ),
  /** Analyses what is not cached yet (progress events, stoppable by abort), then ends with the whole book. */
  analyzeBook: base.output(
    eventIterator(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('progress'), done: z.number(), total: z.number() }),
        z.object({ kind: z.literal('scenes'), scenes: z.array(sceneFeelings) }),
      ]),
    ),
  ),
  /** Scenes whose feelings changed, as their text is edited, moved or removed. */
  watch: base.output(eventIterator(sceneFeelings)),
  sentences: base.input(z.object({ sceneId: id })).output(z.array(sentenceFeeling)),
  /** Text that is not in the project: a candidate, a pasted passage. */
  analyzeText: base
    .input(z.object({ text: z.string().max(200_000) }))
    .output(z.object({ ...feelingFields, mix: z.array(fraction).length(7), sentences: z.number() })),
  /**
   * Corrects how a sentence feels: kept as a label to learn from, shown instead of the finding from then on, also after
   * the book is analysed anew. A sentence of a few words is corrected in its paragraph only, a longer one wherever it
   * stands. Valence and arousal default to those typical of the emotion. One undo step.
   * NOT_FOUND when the paragraph no longer holds this sentence.
   */
  correct: base
    .input(
      z.object({
        sceneId: id,
        blockId: id,
        text: z.string().min(1).max(20_000),
        emotion,
        valence: z.number().min(-1).max(1).optional(),
        arousal: fraction.optional(),
      }),
    )
    .output(sentenceFeeling),
  /** Takes a correction back: the analyser's finding is shown again. One undo step; NOT_FOUND when there is none. */
  uncorrect: base.input(z.object({ sceneId: id, blockId: id, text: z.string() })),
  /** Every correction, oldest first: what an emotion model of the writer's own may learn from. */
  labels: base.output(z.array(label)),
  targets: base.output(z.array(target)),
  /** No points removes the curve. One undo step. */
  setTarget: base.input(target.extend({ shape: target.shape.shape.default(null) })),
  /**
   * Copies a curve onto a scope: another scope's target, or how a stretch of the text really feels, smoothed and with a
   * few handles. One undo step. NOT_FOUND without such a target, TOO_LITTLE_TEXT without words that were read.
   */
  copyTarget: base
    .input(
      z.object({
        scopeId: id.nullable(),
        measure,
        from: z.object({ kind: z.enum(['target', 'actual']), scopeId: id.nullable() }),
      }),
    )
    .output(target),
  /** Named shapes, and the beats of common structures, to start a target from. */
  shapes: base.output(
    z.array(
      z.object({
        id: z.string(),
        valence: curvePoints,
        /** For every measure of 0 … 1. */
        level: curvePoints,
        beats: z.array(z.object({ x: fraction, key: z.string() })),
      }),
    ),
  ),
}
