// Cuts Markdown into pieces that are parsed one by one: where nothing is torn, and where such a place does not come, anywhere:
// the parser's work grows with the square of the blocks that end within one piece.

export interface Piece {
  /** The first line, and the first that is not part of it any more. */
  readonly from: number
  readonly to: number
  /** It ends within something. */
  readonly isTorn: boolean
}

const LIMITS = {
  /** From here on a piece ends as soon as it can. */
  enoughCharacters: 60_000,
  enoughWork: 1000,
  /** No book has so much between two places to cut at; the parser needs less than a second for it. */
  mostWork: 5000,
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/u
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/u
const ITEM = /^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]/u

const quoteDepth = (line = ''): number => /^[ \t>]*/u.exec(line)?.[0].replaceAll(/[ \t]/gu, '').length ?? 0

/** What a line costs by ending what stood before it, in items of a list. */
const workOf = (line: string, before: string | undefined): number => {
  if (UNDERLINE.test(line)) return 25
  if (quoteDepth(line) < quoteDepth(before)) return 20
  return ITEM.test(line) ? 1 : 0
}

/** A line that goes on with nothing that stood before a blank one. */
const FRESH = /^(?![-+*][ \t]|\d{1,9}[.)][ \t])\S/u
/** HTML that blank lines do not end, and what does. */
const RAW = [
  [/^ {0,3}<!--/u, /-->/u],
  [/^ {0,3}<\?/u, /\?>/u],
  [/^ {0,3}<!\[CDATA\[/u, /\]\]>/u],
  [/^ {0,3}<![a-z]/iu, />/u],
  [/^ {0,3}<(?:script|pre|style|textarea)(?=[\s>]|$)/iu, /<\/(?:script|pre|style|textarea)>/iu],
] as const

/** Says of one line after the other whether it begins outside of code and raw HTML. */
const createOutside = (): ((line: string) => boolean) => {
  let fence = ''
  let rawEnd: RegExp | undefined
  return (line) => {
    if (fence !== '') {
      if (FENCE.exec(line)?.[1].startsWith(fence) && /^\s*[`~]+\s*$/u.test(line)) fence = ''
      return false
    }
    if (rawEnd) {
      if (rawEnd.test(line)) rawEnd = undefined
      return false
    }
    fence = FENCE.exec(line)?.[1] ?? ''
    const end = RAW.find(([opens]) => opens.test(line))?.[1]
    if (end && !end.test(line)) rawEnd = end
    return true
  }
}

export const cutPieces = (lines: readonly string[], limits: Readonly<typeof LIMITS> = LIMITS): Piece[] => {
  const pieces: Piece[] = []
  const isOutside = createOutside()
  let [from, length, work] = [0, 0, 0]
  for (const [at, line] of lines.entries()) {
    const isFresh = isOutside(line) && FRESH.test(line) && lines[at - 1]?.trim() === ''
    const isTorn = work >= limits.mostWork
    if (isTorn || (isFresh && (length > limits.enoughCharacters || work > limits.enoughWork))) {
      pieces.push({ from, to: at, isTorn: isTorn && !isFresh })
      ;[from, length, work] = [at, 0, 0]
    }
    length += line.length + 1
    work += workOf(line, lines[at - 1])
  }
  return [...pieces, { from, to: lines.length, isTorn: false }]
}
