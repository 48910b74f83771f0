// A document as pieces of plain text that can be searched: paragraphs, notes to self, footnotes and captions apart.
import type { Inline, SceneDocument } from '../../domain/document.ts'
import type { DocumentPiece } from '../../domain/search.ts'
import { inlineText, leaves, type Leaf } from '../plain-text.ts'

function* inBlock(
  field: 'text' | 'note',
  blockId: string,
  content: readonly Inline[] = [],
): Generator<DocumentPiece> {
  const text = inlineText(content)
  if (text !== '') yield { field, blockId, part: 0, text }
  let part = 0
  for (const inline of content)
    if (inline.type === 'footnote')
      yield { field: 'footnote', blockId, part: part++, text: inline.attrs.text }
}

function* inLeaf(leaf: Leaf): Generator<DocumentPiece> {
  switch (leaf.type) {
    case 'paragraph':
    case 'heading':
      yield* inBlock('text', leaf.attrs.id, leaf.content)
      break
    case 'note':
      yield* inBlock('note', leaf.attrs.id, leaf.content)
      break
    case 'image':
      if (leaf.attrs.caption !== '')
        yield { field: 'caption', blockId: leaf.attrs.id, part: 0, text: leaf.attrs.caption }
      break
    case 'sceneBreak':
  }
}

/** In reading order; empty pieces are left out. */
export const documentPieces = (document: SceneDocument): DocumentPiece[] =>
  [...leaves(document.content)].flatMap((leaf) => [...inLeaf(leaf)])
