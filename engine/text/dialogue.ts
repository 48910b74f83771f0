// How much of a paragraph is spoken: what stands between quotation marks, in English and Chinese habits.

/** Pairs that open and close with different marks, nested ones counted once, and straight marks in turn. */
const SPOKEN =
  /“[^”]*(?:”|$)|「[^」]*(?:」|$)|『[^』]*(?:』|$)|«[^»]*(?:»|$)|"[^"]*(?:"|$)|(?<![\p{L}\p{N}])‘(?:[^’]|’(?=\p{L}))*(?:’|$)/gu

/** Characters of the paragraph that are spoken, marks included. */
export const spokenCharacters = (paragraph: string): number =>
  paragraph.match(SPOKEN)?.reduce((sum, piece) => sum + piece.length, 0) ?? 0
