// Takes a table of contents off: a run of headings with nothing under them that come again later with their text.
import { isTitleLike, readBareNumeral } from './english-headings.ts'
import type { Heading } from './heading.ts'

export interface WithoutContents {
  readonly headings: readonly Heading[]
  /** Line ranges [from, to) that were the table. */
  readonly dropped: readonly (readonly [number, number])[]
}

const MIN_RUN = 3
const SLACK_LINES = 6

export const dropContents = (lines: readonly string[], headings: readonly Heading[]): WithoutContents => {
  const isEmptyBelow = (i: number): boolean => {
    const end = headings[i + 1]?.from ?? lines.length
    for (let at = headings[i].to; at < end; at += 1) if (lines[at].trim() !== '') return false
    return true
  }
  const dropped: (readonly [number, number])[] = []
  const kept: Heading[] = []
  let i = 0
  while (i < headings.length) {
    const first = headings[i].kind === 'contents' ? i + 1 : i
    const firstKey = headings[first]?.key
    let end = i
    // The table ends at a heading with text under it, or where its own first line comes again: there the book begins.
    while (end < headings.length - 1 && isEmptyBelow(end) && (end <= first || headings[end].key !== firstKey))
      end += 1
    // headings[end] may still be the table's last line, with the rest of the front matter under it.
    const later = new Set(headings.slice(end).map(({ key }) => key))
    const run = headings.slice(i, end).filter(({ kind }) => kind !== 'contents')
    const repeated = run.filter(({ key }) => later.has(key)).length
    const hasName = headings[i].kind === 'contents'
    if (run.length >= (hasName ? 1 : MIN_RUN) && repeated >= run.length * 0.6) {
      const lastKey = headings[end].key
      const isLastEntry = lastKey !== firstKey && headings.slice(end + 1).some(({ key }) => key === lastKey)
      const stop = isLastEntry ? headings[end].to : lastLine(lines, headings[end - 1].to, headings[end].from)
      dropped.push([headings[i].from, stop])
      i = isLastEntry ? end + 1 : end
    } else {
      // A lone word "Contents" is a line of the table too; so are the entries under it that are no headings.
      for (const [offset, heading] of headings.slice(i, end + 1).entries()) {
        if (heading.kind !== 'contents') kept.push(heading)
        else
          dropped.push([
            heading.from,
            entriesEnd(lines, heading.to, headings[i + offset + 1]?.from ?? heading.to),
          ])
      }
      i = end + 1
    }
  }
  return { headings: kept, dropped }
}

const lastLine = (lines: readonly string[], from: number, to: number): number => {
  let at = from
  while (at < to && at - from < SLACK_LINES && lines[at].trim() === '') at += 1
  return at
}

const entriesEnd = (lines: readonly string[], from: number, to: number): number => {
  const filled = lines.slice(from, to).filter((line) => line.trim() !== '')
  const entries = filled.filter(
    (line) => readBareNumeral(line) !== undefined || /\d\s*$/u.test(line) || isTitleLike(line),
  )
  return entries.length >= filled.length * 0.8 ? to : from
}
