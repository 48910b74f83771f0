// One scene's blocks to mdast. Notes to self stay at home; empty paragraphs have no Markdown.
import type {
  BlockContent,
  ListItem as MarkdownItem,
  PhrasingContent,
  RootContent,
  TableCell as MarkdownCell,
} from 'mdast'
import type { Block, List, ListItem, Paragraph, TableCell } from '../../domain/document.ts'
import { HEADING_DEPTH } from '../../text/markdown-dialect.ts'
import { printableLine } from '../printable.ts'
import { toPhrasing } from './phrasing.ts'

export interface SceneContext {
  readonly footnote: (text: string) => string
  /** Path of a picture's file beside the book, undefined when it is gone. */
  readonly imagePath: (mediaId: string) => string | undefined
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

/** A cell is one line in Markdown: what were paragraphs or breaks in it are `<br>`. */
const toCell = (cell: TableCell, context: SceneContext): MarkdownCell => ({
  type: 'tableCell',
  children: cell.content.flatMap((paragraph, index): PhrasingContent[] => [
    ...(index === 0 ? [] : [{ type: 'html', value: '<br>' } as const]),
    ...toPhrasing(paragraph.content, context.footnote).map((child) =>
      child.type === 'break' ? ({ type: 'html', value: '<br>' } as const) : child,
    ),
  ]),
})

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
      return [
        {
          type: 'table',
          children: block.content.map((row) => ({
            type: 'tableRow',
            children: row.content.map((cell) => toCell(cell, context)),
          })),
        },
      ]
    case 'sceneBreak':
      return [{ type: 'thematicBreak' }]
    case 'image': {
      const alt = printableLine(block.attrs.alt)
      const title = printableLine(block.attrs.caption)
      const url = context.imagePath(block.attrs.mediaId)
      if (url !== undefined)
        return [{ type: 'paragraph', children: [{ type: 'image', url, alt, title: title || null }] }]
      return title === '' ? [] : [{ type: 'paragraph', children: [{ type: 'text', value: title }] }]
    }
    case 'note':
      return []
  }
}
