// A document as lines to compare: every block that holds no other block, with the words a reader would see in it.
import type { Block, SceneDocument } from '../../domain/document.ts'
import { attributeOf, withoutOrigins, type AnyNode } from '../without-origins.ts'

export interface DocumentLine {
  readonly id: string
  /** The block's type, e.g. 'paragraph'. */
  readonly type: string
  readonly text: string
  /** All of it, with marks: equal lines are equal to the byte. */
  readonly json: string
  /** The block at the top of the document that it stands in. */
  readonly topId: string
}

const INLINE = new Set(['text', 'hardBreak', 'footnote'])

const attribute = (node: AnyNode, name: string): string => {
  const value = attributeOf(node, name)
  return typeof value === 'string' ? value : ''
}

const inlineText = (node: AnyNode): string => {
  switch (node.type) {
    case 'text':
      return node.text ?? ''
    case 'hardBreak':
      return '\n'
    default:
      return `[${attribute(node, 'text')}]`
  }
}

const textOf = (node: AnyNode): string =>
  node.content ? node.content.map(inlineText).join('') : attribute(node, 'caption') || attribute(node, 'alt')

const holdsBlocks = (node: AnyNode): boolean =>
  node.content !== undefined && node.content.some(({ type }) => !INLINE.has(type))

const linesOf = (node: AnyNode, topId: string): DocumentLine[] =>
  holdsBlocks(node)
    ? (node.content ?? []).flatMap((child) => linesOf(child, topId))
    : [
        {
          id: attribute(node, 'id') || topId,
          type: node.type,
          text: textOf(node),
          json: JSON.stringify(node.content ?? node.attrs),
          topId,
        },
      ]

const blockLines = (block: Block): DocumentLine[] => linesOf(block, block.attrs.id)

/** Where words came from is no difference between texts. */
export const documentLines = (document: SceneDocument): DocumentLine[] =>
  withoutOrigins(document).content.flatMap(blockLines)
