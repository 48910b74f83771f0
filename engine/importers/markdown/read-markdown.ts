// Markdown text to headings, breaks and blocks, its front matter beside them. What shapes the book is the importers' say.
import { decodeText } from '../../text/encoding.ts'
import { MARKDOWN_GENERATOR, RULE_INSIDE_SCENE } from '../../text/markdown-dialect.ts'
import type { BookItem } from '../book-items.ts'
import type { RemarkList } from '../imported-book.ts'
import { readBlock } from './blocks.ts'
import { readFrontMatter, type FrontMatter } from './front-matter.ts'
import { nodeText, readInlines } from './inline.ts'
import { parseMarkdown } from './parse-markdown.ts'

export interface MarkdownText extends FrontMatter {
  readonly items: readonly BookItem[]
  readonly encoding: string
  /** Arcwright wrote it. */
  readonly isOwn: boolean
}

interface ReadingMarkdown {
  readonly remarks: RemarkList
  /** The key of a picture that came with the text, undefined when it is not there. */
  readonly picture: (url: string) => string | undefined
  readonly takeTurn: () => Promise<void>
  readonly progress: (done: number, total: number) => void
}

/** Errors: EMPTY_FILE, NOT_TEXT. */
export const readMarkdown = async (
  bytes: Uint8Array,
  name: string,
  { remarks, picture, takeTurn, progress }: ReadingMarkdown,
): Promise<MarkdownText> => {
  const decoded = decodeText(bytes, name)
  remarks.add('replaced-characters', '', decoded.replaced)
  const front = readFrontMatter(decoded.text.replace(/\r\n?/gu, '\n'))
  const { blocks, definitions, knots } = await parseMarkdown(front.body, takeTurn, progress)
  remarks.add('tangled', '', knots)
  const isOwn = front.fields['generator'] === MARKDOWN_GENERATOR
  const context = { definitions, remarks, picture }
  const items: BookItem[] = []
  for (const { node, source } of blocks) {
    await takeTurn()
    if (node.type === 'heading') {
      const content = readInlines(node.children, context)
      items.push({ kind: 'heading', depth: node.depth, text: nodeText(node), content })
    } else if (node.type === 'thematicBreak' && !(isOwn && source === RULE_INSIDE_SCENE))
      items.push({ kind: 'break' })
    else for (const block of readBlock(node, context)) items.push({ kind: 'block', block })
  }
  return { ...front, items, encoding: decoded.encoding, isOwn }
}
