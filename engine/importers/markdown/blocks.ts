// Markdown blocks to manuscript blocks. Headings and rules that shape the book have been taken out before.
import type {
  BlockContent,
  DefinitionContent,
  ListItem as MarkdownItem,
  Paragraph as MarkdownParagraph,
  RootContent,
} from 'mdast'
import type { Block, Inline, List, ListItem, Paragraph } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import { tableOfRows } from '../table-of-rows.ts'
import { nodeText, readInlines } from './inline.ts'
import type { InlineContext } from './inline.ts'

const withContent = (content: readonly Inline[]): { content?: readonly Inline[] } =>
  content.length > 0 ? { content } : {}

const plainParagraph = (text: string): Paragraph => ({
  type: 'paragraph',
  attrs: { id: newId() },
  ...withContent(
    text
      .split('\n')
      .flatMap((line, i): Inline[] => [
        ...(i === 0 ? [] : [{ type: 'hardBreak' } as const]),
        ...(line === '' ? [] : [{ type: 'text', text: line } as const]),
      ]),
  ),
})

const readParagraph = (node: MarkdownParagraph, context: InlineContext): Paragraph => ({
  type: 'paragraph',
  attrs: { id: newId() },
  ...withContent(readInlines(node.children, context)),
})

const readItem = (item: MarkdownItem, context: InlineContext): ListItem => {
  const content = item.children.flatMap((child) => readSimple(child, context))
  return { type: 'listItem', content: content.length > 0 ? content : [plainParagraph('')] }
}

const readList = (node: RootContent & { type: 'list' }, context: InlineContext): List => ({
  type: node.ordered ? 'orderedList' : 'bulletList',
  attrs: { id: newId() },
  content: node.children.map((item) => readItem(item, context)),
})

/** What may stand in a quote or list item: paragraphs and lists; everything else becomes paragraphs. */
const readSimple = (node: BlockContent | DefinitionContent, context: InlineContext): (Paragraph | List)[] => {
  switch (node.type) {
    case 'paragraph':
      return [readParagraph(node, context)]
    case 'list':
      return [readList(node, context)]
    case 'heading':
      return [
        { type: 'paragraph', attrs: { id: newId() }, ...withContent(readInlines(node.children, context)) },
      ]
    case 'blockquote':
      return node.children.flatMap((child) => readSimple(child, context))
    case 'code':
      return [plainParagraph(node.value)]
    case 'table':
      context.remarks.add('tables', nodeText(node))
      return node.children.map((row) => plainParagraph(row.children.map(nodeText).join('\u2003')))
    case 'html':
      context.remarks.add('html', node.value)
      return []
    case 'thematicBreak':
    case 'definition':
    case 'footnoteDefinition':
      return []
  }
}

/** In a cell, which is one line, two breaks in a row end a paragraph. */
const cellParagraphs = (content: readonly Inline[]): Paragraph[] => {
  const found: Inline[][] = [[]]
  for (const [i, inline] of content.entries()) {
    const isSecond = inline.type === 'hardBreak' && content[i - 1]?.type === 'hardBreak'
    if (isSecond) {
      found.at(-1)?.pop()
      found.push([])
    } else found.at(-1)?.push(inline)
  }
  return found
    .filter((own) => own.length > 0)
    .map((own) => ({ type: 'paragraph', attrs: { id: newId() }, content: own }))
}

/** Every table has a header in Markdown; an empty one stands for none. */
const readTable = (node: RootContent & { type: 'table' }, context: InlineContext): Block[] => {
  const rows = node.children.map((row, at) =>
    row.children.map((cell) => ({
      isHeader: at === 0,
      content: cellParagraphs(readInlines(cell.children, context)),
    })),
  )
  const isNamed = rows[0].some(({ content }) => content.length > 0)
  const table = tableOfRows(isNamed ? rows : rows.slice(1))
  return table ? [table] : readSimple(node, context)
}

/** A paragraph that is one picture: the picture, or where that is missing a note to self that says where it was. */
const readPicture = (node: MarkdownParagraph, context: InlineContext): Block | undefined => {
  const [only, ...others] = node.children
  if (only?.type !== 'image' || others.length > 0) return undefined
  const mediaId = context.picture(only.url)
  if (mediaId !== undefined) {
    const attrs = { id: newId(), mediaId, alt: (only.alt ?? '').slice(0, 2000) }
    return { type: 'image', attrs: { ...attrs, caption: (only.title ?? '').slice(0, 2000) } }
  }
  context.remarks.add('images', only.url)
  const text = [only.alt ?? '', only.title ?? '', only.url].filter((part) => part !== '').join(' · ')
  return { type: 'note', attrs: { id: newId() }, content: [{ type: 'text', text: text || '·' }] }
}

export const readBlock = (node: RootContent, context: InlineContext): Block[] => {
  switch (node.type) {
    case 'paragraph':
      return [readPicture(node, context) ?? readParagraph(node, context)]
    case 'blockquote': {
      const content = node.children.flatMap((child) => readSimple(child, context))
      return content.length > 0 ? [{ type: 'blockquote', attrs: { id: newId() }, content }] : []
    }
    case 'thematicBreak':
      return [{ type: 'sceneBreak', attrs: { id: newId() } }]
    case 'table':
      return readTable(node, context)
    case 'list':
    case 'code':
    case 'html':
      return readSimple(node, context)
    default:
      // Phrasing at the root and further definitions do not occur in a parsed file.
      return []
  }
}
