// How a model leans, how sharply it divides and how far it heeds the lexicon when it reads fiction: three numbers, chosen on hand-labelled fiction.
import { EMOTIONS } from '../../domain/emotion.ts'
import { mixOf, type MixSettings } from '../../analysis/emotion/mix.ts'

/** A hand-labelled sentence and the model's Ekman probabilities of it. */
export interface FictionReading {
  readonly emotion: number
  readonly ekman: Float32Array
  /** The lexicon's mix. */
  readonly listed: readonly number[]
}

/** So much oftener neutral stands in fiction than any one emotion, which the hand-labelled set does not have so. */
const NEUTRAL_WEIGHT = 3
const LEANS = Array.from({ length: 14 }, (_, i) => i / 10)
const SHARPNESSES = Array.from({ length: 9 }, (_, i) => 0.2 + 0.15 * i)
const LEXICONS = [0, 0.25, 0.5, 0.75, 1, 1.3, 1.6]

const likelihood = (readings: readonly FictionReading[], mix: MixSettings): number =>
  readings.reduce(
    (sum, { emotion, ekman, listed }) =>
      sum +
      (EMOTIONS[emotion] === 'neutral' ? NEUTRAL_WEIGHT : 1) *
        Math.log(mixOf(ekman, listed, mix)[emotion] + 1e-6),
    0,
  )

/** @param means what the model finds of each emotion in unlabelled fiction: it leans against them by some power. */
export const fitMix = (readings: readonly FictionReading[], means: readonly number[]): MixSettings => {
  const choices = LEANS.flatMap((power) =>
    SHARPNESSES.flatMap((sharpness) =>
      LEXICONS.map((lexicon) => ({ sharpness, lexicon, lean: means.map((mean) => (1 / mean) ** power) })),
    ),
  )
  const scores = choices.map((mix) => likelihood(readings, mix))
  return choices[scores.indexOf(Math.max(...scores))]
}

/** The leading emotion of every sentence, each half read as the other half taught. */
export const crossFittedLeaders = (
  readings: readonly FictionReading[],
  means: readonly number[],
): readonly (typeof EMOTIONS)[number][] => {
  const half = (which: number) => readings.filter((_, i) => i % 2 === which)
  const mixes = [fitMix(half(1), means), fitMix(half(0), means)]
  return readings.map(({ ekman, listed }, i) => {
    const mix = mixOf(ekman, listed, mixes[i % 2])
    return EMOTIONS[mix.indexOf(Math.max(...mix))]
  })
}
