// One scene's blocks to mdast. Notes to self stay at home; empty paragraphs have no Markdown.
import type {
  BlockContent,
  ListItem as MarkdownItem,
  PhrasingContent,
  RootContent,
  TableCell as MarkdownCell,
  TableRow as MarkdownRow,
} from 'mdast'
import type { Block, List, ListItem, Paragraph, Table, TableCell } from '../../domain/document.ts'
import { HEADING_DEPTH } from '../../text/markdown-dialect.ts'
import { tableGrid } from '../../text/table-grid.ts'
import { printableLine } from '../printable.ts'
import { toPhrasing } from './phrasing.ts'

export interface SceneContext {
  readonly footnote: (text: string) => string
  /** Path of a picture's file beside the book, undefined when it is gone. */
  readonly imagePath: (mediaId: string) => string | undefined
  /** Of a sound's or clip's file, with its name. */
  readonly clip: (mediaId: string) => { readonly path: string; readonly name: string } | undefined
}

const toParagraph = (block: Paragraph, context: SceneContext): BlockContent[] => {
  const children = toPhrasing(block.content, context.footnote)
  return children.length > 0 ? [{ type: 'paragraph', children }] : []
}

const toItem = (item: ListItem, context: SceneContext): MarkdownItem => ({
  type: 'listItem',
  spread: item.content.length > 1,
  children: item.content.flatMap((child) => toSimple(child, context)),
})

const toSimple = (block: Paragraph | List, context: SceneContext): BlockContent[] =>
  block.type === 'paragraph'
    ? toParagraph(block, context)
    : [
        {
          type: 'list',
          ordered: block.type === 'orderedList',
          spread: false,
          children: block.content.map((item) => toItem(item, context)),
        },
      ]

const BREAK = { type: 'html', value: '<br>' } as const
const SPACES: Readonly<Record<string, string>> = { ' ': '&#x20;', '\t': '&#x9;' }

/** Spaces at the edge of a cell would be taken for its own. */
const withEdges = (children: readonly PhrasingContent[]): PhrasingContent[] =>
  children.flatMap((child, i): PhrasingContent[] => {
    if (child.type !== 'text') return [child]
    const [, before = '', inner = '', after = ''] = /^([ \t]*)(.*?)([ \t]*)$/su.exec(child.value) ?? []
    const edge = (space: string, isEdge: boolean): PhrasingContent[] =>
      space === ''
        ? []
        : isEdge
          ? [{ type: 'html', value: space.replace(/[ \t]/gu, (sign) => SPACES[sign]) }]
          : [{ type: 'text', value: space }]
    const isLast = i === children.length - 1
    const own: PhrasingContent[] = inner === '' ? [] : [{ type: 'text', value: inner }]
    return [...edge(before, i === 0 || (isLast && inner === '')), ...own, ...edge(after, isLast)]
  })

/** A cell is one line in Markdown: a break in it is `<br>`, the end of a paragraph two of them. */
const toCell = (cell: TableCell, context: SceneContext): MarkdownCell => ({
  type: 'tableCell',
  children: cell.content
    .map((paragraph) => withEdges(toPhrasing(paragraph.content, context.footnote)))
    .filter(({ length }) => length > 0)
    .flatMap((children, index): PhrasingContent[] => [
      ...(index === 0 ? [] : [BREAK, BREAK]),
      ...children.map((child) => (child.type === 'break' ? BREAK : child)),
    ]),
})

const EMPTY_CELL: MarkdownCell = { type: 'tableCell', children: [] }

/** Every table has a header in Markdown; an empty one stands for none. Where a cell reaches over others, these are empty. */
const toRows = ({ content }: Table, context: SceneContext): MarkdownRow[] => {
  const grid = tableGrid(content.map((row) => row.content))
  const rows = grid.map((row): MarkdownRow => ({
    type: 'tableRow',
    children: row.map((cell) =>
      cell === undefined || cell === 'covered' ? EMPTY_CELL : toCell(cell, context),
    ),
  }))
  const [first] = content
  if (first.content.every(({ type }) => type === 'tableHeader')) return rows
  return [{ type: 'tableRow', children: grid[0].map(() => EMPTY_CELL) }, ...rows]
}

export const toBlocks = (block: Block, context: SceneContext): RootContent[] => {
  switch (block.type) {
    case 'paragraph':
    case 'bulletList':
    case 'orderedList':
      return toSimple(block, context)
    case 'heading': {
      const depth = Math.min(6, HEADING_DEPTH.scene + block.attrs.level) as 4 | 5 | 6
      const children = toPhrasing(block.content, context.footnote)
      return [{ type: 'heading', depth, children: children.filter(({ type }) => type !== 'break') }]
    }
    case 'blockquote': {
      const children = block.content.flatMap((child) => toSimple(child, context))
      return children.length > 0 ? [{ type: 'blockquote', children }] : []
    }
    case 'table':
      return [{ type: 'table', children: toRows(block, context) }]
    case 'sceneBreak':
      return [{ type: 'thematicBreak' }]
    case 'image': {
      const alt = printableLine(block.attrs.alt)
      const title = printableLine(block.attrs.caption)
      const clip = context.clip(block.attrs.mediaId)
      if (clip) {
        const children = [{ type: 'text' as const, value: title || alt || printableLine(clip.name) }]
        return [{ type: 'paragraph', children: [{ type: 'link', url: clip.path, children }] }]
      }
      const url = context.imagePath(block.attrs.mediaId)
      if (url !== undefined)
        return [{ type: 'paragraph', children: [{ type: 'image', url, alt, title: title || null }] }]
      return title === '' ? [] : [{ type: 'paragraph', children: [{ type: 'text', value: title }] }]
    }
    case 'note':
      return []
  }
}
