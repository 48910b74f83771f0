// Puts other words in place of found ones inside a document: marks, footnotes and everything around stay as they are.
import type { Inline, Origin, SceneDocument, TextNode, TreeNode } from '../../domain/document.ts'
import type { DocumentPiece } from '../../domain/search.ts'

/** Characters of a piece's text, as document-pieces counts them, and what stands there afterwards. */
export interface TextEdit {
  readonly from: number
  readonly to: number
  readonly becomes: string
  /** Where the new words come from; absent: as if they were typed. */
  readonly origin?: Origin
}

/** Edits of one piece, in order and apart from each other. */
export interface PieceEdits extends Pick<DocumentPiece, 'field' | 'blockId' | 'part'> {
  readonly edits: readonly TextEdit[]
}

const keyOf = ({ field, blockId, part }: Pick<DocumentPiece, 'field' | 'blockId' | 'part'>): string =>
  `${field} ${part} ${blockId}`

const editText = (text: string, edits: readonly TextEdit[]): string => {
  let result = ''
  let at = 0
  for (const { from, to, becomes } of edits) {
    result += text.slice(at, from) + becomes
    at = to
  }
  return result + text.slice(at)
}

/** New words with the look of those they stand for, and what is said of those; a line end in them is a hard break. */
const inlinesOf = (
  { becomes: text, origin }: TextEdit,
  { marks, comments }: Pick<TextNode, 'marks' | 'comments'>,
): Inline[] =>
  text.split('\n').flatMap((line, index): Inline[] => [
    ...(index === 0 ? [] : [{ type: 'hardBreak' } as const]),
    ...(line === ''
      ? []
      : [
          {
            type: 'text',
            text: line,
            ...(marks ? { marks } : {}),
            ...(origin ? { origin } : {}),
            ...(comments ? { comments } : {}),
          } as const,
        ]),
  ])

const editInlines = (content: readonly Inline[], edits: readonly TextEdit[]): Inline[] => {
  const result: Inline[] = []
  const waiting = [...edits]
  let at = 0
  let lastForm: Pick<TextNode, 'marks' | 'comments'> = {}
  for (const inline of content) {
    if (inline.type === 'footnote') {
      result.push(inline)
      continue
    }
    const text = inline.type === 'text' ? inline.text : '\n'
    const form = inline.type === 'text' ? inline : {}
    lastForm = form
    const end = at + text.length
    let kept = at
    const keep = (until: number): void => {
      if (until <= kept) return
      if (inline.type === 'hardBreak') result.push(inline)
      else result.push({ ...inline, text: text.slice(kept - at, until - at) })
    }
    // What begins in this run is written here; what reaches beyond it only takes away there.
    while (waiting.length > 0 && waiting[0].from < end) {
      const edit = waiting[0]
      if (edit.from >= at) {
        keep(edit.from)
        result.push(...inlinesOf(edit, form))
      }
      kept = Math.min(edit.to, end)
      if (edit.to > end) break
      waiting.shift()
    }
    keep(end)
    at = end
  }
  // What is added behind the last word.
  for (const edit of waiting) if (edit.from >= at) result.push(...inlinesOf(edit, lastForm))
  return result
}

const withContent = (content: readonly Inline[]): { content?: readonly Inline[] } =>
  content.length > 0 ? { content } : {}

/** The document with all edits made; the ids of its blocks stay. */
export const replaceInDocument = (document: SceneDocument, pieces: readonly PieceEdits[]): SceneDocument => {
  const editsOf = new Map(pieces.map((piece) => [keyOf(piece), piece.edits]))

  const inBlock = (
    field: 'text' | 'note',
    blockId: string,
    content: readonly Inline[] = [],
  ): { content?: readonly Inline[] } => {
    let part = 0
    const footnotes = content.map((inline): Inline => {
      if (inline.type !== 'footnote') return inline
      const edits = editsOf.get(keyOf({ field: 'footnote', blockId, part: part++ }))
      return edits ? { ...inline, attrs: { text: editText(inline.attrs.text, edits) } } : inline
    })
    const edits = editsOf.get(keyOf({ field, blockId, part: 0 }))
    return withContent(edits ? editInlines(footnotes, edits) : footnotes)
  }

  const inNode = <Node extends TreeNode>(node: Node): Node => {
    switch (node.type) {
      case 'paragraph':
      case 'heading': {
        const { content, ...rest } = node
        return { ...rest, ...inBlock('text', node.attrs.id, content) } as Node
      }
      case 'note': {
        const { content, ...rest } = node
        return { ...rest, ...inBlock('note', node.attrs.id, content) } as Node
      }
      case 'image': {
        const edits = editsOf.get(keyOf({ field: 'caption', blockId: node.attrs.id, part: 0 }))
        if (!edits) return node
        return { ...node, attrs: { ...node.attrs, caption: editText(node.attrs.caption, edits) } }
      }
      case 'sceneBreak':
        return node
      case 'bulletList':
      case 'orderedList':
      case 'listItem':
      case 'blockquote':
      case 'table':
      case 'tableRow':
      case 'tableHeader':
      case 'tableCell':
        return { ...node, content: (node.content as readonly TreeNode[]).map(inNode) }
    }
  }

  return { ...document, content: document.content.map(inNode) }
}
