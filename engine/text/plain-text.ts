// Plain text of a scene document: what is counted, analysed and learnt from. Leaves out notes, footnotes and images.
import type {
  Block,
  Heading,
  Image,
  Inline,
  Note,
  Paragraph,
  SceneBreak,
  SceneDocument,
  TreeNode,
} from '../domain/document.ts'
import { countWords, hasWords } from './words.ts'

/** A paragraph or heading that has words, by the id that findings and sources point at. */
export interface TextBlock {
  readonly id: string
  readonly text: string
}

/** Text as offsets count it: a hard break is `\n`, a footnote has no width. */
export const inlineText = (content: readonly Inline[] | undefined): string => {
  if (!content) return ''
  let text = ''
  for (const inline of content) {
    if (inline.type === 'text') text += inline.text
    else if (inline.type === 'hardBreak') text += '\n'
  }
  return text
}

export type Leaf = Paragraph | Heading | SceneBreak | Image | Note

/** What holds no other blocks, in reading order, out of lists, quotes and tables. */
export function* leaves(blocks: readonly TreeNode[]): Generator<Leaf> {
  for (const block of blocks) {
    switch (block.type) {
      case 'bulletList':
      case 'orderedList':
      case 'listItem':
      case 'blockquote':
      case 'table':
      case 'tableRow':
      case 'tableHeader':
      case 'tableCell':
        yield* leaves(block.content)
        break
      case 'paragraph':
      case 'heading':
      case 'sceneBreak':
      case 'image':
      case 'note':
        yield block
    }
  }
}

const leafText = (block: Leaf): string =>
  block.type === 'paragraph' || block.type === 'heading' ? inlineText(block.content) : ''

/**
 * The block's text, a hard break as `\n`. Footnotes are left out (zero characters wide), notes, images and scene
 * breaks are empty. Lists, quotes and tables give their paragraphs, one a line.
 */
export const blockText = (block: Block): string =>
  block.type === 'paragraph' || block.type === 'heading'
    ? inlineText(block.content)
    : [...leaves([block])].map(leafText).join('\n')

/** Every paragraph and heading that has words, in reading order; lists, quotes and tables are flattened. */
export const textBlocks = (document: SceneDocument): TextBlock[] => {
  const found: TextBlock[] = []
  for (const block of leaves(document.content)) {
    const text = leafText(block)
    if (hasWords(text)) found.push({ id: block.attrs.id, text })
  }
  return found
}

/** Words of a whole scene, notes, footnotes and captions not counted. */
export const documentWords = (document: SceneDocument): number => {
  let words = 0
  for (const block of leaves(document.content)) words += countWords(leafText(block))
  return words
}

/** A paragraph of plain text, as importers and tests build it. */
export const paragraphOf = (id: string, text: string): Paragraph => ({
  type: 'paragraph',
  attrs: { id },
  ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
})
