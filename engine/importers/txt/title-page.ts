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
  const named = byAt === -1 ? '' : (BY.exec(front[byAt])?.[1] ?? '') || (front[byAt + 1] ?? '')
  const title = (byAt > 0 ? front.slice(0, byAt).slice(0, 2).join(' ') : front[0]).replace(
    /^[《_*]+|[》_*]+$/gu,
    '',
  )
  return {
    title: title.slice(0, 200),
    author: named.replace(/[.,]$/u, '').slice(0, 200),
    text,
    isDropped: true,
  }
}
