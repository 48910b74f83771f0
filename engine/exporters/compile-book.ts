// The book as the writer wants it printed: titles with numbers, notes to self shown or not. Words are never changed.
import type { Block } from '../domain/document.ts'
import type { OptionValues } from './book-options.ts'
import type { BookSnapshot, SnapshotNode } from './book-snapshot.ts'
import { numeral, type Numbering } from './numerals.ts'
import { printableLine } from './printable.ts'
import { withoutOrigins } from '../text/without-origins.ts'

const numberingOf = (value: unknown): Numbering => (value === 'words' || value === 'roman' ? value : 'arabic')

const numbered = (
  kind: 'part' | 'chapter',
  number: number,
  title: string,
  options: OptionValues,
  { language }: BookSnapshot,
): string => {
  const sign = numeral(number, numberingOf(options['numbering']), language)
  const withTitle = options['chapterTitles'] === 'numberTitle' && title !== ''
  if (language === 'zh') {
    const name = `第${sign}${kind === 'part' ? '部' : '章'}`
    return withTitle ? `${name}\u3000${title}` : name
  }
  const name = `${kind === 'part' ? 'Part' : 'Chapter'} ${sign}`
  return withTitle ? `${name}: ${title}` : name
}

/** A note to self in print: set off as a quotation, so that nobody takes it for the text. */
const shownNotes = (block: Block): Block => {
  if (block.type !== 'note') return block
  const { id } = block.attrs
  const content = block.content ?? []
  return {
    type: 'blockquote',
    attrs: { id },
    content: [
      { type: 'paragraph', attrs: { id: `${id}-n` }, content: [{ type: 'text', text: '✎ ' }, ...content] },
    ],
  }
}

/** Without the words' comments where they shall not leave, or the format has no place for them. */
const withoutThreads = (snapshot: BookSnapshot): BookSnapshot => {
  if (snapshot.comments.size === 0) return snapshot
  const visit = (node: SnapshotNode): SnapshotNode => ({
    ...node,
    document: node.document && withoutOrigins(node.document),
    children: node.children.map(visit),
  })
  return { ...snapshot, comments: new Map(), nodes: snapshot.nodes.map(visit) }
}

/** Chapters are counted through the whole book. */
export const compileBook = (book: BookSnapshot, options: OptionValues): BookSnapshot => {
  const snapshot = options['comments'] === true ? book : withoutThreads(book)
  const counts = { part: 0, chapter: 0 }
  const isNumbered = options['chapterTitles'] === 'number' || options['chapterTitles'] === 'numberTitle'
  const showsNotes = options['selfNotes'] === true
  const visit = (node: SnapshotNode): SnapshotNode => {
    const title =
      isNumbered && node.kind !== 'scene'
        ? numbered(node.kind, (counts[node.kind] += 1), printableLine(node.title), options, snapshot)
        : node.title
    const document =
      showsNotes && node.document
        ? { ...node.document, content: node.document.content.map(shownNotes) }
        : node.document
    return { ...node, title, document, children: node.children.map(visit) }
  }
  return isNumbered || showsNotes ? { ...snapshot, nodes: snapshot.nodes.map(visit) } : snapshot
}
