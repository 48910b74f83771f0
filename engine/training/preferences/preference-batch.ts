// Prompt and passage as rows of tokens of one length, with a mask over the passage: what a preference is reckoned on.
import { CONDITION_SIZE } from '../../models/condition.ts'
import { plainTypography } from '../../text/typography.ts'
import type { Tokenizer } from '../../text/tokenizers/tokenizer.ts'

/** A passage that was liked, and one that was not where there is one. */
export interface PreferenceLesson {
  readonly group: string
  readonly prompt: string
  readonly better: string
  readonly worse: string | null
}

/** Tokens of a row: the end of the prompt, then the passage's beginning. */
export const ROW_TOKENS = 96
const MOST_PASSAGE = 64

export interface TokenRow {
  /** [ROW_TOKENS + 1]: the token before the first, then all. */
  readonly tokens: Int32Array
  /** [ROW_TOKENS] 1 where the target is of the passage. */
  readonly mask: Float32Array
  /** [ROW_TOKENS] 1 where the target is of the prompt. */
  readonly before: Float32Array
  /** Tokens of the passage. */
  readonly count: number
}

/** @param plainMarks the model has read straight quotation marks only */
export const tokenRow = (
  prompt: string,
  passage: string,
  tokenizer: Tokenizer,
  plainMarks: boolean,
): TokenRow => {
  const plain = (text: string): string => (plainMarks ? plainTypography(text) : text)
  // One text, so that the passage is cut as it would be read; the prompt's tokens are what stands before it.
  const told = [...tokenizer.encode(plain(prompt))]
  const all = [...tokenizer.encode(plain(prompt + passage))]
  let shared = 0
  while (shared < told.length && told[shared] === all[shared]) shared++
  const own = all.slice(shared, shared + MOST_PASSAGE)
  const context = all.slice(Math.max(0, shared - (ROW_TOKENS + 1 - own.length)), shared)
  const row = [...context, ...own]
  const tokens = new Int32Array(ROW_TOKENS + 1)
  const mask = new Float32Array(ROW_TOKENS)
  const before = new Float32Array(ROW_TOKENS)
  tokens.set(row.slice(0, ROW_TOKENS + 1))
  // The target of place t is token t + 1.
  const first = Math.max(1, context.length)
  for (let at = first; at < row.length; at++) mask[at - 1] = 1
  return { tokens, mask, before: before.fill(1, 0, first - 1), count: Math.max(0, row.length - first) }
}

/** Rows side by side, time first, as models read them. */
export const toBatch = (rows: readonly TokenRow[]) => {
  const [batch, size] = [rows.length, rows.length * ROW_TOKENS]
  const tokens = new Int32Array(size)
  const targets = new Int32Array(size)
  const mask = new Float32Array(size)
  rows.forEach((row, at) => {
    for (let t = 0; t < ROW_TOKENS; t++) {
      tokens[t * batch + at] = row.tokens[t]
      targets[t * batch + at] = row.tokens[t + 1]
      mask[t * batch + at] = row.mask[t]
    }
  })
  return { batch, tokens, targets, mask, conditions: new Float32Array(size * CONDITION_SIZE) }
}
