// How a line's emotion is written as tags in every format that has tags, and read back from them.
import { EMOTIONS } from '../emotion.ts'
import { TYPICAL_FEELING } from '../emotion-label.ts'
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

/** The emotion among the tags, and the tags that are the writer's own. A label alone has its typical feeling. */
export const splitTags = (
  tags: readonly string[],
): { readonly emotion: LineEmotion | null; readonly tags: readonly string[] } => {
  const valueOf = (key: string): string | undefined =>
    tags.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1)
  const label = EMOTIONS.find((emotion) => emotion === valueOf('emotion'))
  if (label === undefined) return { emotion: null, tags }
  const [valence, arousal] = TYPICAL_FEELING[label]
  const numberOf = (key: string, usual: number): number => {
    const text = valueOf(key) ?? ''
    return text !== '' && Number.isFinite(Number(text)) ? Number(text) : usual
  }
  return {
    emotion: roundEmotion({
      label,
      valence: numberOf('valence', valence),
      arousal: numberOf('arousal', arousal),
    }),
    tags: tags.filter((tag) => !/^(?:emotion|valence|arousal):/u.test(tag)),
  }
}
