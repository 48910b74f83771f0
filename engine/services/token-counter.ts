// What texts cost a voice in tokens: asked of its own tokenizer where it has one, else estimated on the large side.
import type { Voice } from './voices.ts'

/** A Chinese character is about a token, other letters four; errs on the large side. */
export const estimateTokens = (text: string): number => {
  const han = text.match(/\p{sc=Han}/gu)?.length ?? 0
  return Math.ceil(han + (text.length - han) / 3.5)
}

export interface TokenCounter {
  readonly count: (text: string) => number
  /** Nobody could be asked. */
  readonly isEstimate: boolean
}

/** Texts that were not asked about are estimated, by what the model says of the others, and a little more. */
const CAUTION = 1.05
/** Of a long text so much is asked about to know how it counts. */
const SAMPLE = 20_000

/** @param texts those that must be counted exactly. The errors of the voice. */
export const counterFor = async (
  voice: Pick<Voice, 'count'>,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<TokenCounter> => {
  const asked = [...new Set(texts.filter((text) => text !== ''))].filter(({ length }) => length <= SAMPLE)
  const sample = texts.toSorted((a, b) => b.length - a.length)[0]?.slice(-SAMPLE) ?? ''
  const counted = asked.length + sample.length === 0 ? null : await voice.count([...asked, sample], signal)
  if (!counted) return { count: estimateTokens, isEstimate: true }
  const known = new Map(asked.map((text, index) => [text, counted[index]]))
  const ratio = sample === '' ? 1 : counted[asked.length] / Math.max(1, estimateTokens(sample))
  return {
    isEstimate: false,
    count: (text) => known.get(text) ?? Math.ceil(estimateTokens(text) * ratio * CAUTION),
  }
}
