// Valence and arousal as a mix of emotions has them, in any language; ratings of their own are the rating model's.

/** A typical valence and arousal of each of EMOTIONS (after Russell's circumplex, 1980). */
const VALENCE = [0.75, -0.65, -0.65, -0.6, -0.65, 0.05, 0] as const
const AROUSAL = [0.55, 0.32, 0.74, 0.72, 0.55, 0.68, 0.3] as const

const expected = (mix: ArrayLike<number>, values: readonly number[]): number =>
  values.reduce((sum, value, i) => sum + mix[i] * value, 0)

/** −1 … 1 from the mix alone, without what EmoBank's raters taught: for guidance that EmoBank is to judge. */
export const valenceOfMix = (mix: ArrayLike<number>): number => expected(mix, VALENCE)

/** 0 … 1 */
export const arousalOfMix = (mix: ArrayLike<number>): number => expected(mix, AROUSAL)
