// Reads Markdown books: headings by depth become parts, chapters and scenes, rules begin new scenes.
import type { Language } from '../../domain/project.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { decodeText } from '../../text/encoding.ts'
import { detectLanguage } from '../../text/language.ts'
import { HEADING_DEPTH, MARKDOWN_GENERATOR, RULE_INSIDE_SCENE } from '../../text/markdown-dialect.ts'
import { buildOutline, outlineOfItems, withChapter, type BookItem } from '../book-items.ts'
import { decideRoles, rolesOfDepths } from '../heading-roles.ts'
import { RemarkList, titleFromName } from '../imported-book.ts'
import type { Importer } from '../imported-book.ts'
import { readBlock } from './blocks.ts'
import { readFrontMatter } from './front-matter.ts'
import { nodeText, readInlines } from './inline.ts'
import { parseMarkdown } from './parse-markdown.ts'

const languageOf = (field: string | undefined, text: string): Language => {
  if (field && /^zh\b|^chinese|中文/iu.test(field)) return 'zh'
  return field && /^en\b|^english/iu.test(field) ? 'en' : detectLanguage(text)
}

export const markdownImporter: Importer = {
  id: 'markdown',
  version: '1',
  title: 'Markdown',
  extensions: ['md', 'markdown', 'mdown', 'mkd'],
  read: async (file, { signal, progress }) => {
    const remarks = new RemarkList()
    const takeTurn = createTurnTaker(signal)
    signal.throwIfAborted()
    const decoded = decodeText(file.bytes, file.name)
    remarks.add('replaced-characters', '', decoded.replaced)
    const { body, fields } = readFrontMatter(decoded.text.replace(/\r\n?/gu, '\n'))
    const { blocks, definitions } = await parseMarkdown(body, takeTurn, (done, total) =>
      progress('read', done, total),
    )
    const isOwn = fields['generator'] === MARKDOWN_GENERATOR
    const context = { definitions, remarks }
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
    const roles = isOwn
      ? rolesOfDepths(HEADING_DEPTH)
      : decideRoles(outlineOfItems(items), Boolean(fields['title']))
    const outline = buildOutline(items, roles)
    const name = fields['title'] || outline.title || titleFromName(file.name)
    return {
      title: name,
      author: fields['author'] ?? '',
      language: languageOf(fields['language'] ?? fields['lang'], body),
      encoding: decoded.encoding,
      sections: isOwn ? outline.sections : withChapter(outline.sections, name),
      pictures: [],
      remarks: remarks.list(),
    }
  },
}
