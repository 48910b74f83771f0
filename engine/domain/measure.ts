// What can be drawn over a book, wished for and reported: one number of a feeling, each on its own scale.
import { EMOTIONS, type Feeling } from './emotion.ts'

export const MEASURES = [
  'valence',
  'arousal',
  'tension',
  'joy',
  'sadness',
  'anger',
  'fear',
  'disgust',
  'surprise',
] as const

export type Measure = (typeof MEASURES)[number]

/** Lowest and highest value: valence −1 … 1, all others 0 … 1. */
export const measureRange = (measure: Measure): readonly [number, number] =>
  measure === 'valence' ? [-1, 1] : [0, 1]

/**
 * 0 … 1: high only where a text is excited and unpleasant at once (the tense arousal of Thayer 1989; the product is
 * ours, so that neither a calm grief nor a happy feast counts as tense).
 */
export const tensionOf = ({ valence, arousal }: Pick<Feeling, 'valence' | 'arousal'>): number =>
  (arousal * (1 - valence)) / 2

/** A feeling's value on a measure's scale; for an emotion its share of the mix. */
export const measureOf = (
  feeling: Pick<Feeling, 'valence' | 'arousal' | 'mix'>,
  measure: Measure,
): number => {
  if (measure === 'valence' || measure === 'arousal') return feeling[measure]
  if (measure === 'tension') return tensionOf(feeling)
  return feeling.mix[EMOTIONS.indexOf(measure)]
}
