// From another program's tree of folders and texts, however deep, to the outline of parts, chapters and scenes.
import type { Block } from '../domain/document.ts'
import { newId } from '../domain/ids.ts'
import type { BookKind, NodeFacts } from '../domain/project.ts'
import type { BookItem } from './book-items.ts'
import type { ImportedSection } from './imported-book.ts'

export interface TreeItem {
  readonly title: string
  readonly isFolder: boolean
  /** Where the file says it; otherwise it follows from the place. */
  readonly kind?: BookKind
  readonly blocks: readonly Block[]
  readonly facts?: Partial<NodeFacts>
  readonly children: readonly TreeItem[]
}

const holds = (item: TreeItem): boolean => item.isFolder || item.children.length > 0

/** A folder of folders is a part, a folder of texts a chapter; a text that stands in no chapter is one itself. */
const kindOf = (item: TreeItem, outer: BookKind | 'book'): BookKind => {
  if (outer === 'chapter' || outer === 'scene') return 'scene'
  if (item.kind) return item.kind === 'part' && outer === 'part' ? 'chapter' : item.kind
  return outer === 'book' && item.children.some(holds) ? 'part' : 'chapter'
}

const leadOf = (kind: BookKind, title: string): readonly Block[] =>
  title === '' || kind === 'scene'
    ? [{ type: 'sceneBreak', attrs: { id: newId() } }]
    : [{ type: 'heading', attrs: { id: newId(), level: 1 }, content: [{ type: 'text', text: title }] }]

/** In reading order. A folder inside a chapter becomes scenes of it; one without text or texts stays as a line. */
export const sectionsOfTree = (
  items: readonly TreeItem[],
  outer: BookKind | 'book' = 'book',
): ImportedSection[] =>
  items.flatMap((item): ImportedSection[] => {
    const kind = kindOf(item, outer)
    const title = item.title.replace(/\s+/gu, ' ').trim().slice(0, 300)
    const isEmptyFolder = kind === 'scene' && item.isFolder && item.blocks.length === 0
    const own: ImportedSection = {
      kind,
      title,
      lead: leadOf(kind, title),
      blocks: item.blocks,
      ...(item.facts ? { facts: item.facts } : {}),
    }
    return [...(isEmptyFolder ? [] : [own]), ...sectionsOfTree(item.children, kind)]
  })

/**
 * What a document holds, where the tree alone shapes the book: headings and breaks stay in the text.
 * @param deepest the depth of the deepest heading that shapes the book; those in the text are below it.
 */
export const blocksOfItems = (items: readonly BookItem[], deepest = 0): Block[] =>
  items.map((item): Block => {
    switch (item.kind) {
      case 'heading': {
        const depth = item.depth - deepest
        const level = depth >= 3 ? 3 : depth === 2 ? 2 : 1
        return { type: 'heading', attrs: { id: newId(), level }, content: item.content }
      }
      case 'break':
        return { type: 'sceneBreak', attrs: { id: newId() } }
      case 'block':
        return item.block
    }
  })
