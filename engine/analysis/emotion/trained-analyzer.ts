// The trained reader of emotion as an analyser: from probabilities and ratings to the studio's own feelings.
import { existsSync } from 'node:fs'
import { EMOTIONS, type Feeling } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import type { Analyzer } from '../analyzer.ts'
import { CONFIDENCE, confidenceOf } from './confidence.ts'
import { lastWord } from './last-word.ts'
import { arousalOfMix, valenceOfMix } from './mix-valence.ts'
import { emotionFile, emotionModel, scoreEmotions, type EmotionScores } from './score-emotions.ts'

/** Raters of EmoBank keep close to the middle: so far from it is as far as sentences usually go. */
const VALENCE_REACH = 0.7
const AROUSAL_REACH = 1.1
/** Mixes are never pure, so that their valence keeps from the ends. */
const MIX_REACH = 1.4
/** EmoBank's mean arousal stands a little above the middle of its scale, and a calm sentence well below ours. */
const AROUSAL_MIDDLE = 0.42

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
const round = (value: number): number => Math.round(value * 1000) / 1000
/** Rounded to thousandths, so that a cached feeling equals a fresh one. */
const feelingOf = ({ mix, ratings }: EmotionScores, centre: number, language: Language): Feeling => {
  const leader = mix.indexOf(Math.max(...mix))
  const byMix = { valence: MIX_REACH * (valenceOfMix(mix) - centre), arousal: arousalOfMix(mix) }
  const byRating = ratings
    ? {
        valence: (ratings[0] - 3) / VALENCE_REACH,
        arousal: AROUSAL_MIDDLE + (ratings[1] - 3) / AROUSAL_REACH,
      }
    : byMix
  return {
    valence: round(Math.tanh((byMix.valence + byRating.valence) / 2)),
    arousal: round(clamp((byMix.arousal + byRating.arousal) / 2, 0, 1)),
    mix: Array.from(mix, round),
    emotion: EMOTIONS[leader],
    confidence: round(confidenceOf(mix[leader], CONFIDENCE[language])),
  }
}

/** How much what comes after a “but” counts beside the whole. */
const LAST_WORD = 0.6

const blend = (whole: EmotionScores, last: EmotionScores): EmotionScores => {
  const between = (one: Float32Array, other: Float32Array): Float32Array =>
    one.map((value, k) => value + LAST_WORD * (other[k] - value))
  return {
    ...whole,
    mix: between(whole.mix, last.mix),
    ratings: whole.ratings && last.ratings && between(whole.ratings, last.ratings),
  }
}

const analyze = (sentences: readonly string[], language: Language): Feeling[] => {
  const turns = sentences.map((sentence) => lastWord(sentence, language))
  const scores = scoreEmotions([...sentences, ...turns.filter((turn) => turn !== null)], language)
  let at = sentences.length
  const { centre } = emotionModel(language).model.description.mix
  return turns.map((turn, i) =>
    feelingOf(turn === null ? scores[i] : blend(scores[i], scores[at++]), centre, language),
  )
}

const TITLES: Readonly<Record<Language, string>> = {
  en: 'English model: GoEmotions, EmoBank, fiction',
  zh: 'Chinese model: phrases of our own, fiction',
}

/** Null where this installation has no weights for the language. */
export const trainedAnalyzer = (language: Language): Analyzer | null =>
  existsSync(emotionFile(language))
    ? {
        id: `emotion-${language}`,
        version: '2',
        title: TITLES[language],
        languages: [language],
        inlineLimit: 0,
        analyze: (sentences) => analyze(sentences, language),
      }
    : null
