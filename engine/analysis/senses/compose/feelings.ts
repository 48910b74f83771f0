// Feelings made of an emotion's shares, and several feelings made one. Which feelings, and how much each counts, the caller says.
import { EMOTIONS, type Feeling } from '../../../domain/emotion.ts'
import { TYPICAL_FEELING } from '../../../domain/emotion-label.ts'

/** @param shares in the order of EMOTIONS, any sum above 0. @param confidence absent: the leading share. */
export const feelingOfShares = (shares: ArrayLike<number>, confidence?: number): Feeling => {
  const sum = Array.from(shares).reduce((total, share) => total + share, 0)
  const mix = EMOTIONS.map((_, k) => (sum > 0 ? shares[k] / sum : 1 / EMOTIONS.length))
  const leading = mix.indexOf(Math.max(...mix))
  let [valence, arousal] = [0, 0]
  EMOTIONS.forEach((emotion, k) => {
    valence += mix[k] * TYPICAL_FEELING[emotion][0]
    arousal += mix[k] * TYPICAL_FEELING[emotion][1]
  })
  return { valence, arousal, mix, emotion: EMOTIONS[leading], confidence: confidence ?? mix[leading] }
}

export interface Weighed {
  readonly feeling: Feeling
  readonly weight: number
}

/** The weighted mean, trusted as its parts are; null of nothing. */
export const blendFeelings = (parts: readonly Weighed[]): Feeling | null => {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  if (!(total > 0)) return null
  const mean = (pick: (feeling: Feeling) => number): number =>
    parts.reduce((sum, { feeling, weight }) => sum + pick(feeling) * weight, 0) / total
  const mix = EMOTIONS.map((_, k) => mean((feeling) => feeling.mix[k]))
  return {
    valence: mean(({ valence }) => valence),
    arousal: mean(({ arousal }) => arousal),
    mix,
    emotion: EMOTIONS[mix.indexOf(Math.max(...mix))],
    confidence: mean(({ confidence }) => confidence),
  }
}
