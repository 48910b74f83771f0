// Cuts text into the pieces inside which byte pairs may merge: words with what leads them in, numbers, marks, white space.

/**
 * How text is cut, by the name that llama.cpp has for it; a tokenizer keeps its cut for life. Absent: that of the first
 * tokenizers, which no other program knows.
 */
export const CUTS = ['qwen2'] as const
export type Cut = (typeof CUTS)[number]

// Letters with at most one space before them, runs of digits up to three, runs of marks, white space.
// Han and kana have no spaces: short runs keep merges to words and not to clauses.
const FIRST =
  /'(?:s|t|re|ve|m|ll|d)|’(?:s|t|re|ve|m|ll|d)| ?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,4}| ?(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}])+| ?\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]{1,8}|[\r\n]+|\s+(?!\S)|\s/gu

// Letters with one character before them that is none (a space, a quotation mark, the apostrophe of “’s”), single digits,
// marks with the line ends after them, white space. Unicode's own white space: JavaScript's \s is not quite that.
const QWEN2 =
  /'[sStTmMdD]|'[rR][eE]|'[vV][eE]|'[lL][lL]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\p{White_Space}\p{L}\p{N}]+[\r\n]*|\p{White_Space}*[\r\n]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu

const PATTERNS: Readonly<Record<Cut, RegExp>> = { qwen2: QWEN2 }

/** The pieces in order; joined they are the text again. */
export function* pieces(text: string, cut?: Cut): Generator<string> {
  let end = 0
  for (const match of text.matchAll(cut ? PATTERNS[cut] : FIRST)) {
    // Nothing should fall between, but losslessness is not left to a pattern.
    if (match.index > end) yield text.slice(end, match.index)
    yield match[0]
    end = match.index + match[0].length
  }
  if (end < text.length) yield text.slice(end)
}
