// Finds the headings of a plain text in their order: judges each candidate by its neighbours and by the whole sequence.
import type { Language } from '../../domain/project.ts'
import { readChineseHeading } from './chinese-headings.ts'
import { isCapitalsLine, isTitleLike, readBareNumeral, readEnglishHeading } from './english-headings.ts'
import type { Heading } from './heading.ts'
import { joinTitle } from './heading.ts'
import { isSceneBreak } from '../scene-break.ts'
import type { TextLayout } from './text-layout.ts'

/** A numbered section shorter than this on the median is a list, a poem or a table, not a chapter. */
const MIN_SECTION_CHARACTERS = 600
const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ''

const nextFilled = (lines: readonly string[], from: number, limit: number): number => {
  let at = from
  while (at < lines.length && isBlank(lines[at])) at += 1
  return at < lines.length && at - from <= limit ? at : -1
}

/** `IT` / `was melancholy…`: a drop capital looks like a title, but the sentence goes on below. */
const unlessDropCapital = (
  lines: readonly string[],
  at: number,
  end: number,
  title: string,
): readonly [number, string] => {
  const next = nextFilled(lines, end, lines.length)
  return next !== -1 && /^\p{Ll}/u.test(lines[next].trim()) ? [at, ''] : [end, title]
}

/** Lines from `at` that hold a title under a bare `CHAPTER I`: [end of title, title]. */
const titleBelow = (lines: readonly string[], at: number, layout: TextLayout): readonly [number, string] => {
  const start = nextFilled(lines, at, 3)
  if (start === -1) return [at, '']
  let end = start
  while (end < lines.length && !isBlank(lines[end]) && end - start < 4) end += 1
  const isAlone = isBlank(lines[end])
  const first = lines[start].trim()
  const other = readEnglishHeading(first)
  const isForeign =
    (other !== undefined && (other.kind === 'contents' || /\d/u.test(other.key))) ||
    readBareNumeral(first) !== undefined ||
    isSceneBreak(first)
  if (isForeign || /^["“‘'][^"”’']*$/u.test(first)) return [at, '']
  const isShouting = /\p{Lu}{2}/u.test(first) && !/\p{Ll}/u.test(first)
  // Dense text: only capitals are sure to be a title; they may run over the next line.
  if (layout.kind === 'dense' || !isAlone || layout.kind === 'lines') {
    let last = start
    if (isShouting)
      while (
        last + 1 < Math.min(end, start + 3) &&
        /\p{Lu}{2}/u.test(lines[last + 1]) &&
        !/\p{Ll}/u.test(lines[last + 1])
      )
        last += 1
    const isTitle = isShouting
      ? first.length <= 100
      : first.length <= 60 &&
        isTitleLike(first) &&
        !/[.!?"”]$/u.test(first) &&
        (layout.kind === 'lines' || isAlone)
    return isTitle ? unlessDropCapital(lines, at, last + 1, lines.slice(start, last + 1).join(' ')) : [at, '']
  }
  const whole = lines.slice(start, end).join(' ').trim()
  const isTitle =
    end - start <= 3 &&
    whole.length <= 160 &&
    (isShouting || (isTitleLike(whole) && !/[!?"”]$/u.test(whole) && !/(?:\S+\s+){8,}\S+\.$/u.test(whole)))
  return isTitle ? unlessDropCapital(lines, at, end, whole) : [at, '']
}

/** A long title wraps onto the next line: `CHAPTER I. IN WHICH A YOUNG MAN` / `SETS OUT`. */
const titleRest = (lines: readonly string[], at: number, name: string): readonly [number, string] => {
  const next = lines[at]
  if (next === undefined || isBlank(next) || name === '' || readEnglishHeading(next)) return [at, name]
  const isShouting = !/\p{Ll}/u.test(name) && /\p{Lu}/u.test(next) && !/\p{Ll}/u.test(next)
  const isShortRun = isBlank(lines[at + 1]) && next.trim().length < 70 && !/[.!?]$/u.test(name)
  return isShouting || isShortRun ? [at + 1, `${name} ${next.trim()}`] : [at, name]
}

/** Below a blank line, or below a short one (a title page's last line) with a blank under it. */
const isApart = (lines: readonly string[], i: number, layout: TextLayout): boolean =>
  isBlank(lines[i - 1]) ||
  (isBlank(lines[i + 1]) &&
    lines[i - 1].trim().length < layout.width * 0.6 &&
    /[\p{L}\p{N}.)]$/u.test(lines[i - 1].trim()))

const findCounted = (lines: readonly string[], language: Language, layout: TextLayout): Heading[] => {
  const found: Heading[] = []
  let end = 0
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]
    if (i < end || isBlank(line)) continue
    if (language === 'zh') {
      const heading =
        readChineseHeading(line) ??
        (/^\s*(?:chapter|part|book)\s/iu.test(line) ? readEnglishHeading(line) : undefined)
      if (heading) {
        found.push({
          ...heading,
          from: i,
          to: i + 1,
          title: [heading.label, heading.name].filter(Boolean).join('\u3000'),
        })
        end = i + 1
      }
      continue
    }
    const heading = readEnglishHeading(line)
    const isFirst = i === end && found.length > 0
    if (!heading || (layout.kind === 'spaced' && !isFirst && !isApart(lines, i, layout))) continue
    const [to, name] =
      heading.kind === 'contents' || /^\p{Ll}/u.test(lines[i + 1]?.trim() ?? '')
        ? [i + 1, heading.name]
        : heading.name === '' && /\d$|^\w+\.?\s/u.test(heading.label)
          ? titleBelow(lines, i + 1, layout)
          : titleRest(lines, i + 1, heading.name)
    if (/^\p{Ll}/u.test(lines[i + 1]?.trim() ?? '') && layout.kind !== 'lines' && heading.name !== '')
      continue
    found.push({ kind: heading.kind, key: heading.key, from: i, to, title: joinTitle(heading.label, name) })
    end = to
  }
  return found
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Characters between each heading and the one after it. */
const bodyLengths = (lines: readonly string[], headings: readonly Heading[]): number[] =>
  headings.map(({ to }, i) => {
    let length = 0
    for (let at = to; at < (headings[i + 1]?.from ?? lines.length); at += 1) length += lines[at].trim().length
    return length
  })

interface BareNumeral {
  readonly at: number
  readonly value: number
  readonly numeral: string
  readonly name: string
}

/** Numerals of one style that count 1, 2, 3 …; a count may begin anew, and its first may be left to the heading above. */
const inSequence = (candidates: readonly BareNumeral[], starts: readonly number[]): BareNumeral[] => {
  const kept: BareNumeral[] = []
  let last = 0
  for (const bare of candidates) {
    const before = kept.at(-1)?.at ?? -1
    const isFresh = before === -1 || starts.some((start) => start > before && start <= bare.at)
    const isNext = bare.value === last + 1 || bare.value === last + 2
    if (!isNext && !(bare.value === 1 && (isFresh || last > 1)) && !(bare.value === 2 && isFresh)) continue
    last = bare.value
    kept.push(bare)
  }
  return kept.some(({ value }) => value === 2) ? kept : []
}

const findBare = (lines: readonly string[], layout: TextLayout, counted: readonly Heading[]): Heading[] => {
  const taken = new Set(
    counted.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
  )
  const starts = counted.map(({ to }) => to)
  const candidates = lines.flatMap((line, at): BareNumeral[] => {
    const bare = line.length > 160 || taken.has(at) ? undefined : readBareNumeral(line)
    if (!bare) return []
    const isOpenBelow = bare.name === '' && !isBlank(lines[at + 1]) && !isTitleLike(lines[at + 1])
    return layout.kind === 'spaced' && (!isApart(lines, at, layout) || isOpenBelow) ? [] : [{ at, ...bare }]
  })
  const roman = inSequence(
    candidates.filter(({ numeral }) => /^\p{L}/u.test(numeral)),
    starts,
  )
  const arabic = inSequence(
    candidates.filter(({ numeral }) => /^\d/u.test(numeral)),
    starts,
  )
  const hasChapters = counted.filter(({ kind, key }) => kind === 'chapter' && /\d/u.test(key)).length > 1
  const levels = [roman, arabic].filter((level) => level.length > 0).sort((a, b) => a[0].at - b[0].at)
  const found = levels.flatMap((level, depth) => {
    const kind = hasChapters || depth > 0 ? 'scene' : 'chapter'
    const headings = level.map(({ at, value, numeral, name }): Heading => {
      const [to, title] =
        name === '' && kind === 'chapter' ? titleBelow(lines, at + 1, layout) : titleRest(lines, at + 1, name)
      return { kind, key: `${value}`, from: at, to, title: joinTitle(numeral, title) }
    })
    return median(bodyLengths(lines, headings)) < MIN_SECTION_CHARACTERS ? [] : headings
  })
  return found.sort((a, b) => a.from - b.from)
}

const findCapitals = (lines: readonly string[], layout: TextLayout): Heading[] => {
  const found: Heading[] = []
  for (let i = 1; i < lines.length; i += 1) {
    const isApart = layout.kind === 'lines' || (isBlank(lines[i - 1]) && isBlank(lines[i + 1]))
    if (!isApart || !isCapitalsLine(lines[i]) || readBareNumeral(lines[i])) continue
    const title = lines[i].trim()
    found.push({ kind: 'chapter', key: title.replace(/\W/gu, ''), from: i, to: i + 1, title })
  }
  const isVaried = new Set(found.map(({ key }) => key)).size > found.length * 0.8
  return isVaried &&
    found.length >= 2 &&
    found.length <= 200 &&
    median(bodyLengths(lines, found)) > 4 * MIN_SECTION_CHARACTERS
    ? found
    : []
}

/** All headings in reading order, tables of contents included. */
export const findHeadings = (lines: readonly string[], language: Language, layout: TextLayout): Heading[] => {
  const counted = findCounted(lines, language, layout)
  const bare = language === 'en' ? findBare(lines, layout, counted) : []
  const all = [...counted, ...bare].sort((a, b) => a.from - b.from)
  if (language === 'zh' || all.filter(({ kind }) => kind !== 'contents').length > 2) return all
  const capitals = findCapitals(lines, layout)
  return capitals.length > 0 ? [...all, ...capitals].sort((a, b) => a.from - b.from) : all
}
