// From what was found in a sentence to a feeling: the one place where lexicon evidence becomes numbers, in any language.
import { EMOTIONS, type Emotion, type Feeling } from '../../domain/emotion.ts'

export type FeltEmotion = Exclude<Emotion, 'neutral'>
export const FELT = EMOTIONS.slice(0, 6) as readonly FeltEmotion[]

/** What one sentence shows. */
export interface Evidence {
  /** Per emotion in the order of FELT; a plain word of feeling counts about 0.6. */
  readonly emotions: Float64Array
  /** Sum of word ratings, each −4 … 4. */
  valence: number
  /** Sum of pulses: fast words, exclamation marks, capitals; slow words count below zero. */
  pulse: number
}

/** How much neutrality any sentence starts with: below this evidence, neutral leads. */
const NEUTRAL_PRIOR = 0.42
/** Where a sentence of each emotion usually lies between calm and excited; the last is neutral. */
const AROUSAL = [0.55, 0.32, 0.74, 0.72, 0.55, 0.68, 0.32] as const
/** VADER's normalisation constant. */
const ALPHA = 15

export const createEvidence = (): Evidence => ({ emotions: new Float64Array(6), valence: 0, pulse: 0 })

export const clearEvidence = (evidence: Evidence): void => {
  evidence.emotions.fill(0)
  evidence.valence = 0
  evidence.pulse = 0
}

/** A rating with no named emotion behind it still leans: pleasant words to joy, unpleasant ones to several. */
export const leanOf = (evidence: Evidence, rating: number): void => {
  const { emotions } = evidence
  if (rating > 0) {
    emotions[0] += rating * 0.16
    return
  }
  emotions[1] -= rating * 0.08
  emotions[2] -= rating * 0.06
  emotions[3] -= rating * 0.04
  emotions[4] -= rating * 0.03
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
const round = (value: number): number => Math.round(value * 1000) / 1000

/** Rounded to thousandths, so that a cached feeling equals a fresh one. */
export const feelingFrom = ({ emotions, valence, pulse }: Evidence): Feeling => {
  let total = NEUTRAL_PRIOR
  for (const weight of emotions) total += weight
  let leader = 0
  let largest = 0
  let arousal = 0
  const mix = new Array<number>(7)
  for (let index = 0; index < 7; index++) {
    const share = (index === 6 ? NEUTRAL_PRIOR : emotions[index]) / total
    mix[index] = round(share)
    arousal += share * AROUSAL[index]
    if (share > largest) {
      largest = share
      leader = index
    }
  }
  const felt = total - NEUTRAL_PRIOR
  const certainty = 1 - Math.exp(-felt / 0.8)
  return {
    valence: round(valence / Math.sqrt(valence * valence + ALPHA)),
    arousal: round(clamp(arousal + 0.5 * Math.tanh(pulse / 2.5), 0, 1)),
    mix,
    emotion: EMOTIONS[leader],
    confidence: round(0.1 + 0.8 * certainty * (0.5 + 0.5 * largest)),
  }
}
