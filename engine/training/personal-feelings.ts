// What tokens feel like to one writer: what the model learnt, moved by what single words mean in that writer's hands.
import { EMOTIONS } from '../domain/emotion.ts'
import { TYPICAL_FEELING } from '../domain/emotion-label.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'
import { FEELING_CHANNELS, type FeelingChannel, type TokenFeelings } from './token-feelings.ts'

/** About as many tokens share what one word does to its sentence. */
const SENTENCE_TOKENS = 16

/** How far a word moves each channel of its sentence, on the channel's own scale. */
const movesOf = (
  favours: readonly number[],
  shareOf: (emotion: number) => number,
): Readonly<Partial<Record<FeelingChannel, number>>> => {
  const moves = EMOTIONS.map((_, at) => (favours[at] ?? 0) * shareOf(at) * (1 - shareOf(at)))
  const implied = (of: 0 | 1): number =>
    EMOTIONS.reduce((sum, emotion, at) => sum + moves[at] * TYPICAL_FEELING[emotion][of], 0)
  return {
    ...Object.fromEntries(EMOTIONS.map((emotion, at) => [emotion, moves[at]])),
    valence: implied(0),
    arousal: implied(1),
  }
}

/** A word of several tokens stays as it was: its first token begins others too. */
export const personalFeelings = (
  feelings: TokenFeelings,
  tokenizer: Pick<Tokenizer, 'encode'>,
  words: Readonly<Record<string, readonly number[]>> = {},
): TokenFeelings => {
  const own = Object.entries(words)
  if (own.length === 0) return feelings
  const weights = feelings.weights.slice()
  const { means, deviations } = feelings
  const shareOf = (emotion: number): number => {
    const channel = FEELING_CHANNELS.indexOf(EMOTIONS[emotion])
    return channel < 0 ? 0 : Math.max(0, Math.min(1, means[channel]))
  }
  for (const [word, favours] of own) {
    const moves = movesOf(favours, shareOf)
    for (const way of [word, ` ${word}`]) {
      const tokens = tokenizer.encode(way)
      if (tokens.length !== 1) continue
      FEELING_CHANNELS.forEach((name, channel) => {
        if (deviations[channel] < 1e-6) return
        weights[tokens[0] * FEELING_CHANNELS.length + channel] +=
          (SENTENCE_TOKENS * (moves[name] ?? 0)) / deviations[channel]
      })
    }
  }
  return { ...feelings, weights }
}
