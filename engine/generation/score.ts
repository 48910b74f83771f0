// Why one candidate stands above another: a weighted sum of four merits, each 0 … 1, each told to the writer.
import type { Reason } from '../domain/generation.ts'
import { countWords, wordSpans } from '../text/words.ts'
import { endsSentence } from './guards.ts'

export interface Draft {
  readonly text: string
  /** The text it continues. */
  readonly prompt: string
  /** Words asked for. */
  readonly words: number
  /** Closeness of its feeling to what was wanted, 0 … 1; null when nothing was. */
  readonly closeness: number | null
  /** Tokens drawn and their summed natural log-probability under the model itself; null when it broke off. */
  readonly likelihood: { readonly tokens: number; readonly logProbability: number } | null
}

/** Half of the score is nearness to the arc, when a feeling was wanted; without a wish the rest shares the whole. */
export const WEIGHTS = {
  wanted: { arc: 0.5, fluency: 0.2, variety: 0.15, length: 0.15 },
  free: { fluency: 0.4, variety: 0.35, length: 0.25 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>

/** Mean nats a token at which text is as good as random to a small model. */
const LOST_NATS = 6
const GRAM = 3
/** Words of the prompt in which an echo is looked for. */
const ECHO_WINDOW = 200

const clamp = (value: number): number => Math.max(0, Math.min(1, value))

/** How sure the model was of its words: 1 for certainty, 0 at LOST_NATS nats a token. */
const fluency = (likelihood: Draft['likelihood']): number =>
  likelihood === null || likelihood.tokens === 0
    ? 0
    : clamp(1 + likelihood.logProbability / likelihood.tokens / LOST_NATS)

const grams = (text: string): string[] => {
  const words = wordSpans(text).map(({ from, to }) => text.slice(from, to).toLowerCase())
  return words.slice(GRAM - 1).map((_, at) => words.slice(at, at + GRAM).join(' '))
}

/** The share of three-word sequences that are new: neither said before in the passage nor just read in the prompt. */
const variety = (text: string, prompt: string): number => {
  const own = grams(text)
  if (own.length === 0) return 1
  const seen = new Set(grams(prompt).slice(-ECHO_WINDOW))
  let fresh = 0
  for (const gram of own) {
    if (!seen.has(gram)) fresh++
    seen.add(gram)
  }
  return fresh / own.length
}

/** Long enough, and ended where a sentence ends. */
const length = (text: string, words: number): number =>
  clamp(countWords(text) / (0.6 * words)) * (endsSentence(text) ? 1 : 0.5)

/** Best is 1; an empty passage is worth nothing. */
export const scoreOf = (draft: Draft): { readonly score: number; readonly reasons: readonly Reason[] } => {
  const { text, prompt, words, closeness, likelihood } = draft
  if (text.trim() === '') return { score: 0, reasons: [] }
  const merits = {
    fluency: fluency(likelihood),
    variety: variety(text, prompt),
    length: length(text, words),
    ...(closeness === null ? {} : { arc: clamp(closeness) }),
  }
  const weights: Readonly<Record<string, number>> = closeness === null ? WEIGHTS.free : WEIGHTS.wanted
  const reasons = Object.entries(merits).map(([key, value]) => ({
    key,
    value: Math.round(value * 1000) / 1000,
  }))
  return { score: reasons.reduce((sum, { key, value }) => sum + weights[key] * value, 0), reasons }
}
