// Cuts text into the pieces inside which byte pairs may merge: words with their leading space, numbers, marks, white space.

// Letters with at most one space before them, runs of digits up to three, runs of marks, white space.
// Han and kana have no spaces: short runs keep merges to words and not to clauses.
const PIECE =
  /'(?:s|t|re|ve|m|ll|d)|’(?:s|t|re|ve|m|ll|d)| ?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,4}| ?(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}])+| ?\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]{1,8}|[\r\n]+|\s+(?!\S)|\s/gu

/** The pieces in order; joined they are the text again. */
export function* pieces(text: string): Generator<string> {
  let end = 0
  for (const match of text.matchAll(PIECE)) {
    // Nothing should fall between, but losslessness is not left to a pattern.
    if (match.index > end) yield text.slice(end, match.index)
    yield match[0]
    end = match.index + match[0].length
  }
  if (end < text.length) yield text.slice(end)
}
