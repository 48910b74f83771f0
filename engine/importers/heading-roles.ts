// What each heading depth of a file means: the book's title, parts, chapters, scenes.
import type { BookKind } from '../domain/project.ts'

export interface OutlineHeading {
  readonly depth: number
  readonly text: string
  /** Whether text follows before the next heading. */
  readonly hasText: boolean
  /** Whether nothing stands before it. */
  readonly isFirst: boolean
}

export interface HeadingRoles {
  /** The one heading that names the book. */
  readonly titleDepth: number | null
  readonly kinds: Readonly<Record<number, BookKind>>
}

const PART_NAME = /^(?:part|book|volume|vol\.|act)\b|^[卷部上中下]|^第.{1,5}[卷部篇集]/iu

/** In the files that Arcwright writes itself. */
export const rolesOfDepths = (depths: Readonly<Partial<Record<BookKind, number>>>): HeadingRoles => ({
  titleDepth: null,
  kinds: Object.fromEntries(Object.entries(depths).map(([kind, depth]) => [depth, kind as BookKind])),
})

/** In the EPUB and HTML that Arcwright writes: `read-hypertext.ts` gives these depths by section and class. */
export const OWN_HYPERTEXT_ROLES = rolesOfDepths({ part: 1, chapter: 2, scene: 3 })

/** @param hasTitle whether the file names the book elsewhere, so that no heading has to. */
export const decideRoles = (headings: readonly OutlineHeading[], hasTitle: boolean): HeadingRoles => {
  const shaping = headings.filter(({ depth }) => depth <= 3)
  const [top] = shaping
  const isTitle =
    top !== undefined &&
    top.isFirst &&
    !hasTitle &&
    shaping.length > 1 &&
    shaping.every((heading) => heading === top || heading.depth > top.depth) &&
    !PART_NAME.test(top.text)
  const rest = isTitle ? shaping.slice(1) : shaping
  const depths = [...new Set(rest.map(({ depth }) => depth))].sort((a, b) => a - b)
  const first = rest.filter(({ depth }) => depth === depths[0])
  const isParted =
    first.some(({ text }) => PART_NAME.test(text)) ||
    first.filter(({ hasText }) => !hasText).length > first.length / 2
  const kinds: readonly BookKind[] =
    depths.length >= 3 || (depths.length === 2 && isParted)
      ? ['part', 'chapter', 'scene']
      : ['chapter', 'scene']
  return {
    titleDepth: isTitle ? top.depth : null,
    kinds: Object.fromEntries(depths.map((depth, i) => [depth, kinds[i] ?? 'scene'])),
  }
}
