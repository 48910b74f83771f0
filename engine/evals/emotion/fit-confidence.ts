// How sure a name of feeling should sound: fitted to, and measured on, the hand-labelled fiction, each fifth by the others.
import { confidenceOf, logitOfShare, type ConfidenceScale } from '../../analysis/emotion/confidence.ts'
import { scoreEmotions } from '../../analysis/emotion/score-emotions.ts'
import { EMOTIONS, UNSURE } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import { labelledFiction } from './run-fiction.ts'

const FOLDS = 5
const PASSES = 4000
const BINS = 5
/** As fit-mix counts them: the set has as many neutral sentences as fearful ones, fiction has not. */
const NEUTRAL_WEIGHT = 3

interface Guess {
  /** Of the leading emotion. */
  readonly share: number
  readonly isRight: boolean
  readonly weight: number
}

const sum = (guesses: readonly Guess[], of: (guess: Guess) => number): number =>
  guesses.reduce((total, guess) => total + guess.weight * of(guess), 0)

/** Logistic regression of being right on the logit of the share, by descent. */
const fit = (guesses: readonly Guess[]): ConfidenceScale => {
  const total = sum(guesses, () => 1)
  let scale: ConfidenceScale = { offset: 0, slope: 1 }
  for (let pass = 0; pass < PASSES; pass++) {
    const error = ({ share, isRight }: Guess) => confidenceOf(share, scale) - (isRight ? 1 : 0)
    scale = {
      offset: scale.offset - (0.5 * sum(guesses, error)) / total,
      slope: scale.slope - (0.2 * sum(guesses, (guess) => error(guess) * logitOfShare(guess.share))) / total,
    }
  }
  return scale
}

/** Expected calibration error over five bins, weighted. */
const errorOf = (guesses: readonly Guess[], confidence: (guess: Guess, at: number) => number): number => {
  const bins = new Array<number>(BINS).fill(0)
  guesses.forEach((guess, at) => {
    const p = confidence(guess, at)
    bins[Math.min(BINS - 1, Math.floor(p * BINS))] += guess.weight * (p - (guess.isRight ? 1 : 0))
  })
  return bins.reduce((total, miss) => total + Math.abs(miss), 0) / sum(guesses, () => 1)
}

const rightOf = (guesses: readonly Guess[]): number | null =>
  guesses.length === 0
    ? null
    : Math.round((1000 * sum(guesses, ({ isRight }) => (isRight ? 1 : 0))) / sum(guesses, () => 1)) / 1000

const round = (value: number): number => Math.round(value * 1000) / 1000

export const fitConfidence = (language: Language) => {
  const cases = labelledFiction(language)
  const scores = scoreEmotions(
    cases.map(({ text }) => text),
    language,
  )
  const guesses = cases.map(({ emotion }, i): Guess => {
    const { mix } = scores[i]
    const leader = mix.indexOf(Math.max(...mix))
    return {
      share: mix[leader],
      isRight: EMOTIONS[leader] === emotion,
      weight: emotion === 'neutral' ? NEUTRAL_WEIGHT : 1,
    }
  })
  const scales = Array.from({ length: FOLDS }, (_, fold) =>
    fit(guesses.filter((__, i) => i % FOLDS !== fold)),
  )
  const fitted = (guess: Guess, at: number) => confidenceOf(guess.share, scales[at % FOLDS])
  const isUnsure = (guess: Guess, at: number) => fitted(guess, at) < UNSURE
  const { offset, slope } = fit(guesses)
  return {
    offset: round(offset),
    slope: round(slope),
    shareError: round(errorOf(guesses, ({ share }) => share)),
    crossFittedError: round(errorOf(guesses, fitted)),
    uncertain: guesses.filter(isUnsure).length,
    rightWhereUncertain: rightOf(guesses.filter(isUnsure)),
    rightElsewhere: rightOf(guesses.filter((guess, at) => !isUnsure(guess, at))),
  }
}
