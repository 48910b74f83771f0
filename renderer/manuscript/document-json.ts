// From the editor's tree to the contract's document and its counts, each block translated once and remembered.
import type { Node } from '@tiptap/pm/model'
import type { Outputs } from '../../engine/contract/index.ts'
import { FULL } from './figure-size.ts'
import { countCharacters, countWords } from './word-count.ts'

export type SceneDocument = Outputs['scene']['get']['document']

type Json = Record<string, unknown>

const cleanMark = (type: string, attrs: Readonly<Record<string, unknown>>): Json =>
  type === 'link' ? { type, attrs: { href: attrs['href'] ?? '' } } : { type }

/** In the contract origins and comments are no marks: formats and counts never see them. */
const textJson = (node: Node): Json => {
  const marks = node.marks.filter(({ type }) => type.name !== 'origin' && type.name !== 'comment')
  const comments = node.marks.flatMap(({ type, attrs }) =>
    type.name === 'comment' ? [String(attrs['id'])] : [],
  )
  const origin: Json | undefined = node.marks.find((mark) => mark.type.name === 'origin')?.attrs
  return {
    type: 'text',
    text: node.text ?? '',
    ...(marks.length > 0 ? { marks: marks.map((mark) => cleanMark(mark.type.name, mark.attrs)) } : {}),
    ...(origin ? { origin: { by: origin['by'], of: origin['of'] } } : {}),
    ...(comments.length > 0 ? { comments: comments.sort() } : {}),
  }
}

const inlineJson = (node: Node): Json => {
  switch (node.type.name) {
    case 'text':
      return textJson(node)
    case 'footnote':
      return { type: 'footnote', attrs: { text: String(node.attrs['text']) } }
    default:
      return { type: 'hardBreak' }
  }
}

const blockAttrs = (node: Node): Json => {
  const { id, level, mediaId, alt, caption, size, pull }: Json = node.attrs
  switch (node.type.name) {
    case 'heading':
      return { id, level }
    case 'image':
      return { id, mediaId, alt, caption, ...(size === FULL ? {} : { size }) }
    case 'blockquote':
      return { id, ...(pull === true ? { pull } : {}) }
    default:
      return { id }
  }
}

/** Of a cell that reaches over others; nothing else of it is stored. */
const spanOf = (node: Node): Json => {
  const { colspan, rowspan }: Json = node.attrs
  const span = {
    ...(Number(colspan ?? 1) > 1 ? { colspan } : {}),
    ...(Number(rowspan ?? 1) > 1 ? { rowspan } : {}),
  }
  return Object.keys(span).length > 0 ? { span } : {}
}

const children = (node: Node, each: (child: Node) => Json): Json[] =>
  Array.from({ length: node.childCount }, (_, index) => each(node.child(index)))

const blockJson = (node: Node): Json => {
  const type = node.type.name
  if (!('id' in node.attrs)) return { type, ...spanOf(node), content: children(node, cachedJson) }
  const attrs = blockAttrs(node)
  if (node.isAtom) return { type, attrs }
  if (node.isTextblock) {
    return node.childCount === 0 ? { type, attrs } : { type, attrs, content: children(node, inlineJson) }
  }
  return { type, attrs, content: children(node, cachedJson) }
}

const jsonOf = new WeakMap<Node, Json>()
const cachedJson = (node: Node): Json => {
  const known = jsonOf.get(node)
  if (known) return known
  const made = blockJson(node)
  jsonOf.set(node, made)
  return made
}

/** The scene as the contract wants it. Unchanged blocks cost nothing. */
export const documentJson = (doc: Node): SceneDocument =>
  ({ type: 'doc', content: children(doc, cachedJson) }) as unknown as SceneDocument

/** The contract's document as the editor reads it. */
export const editorJson = (document: SceneDocument): object => {
  const translate = (node: Json): Json => {
    const { content, origin, comments, span, ...rest } = node
    if (Array.isArray(content))
      return { ...rest, ...(span ? { attrs: span } : {}), content: (content as Json[]).map(translate) }
    if (origin === undefined && comments === undefined) return node
    const marks = Array.isArray(rest['marks']) ? (rest['marks'] as Json[]) : []
    const said = Array.isArray(comments) ? (comments as string[]) : []
    return {
      ...rest,
      marks: [
        ...marks,
        ...(origin === undefined ? [] : [{ type: 'origin', attrs: origin }]),
        ...said.map((id) => ({ type: 'comment', attrs: { id } })),
      ],
    }
  }
  return translate(document as unknown as Json)
}

/** A textblock's plain text as the engine sees it: hard breaks are `\n`, footnotes nothing. */
export const plainText = (block: Node): string => {
  let text = ''
  block.forEach((child) => {
    if (child.isText) text += child.text ?? ''
    else if (child.type.name === 'hardBreak') text += '\n'
  })
  return text
}

/** From an offset inside the block's content to one in its plain text. */
export const toTextOffset = (block: Node, parentOffset: number): number => {
  let footnotes = 0
  block.forEach((child, offset) => {
    if (child.type.name === 'footnote' && offset < parentOffset) footnotes += 1
  })
  return parentOffset - footnotes
}

/** From an offset in the block's plain text to one inside its content. */
export const toParentOffset = (block: Node, textOffset: number): number => {
  let offset = textOffset
  block.forEach((child, at) => {
    if (child.type.name === 'footnote' && at < offset) offset += 1
  })
  return Math.min(offset, block.content.size)
}

const wordsOf = new WeakMap<Node, number>()

/** Words of a node and all below it; notes are not counted. */
export const nodeWords = (node: Node): number => {
  const known = wordsOf.get(node)
  if (known !== undefined) return known
  let words = 0
  if (node.type.name !== 'note') {
    if (node.isTextblock) words = countWords(plainText(node))
    else node.forEach((child) => void (words += nodeWords(child)))
  }
  wordsOf.set(node, words)
  return words
}

const charactersOf = new WeakMap<Node, number>()

/** Of the words of a node, those that are Chinese or Japanese characters. */
export const nodeCharacters = (node: Node): number => {
  const known = charactersOf.get(node)
  if (known !== undefined) return known
  let characters = 0
  if (node.type.name !== 'note') {
    if (node.isTextblock) characters = countCharacters(plainText(node))
    else node.forEach((child) => void (characters += nodeCharacters(child)))
  }
  charactersOf.set(node, characters)
  return characters
}

/** Words before a place: whole blocks before it, and the share of its own block. */
export const wordsBefore = (doc: Node, pos: number): number => {
  const $pos = doc.resolve(Math.min(pos, doc.content.size))
  let words = 0
  for (let depth = 0; depth <= $pos.depth; depth += 1) {
    const node = $pos.node(depth)
    if (node.isTextblock)
      return words + countWords(plainText(node).slice(0, toTextOffset(node, $pos.parentOffset)))
    for (let index = 0; index < $pos.index(depth); index += 1) words += nodeWords(node.child(index))
  }
  return words
}

/** The position right before the block with this id, and the block; null when it is not in the document. */
export const findBlock = (
  doc: Node,
  blockId: string,
): { readonly node: Node; readonly pos: number } | null => {
  let found: { node: Node; pos: number } | null = null
  doc.descendants((node, pos) => {
    if (found) return false
    if (node.attrs['id'] === blockId) found = { node, pos }
    return !node.isTextblock
  })
  return found
}
