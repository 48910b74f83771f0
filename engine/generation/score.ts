// Why one candidate stands above another: a weighted sum of merits, each 0 … 1, each told to the writer with its weight.
import type { Reason } from '../domain/generation.ts'
import { pullOf, type LeverName, type Levers } from '../domain/levers.ts'
import { countWords, wordsOf } from '../text/words.ts'
import { coherenceAfter } from './coherence.ts'
import { endsSentence } from './guards.ts'

/** What only the text before tells of a candidate: how much of it is new, and how well it goes on. */
export interface Continuation {
  readonly variety: (text: string) => number
  readonly coherence: (text: string) => number
}

export interface Draft {
  readonly text: string
  /** Of the text it continues. */
  readonly after: Continuation
  /** Words asked for. */
  readonly words: number
  /** Closeness of its feeling to what was wanted, 0 … 1; null when nothing was. */
  readonly closeness: number | null
  /** Tokens drawn and their summed natural log-probability under the model itself; null when it broke off. */
  readonly likelihood: { readonly tokens: number; readonly logProbability: number } | null
  /** What a discriminator thinks of it, 0 … 1; null where there is none. */
  readonly realism: number | null
  /** How much of the chosen material it takes up, 0 … 1; null where none was chosen. */
  readonly material?: number | null
}

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

const lower = (words: readonly string[]): string[] => words.map((word) => word.toLowerCase())

const grams = (words: readonly string[]): string[] =>
  words.slice(GRAM - 1).map((_, at) => words.slice(at, at + GRAM).join(' '))

/** The share of three-word sequences that are new: neither said before in the passage nor just read in the prompt. */
const varietyAfter = (words: readonly string[]): ((text: string) => number) => {
  const read = grams(lower(words.slice(-ECHO_WINDOW - GRAM + 1)))
  return (text) => {
    const own = grams(lower(wordsOf(text)))
    if (own.length === 0) return 1
    const seen = new Set(read)
    let fresh = 0
    for (const gram of own) {
      if (!seen.has(gram)) fresh++
      seen.add(gram)
    }
    return fresh / own.length
  }
}

/**
 * Takes the text that candidates continue apart, once for all of them.
 * @param known who and what the story knows besides
 */
export const continuationOf = (prompt: string, known?: string): Continuation => {
  const words = wordsOf(prompt)
  return { variety: varietyAfter(words), coherence: coherenceAfter({ text: prompt, words, known }) }
}

/** Long enough, and ended where a sentence ends. */
const length = (text: string, words: number): number =>
  clamp(countWords(text) / (0.6 * words)) * (endsSentence(text) ? 1 : 0.5)

const rounded = (value: number): number => Math.round(value * 1000) / 1000

/**
 * Best is 1; an empty passage is worth nothing. A merit that nobody can tell, or whose lever is off, has no say;
 * the others share the whole by their weights. With every lever off all candidates are equal.
 */
export const scoreOf = (
  draft: Draft,
  levers: Levers,
  /** How much it is to the writer's taste, 0 … 1; null where that is not known. */
  taste: number | null = null,
): { readonly score: number; readonly reasons: readonly Reason[] } => {
  const { text, after, words, closeness, likelihood, realism, material = null } = draft
  if (text.trim() === '') return { score: 0, reasons: [] }
  const merits: readonly (readonly [LeverName, number | null])[] = [
    ['arc', closeness === null ? null : clamp(closeness)],
    ['fluency', fluency(likelihood)],
    ['variety', after.variety(text)],
    ['length', length(text, words)],
    ['coherence', after.coherence(text)],
    ['realism', realism],
    ['taste', taste],
    ['material', material],
  ]
  const told = merits.flatMap(([key, value]) => {
    const weight = pullOf(levers, key)
    return value === null || weight === 0 ? [] : [{ key, value: rounded(value), weight }]
  })
  const total = told.reduce((sum, { weight }) => sum + weight, 0)
  const reasons = told.map((reason) => ({ ...reason, weight: rounded(reason.weight / total) }))
  return { score: told.reduce((sum, { value, weight }) => sum + (weight / total) * value, 0), reasons }
}
