// Fits the headings of a book into part and chapter: books that know only parts, and parts inside parts.
import type { Heading } from './heading.ts'

/** A book of parts without a chapter in any of them is a book of chapters. */
export const promoteLoneParts = (headings: readonly Heading[]): readonly Heading[] => {
  const isCounted = ({ kind, key }: Heading): boolean =>
    kind === 'chapter' && /\d|[一二三四五六七八九十]/u.test(key)
  if (headings.some(isCounted) || headings.some(({ kind }) => kind === 'scene')) return headings
  const hasNamed = headings.some(
    ({ kind, key }) => kind === 'chapter' && key !== 'preface' && key !== 'introduction',
  )
  return hasNamed && headings.filter(({ kind }) => kind === 'chapter').length > 4
    ? headings
    : headings.map((heading) => (heading.kind === 'part' ? { ...heading, kind: 'chapter' } : heading))
}

/** `VOL. I.` right above `BOOK I.`: one part with both names, for a part holds no parts. */
export const mergeEmptyParts = (lines: readonly string[], headings: readonly Heading[]): Heading[] => {
  const merged: Heading[] = []
  for (const heading of headings) {
    const last = merged.at(-1)
    const isAdjacent =
      last?.kind === 'part' &&
      heading.kind === 'part' &&
      lines.slice(last.to, heading.from).every((line) => line.trim() === '')
    if (isAdjacent)
      merged[merged.length - 1] = {
        ...heading,
        from: last.from,
        title: `${last.title} ${heading.title}`.slice(0, 300),
      }
    else merged.push(heading)
  }
  return merged
}
