// Changes the text nodes of a document one by one and leaves everything around them as it is; neighbours that have become
// alike are joined.
import type { Block, Inline, SceneDocument, TextNode } from '../../domain/document.ts'

type Textblock = Extract<Block, { type: 'paragraph' | 'heading' | 'note' }>

/** Depth first, in reading order: paragraphs, headings and notes to self, whatever they stand in. */
export function* textblocksOf(nodes: readonly { readonly type: string }[]): Generator<Textblock> {
  for (const node of nodes) {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'note')
      yield node as unknown as Textblock
    else if ('content' in node) yield* textblocksOf(node.content as { readonly type: string }[])
  }
}

/** Characters of plain text. */
export const widthOf = (inline: Inline): number =>
  inline.type === 'text' ? inline.text.length : inline.type === 'hardBreak' ? 1 : 0

const formOf = ({ marks = [], origin, comments = [] }: TextNode): string =>
  JSON.stringify([marks, origin ?? null, comments])

const joined = (content: readonly Inline[]): Inline[] => {
  const result: Inline[] = []
  for (const inline of content) {
    const last = result.at(-1)
    if (inline.type === 'text' && last?.type === 'text' && formOf(last) === formOf(inline))
      result[result.length - 1] = { ...last, text: last.text + inline.text }
    else result.push(inline)
  }
  return result
}

/** @param change of one textblock's content; undefined where nothing is to be done. */
export const mapTextblocks = (
  document: SceneDocument,
  change: (block: Textblock, content: readonly Inline[]) => readonly Inline[] | undefined,
): SceneDocument => {
  const visit = <Node extends { readonly type: string }>(node: Node): Node => {
    if (!('content' in node)) return node
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'note') {
      const content = node.content as readonly Inline[]
      const changed = change(node as unknown as Textblock, content)
      return changed === undefined ? node : { ...node, content: joined(changed) }
    }
    return { ...node, content: (node.content as readonly { readonly type: string }[]).map(visit) }
  }
  return { ...document, content: document.content.map(visit) }
}

const without = (node: TextNode, isDropped: (id: string) => boolean): TextNode => {
  const { comments, ...rest } = node
  const kept = comments?.filter((id) => !isDropped(id)) ?? []
  return kept.length > 0 ? { ...rest, comments: kept } : rest
}

/** Without these comments, or without any; the words stay. */
export const dropComments = (
  document: SceneDocument,
  isDropped: (id: string) => boolean = () => true,
): SceneDocument =>
  mapTextblocks(document, (_block, content) =>
    content.some((inline) => inline.type === 'text' && inline.comments?.some(isDropped) === true)
      ? content.map((inline) => (inline.type === 'text' ? without(inline, isDropped) : inline))
      : undefined,
  )
