// A document as pieces of plain text that can be searched: paragraphs, notes to self, footnotes and captions apart.
import type { Inline, SceneDocument, TreeNode } from '../../domain/document.ts'
import type { DocumentPiece } from '../../domain/search.ts'

/** Text as offsets count it: a hard break is `\n`, a footnote has no width. */
const textOf = (content: readonly Inline[]): string => {
  let text = ''
  for (const inline of content) {
    if (inline.type === 'text') text += inline.text
    else if (inline.type === 'hardBreak') text += '\n'
  }
  return text
}

function* inBlock(
  field: 'text' | 'note',
  blockId: string,
  content: readonly Inline[] = [],
): Generator<DocumentPiece> {
  const text = textOf(content)
  if (text !== '') yield { field, blockId, part: 0, text }
  let part = 0
  for (const inline of content)
    if (inline.type === 'footnote')
      yield { field: 'footnote', blockId, part: part++, text: inline.attrs.text }
}

function* inNodes(nodes: readonly TreeNode[]): Generator<DocumentPiece> {
  for (const node of nodes) {
    switch (node.type) {
      case 'paragraph':
      case 'heading':
        yield* inBlock('text', node.attrs.id, node.content)
        break
      case 'note':
        yield* inBlock('note', node.attrs.id, node.content)
        break
      case 'image':
        if (node.attrs.caption !== '')
          yield { field: 'caption', blockId: node.attrs.id, part: 0, text: node.attrs.caption }
        break
      case 'sceneBreak':
        break
      case 'bulletList':
      case 'orderedList':
      case 'listItem':
      case 'blockquote':
      case 'table':
      case 'tableRow':
      case 'tableHeader':
      case 'tableCell':
        yield* inNodes(node.content)
    }
  }
}

/** In reading order; empty pieces are left out. */
export const documentPieces = (document: SceneDocument): DocumentPiece[] => [...inNodes(document.content)]
