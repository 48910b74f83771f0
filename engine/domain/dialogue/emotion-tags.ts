// How a line's emotion is written as tags in every format that has tags.
import type { LineEmotion } from './dialogue.ts'

const round = (value: number, from: number): number =>
  // `+ 0`: no negative zero.
  Math.round(Math.max(from, Math.min(1, value)) * 100) / 100 + 0

/** Two decimals, within the scales: what tags can hold. */
export const roundEmotion = ({ label, valence, arousal }: LineEmotion): LineEmotion => ({
  label,
  valence: round(valence, -1),
  arousal: round(arousal, 0),
})

export const emotionTags = (emotion: LineEmotion | null): readonly string[] =>
  emotion === null
    ? []
    : [`emotion:${emotion.label}`, `valence:${emotion.valence}`, `arousal:${emotion.arousal}`]
