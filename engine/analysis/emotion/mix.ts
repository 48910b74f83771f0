// From probabilities that stand each for itself to shares that sum to 1: what a sentence is called when it gets one name.
import type { ModelDescription } from './model-description.ts'

export type MixSettings = Omit<ModelDescription['mix'], 'centre'>

/** A word list that finds nothing does not rule out. */
const LEAST = 0.05

/**
 * Two experts multiplied (Hinton 2002): the trained model, and the word lists that were written for fiction.
 * Leaning makes up for the texts that a model learnt from: among comments fear is rare, in a novel it is not.
 * @param ekman probabilities in the order of EMOTIONS.
 * @param listed the lexicon's mix, in the same order.
 */
export const mixOf = (
  ekman: Float32Array,
  listed: readonly number[],
  { sharpness, lexicon, lean }: MixSettings,
): Float32Array => {
  const shares = ekman.map(
    (probability, k) => (probability * lean[k]) ** sharpness * (listed[k] + LEAST) ** lexicon,
  )
  const sum = shares.reduce((a, b) => a + b, 0)
  return sum > 0 ? shares.map((share) => share / sum) : shares.fill(1 / shares.length)
}
