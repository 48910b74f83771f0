// Quotation marks and dashes in one plain form, and back in a writer's own: a small model has no room for two of each.

const DOUBLE = /[“”„‟«»]/gu
const SINGLE = /[‘’‚‛]/gu

/** Straight quotation marks, dashes as —, three dots for an ellipsis. Paragraphs and words stay as they are. */
export const plainTypography = (text: string): string =>
  text
    .replaceAll(DOUBLE, '"')
    .replaceAll(SINGLE, "'")
    .replaceAll('…', '...')
    .replaceAll(/-{2,}|[–―]/gu, '—')

/** Whether the text's own quotation marks are curled; a text without any is not. */
export const isCurled = (text: string): boolean =>
  (text.match(DOUBLE)?.length ?? 0) + (text.match(SINGLE)?.length ?? 0) > (text.match(/["']/g)?.length ?? 0)

const MARKS = { '"': ['“', '”'], "'": ['‘', '’'] } as const

/** Where a mark opens: at the start, after space or bracket, after another mark that opens. */
const BEFORE_OPENING = /(^|[\s([{“‘])$/u

/** A dash says nothing; what is open is then closed. */
const opensAt = (before: string, [opening, closing]: readonly [string, string]): boolean => {
  if (!before.endsWith('—')) return BEFORE_OPENING.test(before.slice(-1))
  const paragraph = before.slice(before.lastIndexOf('\n') + 1)
  return paragraph.lastIndexOf(opening) <= paragraph.lastIndexOf(closing)
}

/**
 * Straight quotation marks curled as they open and close.
 * @param before what the text goes on from, curled
 */
export const curledQuotes = (text: string, before = ''): string => {
  let curled = before
  for (const character of text) {
    const marks = character === '"' || character === "'" ? MARKS[character] : null
    curled += marks ? marks[opensAt(curled, marks) ? 0 : 1] : character
  }
  return curled.slice(before.length)
}

const CLOSINGS: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
])

/**
 * The mark that speech still wants which a text begins in its last paragraph and does not end; '' where none is open, or where
 * it was open before the text: what follows the caret may close that. Single marks are left alone, they may be apostrophes.
 * @param before what the text goes on from
 */
export const closingOf = (text: string, before = ''): string => {
  const whole = before + text
  const from = whole.lastIndexOf('\n') + 1
  // There “ closes.
  if (whole.includes('„', from)) return ''
  const open: { closing: string; at: number }[] = []
  for (let at = from; at < whole.length; at++) {
    const mark = whole.charAt(at)
    const last = open.at(-1)
    if (last?.closing === mark) open.pop()
    else if (mark === '"')
      open.push({ closing: BEFORE_OPENING.test(whole.slice(from, at).slice(-1)) ? '"' : '', at })
    else if (CLOSINGS.has(mark)) open.push({ closing: CLOSINGS.get(mark)!, at })
  }
  return open.every(({ at }) => at >= before.length)
    ? open
        .map(({ closing }) => closing)
        .toReversed()
        .join('')
    : ''
}
