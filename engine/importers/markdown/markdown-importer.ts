// Reads Markdown books: headings by depth become parts, chapters and scenes, rules begin new scenes.
import type { Block } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import type { Language, NodeKind } from '../../domain/project.ts'
import { decodeText } from '../../text/encoding.ts'
import { detectLanguage } from '../../text/language.ts'
import { MARKDOWN_GENERATOR, RULE_INSIDE_SCENE } from '../../text/markdown-dialect.ts'
import { RemarkList, titleFromName } from '../imported-book.ts'
import type { ImportedSection, Importer } from '../imported-book.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { readBlock } from './blocks.ts'
import { readFrontMatter } from './front-matter.ts'
import { decideRoles } from './heading-roles.ts'
import type { OutlineHeading } from './heading-roles.ts'
import { nodeText } from './inline.ts'
import { parseMarkdown } from './parse-markdown.ts'
import type { ParsedBlock } from './parse-markdown.ts'

const outlineOf = (blocks: readonly ParsedBlock[]): OutlineHeading[] =>
  blocks.flatMap(({ node }, i): OutlineHeading[] => {
    if (node.type !== 'heading') return []
    const next = blocks[i + 1]?.node
    return [
      {
        depth: node.depth,
        text: nodeText(node),
        hasText: next !== undefined && next.type !== 'heading',
        isFirst: i === 0,
      },
    ]
  })

interface OpenSection {
  readonly kind: NodeKind
  readonly title: string
  readonly lead: readonly Block[]
  readonly blocks: Block[]
}

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
    const roles = decideRoles(outlineOf(blocks), fields)
    const context = { definitions, remarks }
    const sections: OpenSection[] = []
    let title = fields['title'] ?? ''
    const open = (kind: NodeKind, name: string, lead: readonly Block[]): OpenSection => {
      const section = {
        kind,
        title: name
          .replace(/[\t\n ]+/gu, ' ')
          .replace(/^ | $/gu, '')
          .slice(0, 300),
        lead,
        blocks: [],
      }
      sections.push(section)
      return section
    }
    let current: OpenSection | undefined
    for (const { node, source } of blocks) {
      await takeTurn()
      if (node.type === 'heading' && node.depth === roles.titleDepth && title === '') title = nodeText(node)
      else if (node.type === 'heading' && roles.kinds[node.depth] !== undefined)
        current = open(roles.kinds[node.depth], nodeText(node), readBlock(node, context))
      else if (node.type === 'thematicBreak' && !(isOwn && source === RULE_INSIDE_SCENE))
        current = open('scene', '', [{ type: 'sceneBreak', attrs: { id: newId() } }])
      else (current ??= open('scene', '', [])).blocks.push(...readBlock(node, context))
    }
    // Two rules in a row, or one at the end, make no scene.
    const filled = sections.filter(
      ({ kind, title: name, blocks: own }) => kind !== 'scene' || name !== '' || own.length > 0,
    )
    const name = title || titleFromName(file.name)
    const hasChapters = filled.some(({ kind }) => kind !== 'scene')
    return {
      title: name,
      author: fields['author'] ?? '',
      language: languageOf(fields['language'] ?? fields['lang'], body),
      encoding: decoded.encoding,
      sections:
        hasChapters || isOwn
          ? filled
          : filled.map((section, i): ImportedSection =>
              i === 0 ? { ...section, kind: 'chapter', title: section.title || name } : section,
            ),
      remarks: remarks.list(),
    }
  },
}
