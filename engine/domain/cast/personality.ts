// Five-factor personality and the mood it rests in. What happens to the mood is emotional-state.ts.

export const FACTORS = [
  'openness',
  'conscientiousness',
  'extraversion',
  'agreeableness',
  'neuroticism',
] as const
export type Factor = (typeof FACTORS)[number]

/** 0 … 1 each; one half is what most people are like. */
export type Personality = Readonly<Record<Factor, number>>

/** Pleasure, arousal, dominance, −1 … 1 each (Mehrabian & Russell 1974). */
export interface Mood {
  readonly pleasure: number
  readonly arousal: number
  readonly dominance: number
}

const clamp = (value: number): number => Math.max(-1, Math.min(1, value))

/**
 * The mood that somebody comes back to when nothing happens: Mehrabian's regression of temperament on the five factors
 * (Mehrabian 1996, "Analysis of the Big-five personality factors in terms of the PAD temperament model"); his fifth factor
 * is emotional stability, the opposite of neuroticism.
 */
export const restingMood = (personality: Personality): Mood => {
  const [o, c, e, a, s] = [
    2 * personality.openness - 1,
    2 * personality.conscientiousness - 1,
    2 * personality.extraversion - 1,
    2 * personality.agreeableness - 1,
    1 - 2 * personality.neuroticism,
  ]
  return {
    pleasure: clamp(0.21 * e + 0.59 * a + 0.19 * s),
    arousal: clamp(0.15 * o + 0.3 * a - 0.57 * s),
    dominance: clamp(0.25 * o + 0.17 * c + 0.6 * e - 0.32 * a),
  }
}
