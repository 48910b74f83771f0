// How the next passage should feel: asked for by name, or read off the curves the writer drew; and how a model is told.
import type { DrawnCurve } from '../domain/curve.ts'
import { EMOTIONS, type Emotion, type Feeling } from '../domain/emotion.ts'
import { TYPICAL_FEELING } from '../domain/emotion-label.ts'
import type { GenerationTarget } from '../domain/generation.ts'
import { measureOf, type Measure } from '../domain/measure.ts'
import type { BinderNode, Language } from '../domain/project.ts'
import { targetsAt, type BookPlace } from '../domain/target.ts'
import type { Condition } from '../models/condition.ts'

/** The target of a passage: an emotion asked for by name outranks every curve over the place. */
export const targetAtPlace = (
  emotion: Emotion | null,
  tree: readonly BinderNode[],
  curves: readonly DrawnCurve[],
  place: BookPlace,
): GenerationTarget => {
  if (emotion !== null) return { emotion, valence: null }
  const { valence, ...others } = targetsAt(tree, curves, place)
  const measures = Object.fromEntries(
    Object.entries(others).flatMap(([name, wish]) => (wish ? [[name, wish.value]] : [])),
  )
  return {
    emotion,
    valence: valence?.value ?? null,
    ...(Object.keys(measures).length > 0 ? { measures } : {}),
  }
}

/** How much of a mix a wish takes: paragraphs of one single feeling are hardly ever seen in training. */
const STRONG = 0.8

const mixOf = (shares: Partial<Readonly<Record<Emotion, number>>>): readonly number[] => {
  const felt = EMOTIONS.reduce(
    (sum, emotion) => sum + (emotion === 'neutral' ? 0 : (shares[emotion] ?? 0)),
    0,
  )
  return EMOTIONS.map((emotion) => (emotion === 'neutral' ? 1 - felt : (shares[emotion] ?? 0)))
}

/** Emotions that a valence alone suggests. */
const suggested = (valence: number): Partial<Record<Emotion, number>> => {
  const strength = STRONG * Math.min(1, Math.abs(valence))
  const third = strength / 3
  return valence >= 0 ? { joy: strength } : { sadness: third, anger: third, fear: third }
}

/** Emotions drawn one by one, together never more than a mix takes. */
const drawn = (target: GenerationTarget): Partial<Record<Emotion, number>> => {
  const shares = Object.entries(target.measures ?? {}).filter(([name]) => isEmotion(name))
  const sum = shares.reduce((total, [, share]) => total + share, 0)
  const scale = sum > STRONG ? STRONG / sum : 1
  return Object.fromEntries(shares.map(([name, share]) => [name, share * scale]))
}

const isEmotion = (name: string): name is Emotion => (EMOTIONS as readonly string[]).includes(name)

/** Whether anything is asked for at all. */
export const isWished = ({ emotion, valence, measures }: GenerationTarget): boolean =>
  emotion !== null || valence !== null || measures !== undefined

/** The wish in a model's own terms; undefined when nothing is wished. */
export const conditionOf = (target: GenerationTarget, language: Language): Condition | undefined => {
  if (!isWished(target)) return undefined
  const { emotion } = target
  if (emotion !== null) {
    const [typicalValence, arousal] = TYPICAL_FEELING[emotion]
    return {
      language,
      mix: mixOf(emotion === 'neutral' ? {} : { [emotion]: STRONG }),
      valence: typicalValence,
      arousal,
    }
  }
  const shares = drawn(target)
  const mix = mixOf(Object.keys(shares).length > 0 ? shares : suggested(target.valence ?? 0))
  // What is not drawn follows from what is.
  const implied = (of: 0 | 1): number =>
    EMOTIONS.reduce((sum, name, index) => sum + mix[index] * TYPICAL_FEELING[name][of], 0)
  const tension = target.measures?.tension
  return {
    language,
    mix,
    valence: target.valence ?? implied(0),
    arousal: target.measures?.arousal ?? tension ?? implied(1),
  }
}

/** What guidance pulls at: only what was wished itself, on the scales of a feeling. */
export const guideOf = (target: GenerationTarget): Readonly<Record<string, number>> => {
  const { emotion, valence, measures = {} } = target
  if (emotion !== null) {
    const wish = { [emotion]: STRONG }
    return emotion === 'neutral' ? wish : { ...wish, valence: TYPICAL_FEELING[emotion][0] }
  }
  const { tension, ...felt } = measures
  return {
    ...(valence === null ? {} : { valence }),
    ...(tension === undefined ? {} : { arousal: tension }),
    ...felt,
  }
}

/** How far each thing wished is from what is felt, 0 right on it … 1 as far as can be. */
const misses = ({ valence, measures = {} }: GenerationTarget, feeling: Feeling): readonly number[] => {
  const others = Object.entries(measures).map(([name, wanted]) =>
    Math.abs(wanted - measureOf(feeling, name as Measure)),
  )
  return valence === null ? others : [Math.abs(valence - feeling.valence) / 2, ...others]
}

/**
 * How far a feeling is from what was wanted: 1 − the share of the emotion asked for, else the difference of valences
 * (0 … 2), else the mean miss of all that the curves ask for (0 … 1); null without a wish.
 */
export const distanceTo = (target: GenerationTarget, feeling: Feeling): number | null => {
  if (!isWished(target)) return null
  if (target.emotion !== null) return 1 - feeling.mix[EMOTIONS.indexOf(target.emotion)]
  if (target.valence !== null && target.measures === undefined)
    return Math.abs(target.valence - feeling.valence)
  const all = misses(target, feeling)
  return all.reduce((sum, miss) => sum + miss, 0) / all.length
}

/** The distance as a merit: 1 right on the wish, 0 as far as can be. */
export const closeness = (target: GenerationTarget, distance: number): number =>
  target.emotion === null && target.valence !== null && target.measures === undefined
    ? 1 - distance / 2
    : 1 - distance
