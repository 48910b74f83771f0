// The way from a stream of headings, breaks and blocks to the outline of a book, the same for every format that has them.
import type { Block, Inline } from '../domain/document.ts'
import { newId } from '../domain/ids.ts'
import type { BookKind } from '../domain/project.ts'
import type { HeadingRoles, OutlineHeading } from './heading-roles.ts'
import type { ImportedSection } from './imported-book.ts'

export type BookItem =
  | {
      readonly kind: 'heading'
      readonly depth: number
      readonly text: string
      readonly content: readonly Inline[]
    }
  /** A new scene begins. */
  | { readonly kind: 'break' }
  | { readonly kind: 'block'; readonly block: Block }

export const outlineOfItems = (items: readonly BookItem[]): OutlineHeading[] =>
  items.flatMap((item, i): OutlineHeading[] => {
    if (item.kind !== 'heading') return []
    const next = items[i + 1]
    return [
      {
        depth: item.depth,
        text: item.text,
        hasText: next !== undefined && next.kind !== 'heading',
        isFirst: i === 0,
      },
    ]
  })

/** @param level how deep within its scene a heading is that shapes no outline. */
const headingBlock = (content: readonly Inline[], level: number): Block => ({
  type: 'heading',
  attrs: { id: newId(), level: level >= 3 ? 3 : level === 2 ? 2 : 1 },
  ...(content.length > 0 ? { content } : {}),
})

const tidyTitle = (text: string): string =>
  text
    .replace(/[\t\n ]+/gu, ' ')
    .replace(/^ | $/gu, '')
    .slice(0, 300)

export interface BuiltOutline {
  /** Empty when no heading names the book. */
  readonly title: string
  readonly sections: readonly ImportedSection[]
}

/** Two breaks in a row, or one at the end, make no scene. */
export const buildOutline = (items: readonly BookItem[], roles: HeadingRoles): BuiltOutline => {
  const sections: (ImportedSection & { readonly blocks: Block[] })[] = []
  const deepest = Math.max(0, ...Object.keys(roles.kinds).map(Number), roles.titleDepth ?? 0)
  let title = ''
  const open = (kind: BookKind, name: string, lead: readonly Block[]): Block[] => {
    const blocks: Block[] = []
    sections.push({ kind, title: tidyTitle(name), lead, blocks })
    return blocks
  }
  let current: Block[] | undefined
  for (const item of items) {
    switch (item.kind) {
      case 'heading': {
        const kind = roles.kinds[item.depth]
        const block = headingBlock(item.content, item.depth - deepest)
        if (item.depth === roles.titleDepth && title === '') title = tidyTitle(item.text)
        else if (kind !== undefined) current = open(kind, item.text, [block])
        else (current ??= open('scene', '', [])).push(block)
        break
      }
      case 'break':
        current = open('scene', '', [{ type: 'sceneBreak', attrs: { id: newId() } }])
        break
      case 'block':
        ;(current ??= open('scene', '', [])).push(item.block)
        break
    }
  }
  return {
    title,
    sections: sections.filter(
      ({ kind, title: name, blocks }) => kind !== 'scene' || name !== '' || blocks.length > 0,
    ),
  }
}

/** A text without any chapter becomes one, named after the book. */
export const withChapter = (
  sections: readonly ImportedSection[],
  title: string,
): readonly ImportedSection[] =>
  sections.some(({ kind }) => kind !== 'scene')
    ? sections
    : sections.map((section, i) =>
        i === 0 ? { ...section, kind: 'chapter', title: section.title || title } : section,
      )
