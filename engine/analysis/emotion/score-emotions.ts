// The door of the trained emotion model: texts in, probabilities out. Loads what ships on first use, once a thread.
import { existsSync, readFileSync } from 'node:fs'
import { assetPath } from '../../domain/asset-path.ts'
import type { Language } from '../../domain/project.ts'
import { decodeWeights } from '../../nn/weights.ts'
import { lexiconFeeling } from '../lexicon/read-lexicon.ts'
import { EmotionModel } from './emotion-model.ts'
import { EKMAN_AT, OUTPUTS } from './labels.ts'
import { mixOf } from './mix.ts'
import { isNegation } from './ngram-features.ts'
import { RATINGS, RatingModel } from './rating-model.ts'

export interface EmotionScores {
  /** Probability of each of FINE_LABELS by itself: several can be likely. */
  readonly fine: Float32Array
  /** The same of EMOTIONS. */
  readonly ekman: Float32Array
  /** What to call it when it must be one of EMOTIONS: calibrated shares that sum to 1. */
  readonly mix: Float32Array
  /** Valence, arousal, dominance on EmoBank's scale 1 … 5; null in a language that has no ratings. */
  readonly ratings: Float32Array | null
}

interface Loaded {
  readonly model: EmotionModel
  readonly ratings: RatingModel | null
}

export const emotionFile = (language: Language): string => assetPath('emotion', `${language}.safetensors`)
export const ratingFile = (language: Language): string => assetPath('emotion', `${language}-vad.safetensors`)

const loaded = new Map<Language, Loaded>()

const load = (language: Language): Loaded => {
  const model = new EmotionModel(decodeWeights(readFileSync(emotionFile(language))))
  const file = ratingFile(language)
  return { model, ratings: existsSync(file) ? new RatingModel(decodeWeights(readFileSync(file))) : null }
}

/** Throws where the weights are missing or damaged. */
export const emotionModel = (language: Language): Loaded => {
  const known = loaded.get(language) ?? load(language)
  loaded.set(language, known)
  return known
}

/** Word lists know what a negation denies, n-grams mostly do not: there they count so many times as much. */
const DENIAL = 2

/** One answer a text, in order. @param texts sentences, or passages of a few. */
export const scoreWith = ({ model, ratings }: Loaded, texts: readonly string[]): EmotionScores[] => {
  const reading = model.read(texts)
  const rated = ratings?.rate(reading)
  const { mix } = model.description
  const denying = { ...mix, lexicon: DENIAL * mix.lexicon }
  const settingsFor = (tokens: readonly string[]) => (tokens.some(isNegation) ? denying : mix)
  return texts.map((text, i) => {
    const probabilities = Float32Array.from(
      reading.logits.subarray(i * OUTPUTS, (i + 1) * OUTPUTS),
      (logit) => 1 / (1 + Math.exp(-logit)),
    )
    const ekman = probabilities.subarray(EKMAN_AT)
    return {
      fine: probabilities.subarray(0, EKMAN_AT),
      ekman,
      mix: mixOf(ekman, lexiconFeeling(text, model.language).mix, settingsFor(reading.tokens[i])),
      ratings: rated ? rated.subarray(i * RATINGS.length, (i + 1) * RATINGS.length) : null,
    }
  })
}

/** By the model that ships. Synchronous, on the calling thread: some 5,000 sentences a second. */
export const scoreEmotions = (texts: readonly string[], language: Language): EmotionScores[] =>
  scoreWith(emotionModel(language), texts)
