// Cutting a document in two at a place in it, a paragraph in as many as it takes, and joining documents into one: no word is lost or made by either.
import type { Block, Inline, SceneDocument, TreeNode } from '../domain/document.ts'
import { emptyDocument } from '../domain/empty-document.ts'
import { newId } from '../domain/ids.ts'
import { dropComments } from './comments/map-text.ts'
import { inlineText } from './plain-text.ts'

const holds = (block: TreeNode, id: string): boolean => {
  if ('attrs' in block && block.attrs.id === id) return true
  switch (block.type) {
    case 'listItem':
    case 'bulletList':
    case 'orderedList':
    case 'blockquote':
    case 'table':
    case 'tableRow':
    case 'tableHeader':
    case 'tableCell':
      return block.content.some((child) => holds(child, id))
    case 'paragraph':
    case 'heading':
    case 'sceneBreak':
    case 'image':
    case 'note':
      return false
  }
}

/** Characters of plain text, as blockText counts them: a hard break is one, a footnote none. */
const widthOf = (inline: Inline): number =>
  inline.type === 'text' ? inline.text.length : inline.type === 'hardBreak' ? 1 : 0

const cutInline = (content: readonly Inline[], offset: number): [before: Inline[], after: Inline[]] => {
  const before: Inline[] = []
  const after: Inline[] = []
  let at = 0
  for (const inline of content) {
    const end = at + widthOf(inline)
    if (end <= offset) before.push(inline)
    else if (at >= offset || inline.type !== 'text') after.push(inline)
    else {
      before.push({ ...inline, text: inline.text.slice(0, offset - at) })
      after.push({ ...inline, text: inline.text.slice(offset - at) })
    }
    at = end
  }
  // The space between two words belongs to neither half.
  const last = before.at(-1)
  if (last?.type === 'text') {
    const text = last.text.trimEnd()
    if (text === '') before.pop()
    else before[before.length - 1] = { ...last, text }
  }
  const first = after[0]
  if (first?.type === 'text') {
    const text = first.text.trimStart()
    if (text === '') after.shift()
    else after[0] = { ...first, text }
  }
  return [before, after]
}

/** A paragraph or heading as two; its first half keeps the id. Null where there is nothing on one side. */
const cutBlock = (block: Block | undefined, offset: number): [Block, Block] | null => {
  if (block?.type !== 'paragraph' && block?.type !== 'heading') return null
  const [before, after] = cutInline(block.content ?? [], offset)
  if (before.length === 0 || after.length === 0) return null
  const id = newId()
  return block.type === 'paragraph'
    ? [
        { ...block, content: before },
        { ...block, attrs: { id }, content: after },
      ]
    : [
        { ...block, content: before },
        { ...block, attrs: { ...block.attrs, id }, content: after },
      ]
}

/** Where a text is cut to have at most so many characters: behind a word if there is one, never within a character. */
const cutPlace = (text: string, most: number): number => {
  const space = text.lastIndexOf(' ', most)
  if (space > 0) return space
  return /[\uDC00-\uDFFF]/u.test(text.charAt(most)) ? most - 1 : most
}

/** A paragraph or heading that is too long for one as several; every other block as it is. */
export const divideBlock = (block: Block, mostCharacters: number): readonly Block[] => {
  const divided: Block[] = []
  let rest = block
  while (rest.type === 'paragraph' || rest.type === 'heading') {
    const text = inlineText(rest.content)
    const halves = text.length > mostCharacters ? cutBlock(rest, cutPlace(text, mostCharacters)) : null
    if (!halves) break
    divided.push(halves[0])
    rest = halves[1]
  }
  return [...divided, rest]
}

const documentOf = (content: readonly Block[]): SceneDocument =>
  content.length > 0 ? { type: 'doc', content } : emptyDocument()

/**
 * Before the block, or before the list, quote or table it stands in; within a paragraph or heading at `offset` characters of
 * its plain text. Null when there is no such block.
 */
export const splitDocument = (
  document: SceneDocument,
  blockId: string,
  offset = 0,
): [kept: SceneDocument, rest: SceneDocument] | null => {
  const at = document.content.findIndex((block) => holds(block, blockId))
  if (at < 0) return null
  const block = document.content[at]
  const before = document.content.slice(0, at)
  const after = document.content.slice(at + 1)
  const halves = cutBlock(block, offset)
  if (halves) return [documentOf([...before, halves[0]]), documentOf([halves[1], ...after])]
  const width =
    block.type === 'paragraph' || block.type === 'heading'
      ? (block.content ?? []).reduce((sum, inline) => sum + widthOf(inline), 0)
      : 0
  return width > 0 && offset >= width
    ? [documentOf([...before, block]), documentOf(after)]
    : [documentOf(before), documentOf([block, ...after])]
}

const isEmptyParagraph = (block: Block): boolean =>
  block.type === 'paragraph' && (block.content === undefined || block.content.length === 0)

/** Gives ids of their own to those blocks, at any depth, whose id is not welcome. */
const renew = <Node extends TreeNode>(node: Node, isTaken: (id: string) => boolean): Node => {
  const own = 'attrs' in node && isTaken(node.attrs.id) ? { attrs: { ...node.attrs, id: newId() } } : {}
  switch (node.type) {
    case 'paragraph':
    case 'heading':
    case 'note':
    case 'sceneBreak':
    case 'image':
      return { ...node, ...own }
    case 'bulletList':
    case 'orderedList':
    case 'listItem':
    case 'blockquote':
    case 'table':
    case 'tableRow':
    case 'tableHeader':
    case 'tableCell':
      return {
        ...node,
        ...own,
        content: (node.content as readonly TreeNode[]).map((child) => renew(child, isTaken)),
      }
  }
}

/** A copy whose blocks are nobody else's; what is said of the words stays with the first. */
export const copyDocument = (document: SceneDocument): SceneDocument => {
  const bare = dropComments(document)
  return { ...bare, content: bare.content.map((block) => renew(block, () => true)) }
}

/** One after the other; empty ones add nothing, and an id that came before is made anew. */
export const joinDocuments = (documents: readonly SceneDocument[]): SceneDocument => {
  const taken = new Set<string>()
  const isTaken = (id: string): boolean => {
    const before = taken.has(id)
    taken.add(id)
    return before
  }
  const written = documents.filter(({ content }) => !content.every(isEmptyParagraph))
  return documentOf(written.flatMap(({ content }) => content.map((block) => renew(block, isTaken))))
}
