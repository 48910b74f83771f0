// Project Gutenberg's wrapping: takes its licence text off and reads its header. Knows no chapters.

export interface UnwrappedText {
  readonly text: string
  readonly title: string
  readonly author: string
  /** Lines taken off at both ends; 0 when this is no such file. */
  readonly removedLines: number
}

/** `*** START OF THE PROJECT GUTENBERG EBOOK X ***` and its forms since the nineties. */
const START = /^[ \t]*\*{2,}[ \t]*START OF (?:THE |THIS )?PROJECT GUTENBERG[^\n]*(?:\n[^\n]*\*{3})?/imu
/** The old etexts: small print first, then the book. */
const OLD_START = /^[ \t]*\*END[ \t]*\*?[ \t]*THE SMALL PRINT[^\n]*/imu
const END =
  /^[ \t]*(?:\*{2,}[ \t]*END OF (?:THE |THIS )?PROJECT GUTENBERG|\*{0,3}[ \t]*END OF (?:THE |THIS )?PROJECT GUTENBERG(?:'S|’S)? )/imu
/** Credits after the start marker, a paragraph each. */
const CREDITS =
  /^(?:produced by|e-?text (?:prepared|produced|scanned)|(?:transcribed|prepared|scanned|digitized) (?:by|from)|this e-?(?:text|book) (?:was|is))\b/iu
const HEADER_SCAN = 20_000

const field = (header: string, name: string): string => {
  const found = new RegExp(`^${name}:[ \\t]*([^\\n]+(?:\\n[ \\t]{2,}[^\\n:]+)*)`, 'imu').exec(header)
  return found ? found[1].replace(/\s+/gu, ' ').trim() : ''
}

const withoutCredits = (body: string): string => {
  let rest = body
  for (;;) {
    rest = rest.replace(/^\s*\n/u, '')
    const end = rest.search(/\n[ \t]*\n/u)
    const first = end === -1 ? rest : rest.slice(0, end)
    if (end === -1 || first.length > 800 || !CREDITS.test(first.trimStart())) return rest
    rest = rest.slice(end)
  }
}

const lineCount = (text: string): number => text.match(/\n/gu)?.length ?? 0

/** @param text with `\n` line ends. */
export const unwrapGutenberg = (text: string): UnwrappedText => {
  const old = OLD_START.exec(text)
  const start =
    START.exec(text) ?? (old && /project gutenberg/iu.test(text.slice(0, HEADER_SCAN)) ? old : null)
  if (!start) return { text, title: '', author: '', removedLines: 0 }
  const header = text.slice(0, Math.min(start.index, HEADER_SCAN))
  const whole = text.slice(start.index + start[0].length)
  const end = END.exec(whole)
  const body = withoutCredits(end ? whole.slice(0, end.index) : whole)
  return {
    text: body,
    title: field(header, 'title'),
    author: field(header, 'author'),
    removedLines: lineCount(text) - lineCount(body),
  }
}
