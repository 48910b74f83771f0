// How the next passage should feel: asked for by name, or read off the curve the writer drew; and how a model is told.
import type { DrawnCurve } from '../domain/curve.ts'
import { EMOTIONS, type Emotion, type Feeling } from '../domain/emotion.ts'
import { TYPICAL_FEELING } from '../domain/emotion-label.ts'
import type { GenerationTarget } from '../domain/generation.ts'
import type { BinderNode, Language } from '../domain/project.ts'
import { targetsAt, type BookPlace } from '../domain/target.ts'
import type { Condition } from '../models/condition.ts'

/** Where the cursor stands in the book. */
export type Place = BookPlace

/** The valence that the innermost drawn curve asks for at this place; null where none is drawn. */
export const valenceAt = (
  tree: readonly BinderNode[],
  curves: readonly DrawnCurve[],
  place: Place,
): number | null => targetsAt(tree, curves, place).valence?.value ?? null

/** How much of a mix a wish takes: paragraphs of one single feeling are hardly ever seen in training. */
const STRONG = 0.8

const mixOf = (shares: Partial<Readonly<Record<Emotion, number>>>): readonly number[] => {
  const felt = EMOTIONS.reduce(
    (sum, emotion) => sum + (emotion === 'neutral' ? 0 : (shares[emotion] ?? 0)),
    0,
  )
  return EMOTIONS.map((emotion) => (emotion === 'neutral' ? 1 - felt : (shares[emotion] ?? 0)))
}

/** The wish in a model's own terms; undefined when nothing is wished. */
export const conditionOf = (target: GenerationTarget, language: Language): Condition | undefined => {
  const { emotion, valence } = target
  if (emotion !== null) {
    const [typicalValence, arousal] = TYPICAL_FEELING[emotion]
    return {
      language,
      mix: mixOf(emotion === 'neutral' ? {} : { [emotion]: STRONG }),
      valence: typicalValence,
      arousal,
    }
  }
  if (valence === null) return undefined
  const strength = STRONG * Math.min(1, Math.abs(valence))
  const third = strength / 3
  return {
    language,
    mix: mixOf(valence >= 0 ? { joy: strength } : { sadness: third, anger: third, fear: third }),
    valence,
    arousal: 0.2 + strength / 2,
  }
}

/**
 * How far a feeling is from what was wanted: 1 − the share of the emotion asked for, else the difference of valences
 * (0 … 2); null without a wish.
 */
export const distanceTo = (target: GenerationTarget, feeling: Feeling): number | null => {
  if (target.emotion !== null) return 1 - feeling.mix[EMOTIONS.indexOf(target.emotion)]
  return target.valence === null ? null : Math.abs(target.valence - feeling.valence)
}

/** The distance as a merit: 1 right on the wish, 0 as far as can be. */
export const closeness = (target: GenerationTarget, distance: number): number =>
  target.emotion !== null ? 1 - distance : 1 - distance / 2
