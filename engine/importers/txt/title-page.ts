// Reads the lines before the first heading as a title page when they are nothing more than that.

export interface TitlePage {
  readonly title: string
  readonly author: string
  readonly text: string
  /** True when the lines say no more than title, author, publisher and date, and a heading follows. */
  readonly isDropped: boolean
}

const MAX_WORDS = 60
const MAX_LINES = 16
const BY = /^(?:by|written by|作者\s*[:：]?|著者\s*[:：]?)\s*(.*)$/iu

/** Words that stand in titles and not in names. */
const TITLE_WORDS = /\b(?:an?|and|at|for|from|in|of|on|or|the|to|with)\b/iu
const NAME = /^(?:\p{Lu}[\p{L}'’-]*\.?\s+|(?:\p{Lu}\.)+\s*){1,3}(?:(?:de|der|van|von)\s+)*\p{Lu}[\p{L}'’-]+$/u
/** Initials, or three names: titles such as “Jane Eyre” look like two. */
const SURE_NAME = /^(?:\p{Lu}\.|\S+\s+\S+\s+\S)/u
/** Of a second line. */
const SUBTITLE = /^(?:\(|an?\b|being\b|in\b|or\b|with\b|vol)/iu

const isName = (line: string): boolean => NAME.test(line) && !TITLE_WORDS.test(line)

/** Two lines without “by”: the title and whose it is, in either order; [title, author]. */
const titleAndAuthor = (first: string, second: string): readonly [string, string] => {
  if (isName(second)) return [first, second]
  const isAuthorFirst = isName(first) && SURE_NAME.test(first) && !SUBTITLE.test(second)
  return isAuthorFirst ? [second, first] : [first, '']
}

/** The title, and who is named at the line with “by” or below it; −1: nobody. [title, author] */
const titleAbove = (front: readonly string[], byAt: number): readonly [string, string] => [
  byAt > 0 ? front.slice(0, byAt).slice(0, 2).join(' ') : front[0],
  byAt === -1 ? '' : (BY.exec(front[byAt])?.[1] ?? '') || (front[byAt + 1] ?? ''),
]

/** @param end index of the first heading's line. */
export const readTitlePage = (lines: readonly string[], end: number, hasHeading: boolean): TitlePage => {
  const front = lines
    .slice(0, end)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const text = front.join(' ')
  const isShort = front.length <= MAX_LINES && text.split(/\s+/u).length <= MAX_WORDS && text.length < 400
  const isProse =
    front.some((line) => line.length > 60 && /[.!?。！？]["”’]?$/u.test(line)) || /[。！？]/u.test(text)
  if (!hasHeading || front.length === 0 || !isShort || isProse)
    return { title: '', author: '', text, isDropped: front.length === 0 }
  const quoted = /^《([^》]+)》\s*(.{0,40})$/u.exec(front[0])
  if (quoted) return { title: quoted[1], author: quoted[2], text, isDropped: true }
  const byAt = front.findIndex((line) => BY.test(line))
  const [title, author] =
    byAt === -1 && front.length === 2 ? titleAndAuthor(front[0], front[1]) : titleAbove(front, byAt)
  return {
    title: title.replace(/^[《_*]+|[》_*]+$/gu, '').slice(0, 200),
    author: author.replace(/[.,]$/u, '').slice(0, 200),
    text,
    isDropped: true,
  }
}
