// Reads plain text books: decodes, unwraps, finds headings and scene breaks, rebuilds paragraphs.
import type { Block } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import type { Language } from '../../domain/project.ts'
import { decodeText } from '../../text/encoding.ts'
import { detectLanguage } from '../../text/language.ts'
import { titleFromName, RemarkList } from '../imported-book.ts'
import type { ImportedSection, Importer } from '../imported-book.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { splitWideGaps } from './chinese-headings.ts'
import { cleanText } from './clean-text.ts'
import { dropContents } from './drop-contents.ts'
import { readEmphasis } from './emphasis.ts'
import { findHeadings } from './find-headings.ts'
import { unwrapGutenberg } from './gutenberg.ts'
import type { Heading } from './heading.ts'
import { mergeEmptyParts, promoteLoneParts } from './heading-levels.ts'
import { isSceneBreak } from '../scene-break.ts'
import { detectLayout, joinLines } from './text-layout.ts'
import type { TextLayout } from './text-layout.ts'
import { readTitlePage } from './title-page.ts'

const paragraphBlock = (text: string): Block => {
  const content = readEmphasis(text)
  return { type: 'paragraph', attrs: { id: newId() }, ...(content.length > 0 ? { content } : {}) }
}

const toLines = (text: string, language: Language): string[] => {
  const lines = text.split('\n')
  return language === 'zh' ? lines.flatMap(splitWideGaps) : lines
}

/** A heading's own section and one more for each scene break below it. */
const readSection = (
  lines: readonly string[],
  layout: TextLayout,
  language: Language,
  heading: Heading | undefined,
): ImportedSection[] => {
  const sections: ImportedSection[] = []
  let kind = heading && heading.kind !== 'contents' ? heading.kind : 'scene'
  let title = heading?.title ?? ''
  let lead: Block[] = heading ? [paragraphBlock(heading.title)] : []
  let from = 0
  const close = (to: number): void => {
    const blocks = joinLines(lines.slice(from, to), layout, language).map(paragraphBlock)
    from = to + 1
    // Ornaments under a heading or at a chapter's end divide nothing.
    if (blocks.length === 0 && kind === 'scene' && title === '') return
    if (blocks.length === 0 && to < lines.length) return
    sections.push({ kind, title, lead, blocks })
    kind = 'scene'
    title = ''
    lead = [{ type: 'sceneBreak', attrs: { id: newId() } }]
  }
  lines.forEach((line, at) => {
    if (isSceneBreak(line)) close(at)
  })
  close(lines.length)
  return sections
}

const LONG_OPENING_PARAGRAPHS = 40

/** What stands before the first heading: front matter is a scene of its own, a story is a chapter with the book's name. */
const nameOpening = (
  opening: readonly ImportedSection[],
  title: string,
  hasHeadings: boolean,
): ImportedSection[] => {
  const [first, ...rest] = opening
  if (!first) return []
  const paragraphs = opening.reduce((sum, { blocks }) => sum + blocks.length, 0)
  return hasHeadings && paragraphs < LONG_OPENING_PARAGRAPHS
    ? [...opening]
    : [{ ...first, kind: 'chapter', title }, ...rest]
}

export const txtImporter: Importer = {
  id: 'txt',
  version: '1',
  title: 'Plain text',
  extensions: ['txt', 'text'],
  read: async (file, { signal, progress }) => {
    const remarks = new RemarkList()
    const takeTurn = createTurnTaker(signal)
    signal.throwIfAborted()
    const decoded = decodeText(file.bytes, file.name)
    remarks.add('replaced-characters', '', decoded.replaced)
    await takeTurn()
    const unwrapped = unwrapGutenberg(cleanText(decoded.text, remarks))
    remarks.add('gutenberg-matter', '', unwrapped.removedLines)
    const language = detectLanguage(unwrapped.text)
    const lines = toLines(unwrapped.text, language)
    const layout = detectLayout(lines, language)
    await takeTurn()
    const found = dropContents(lines, findHeadings(lines, language, layout))
    for (const [from, to] of found.dropped) {
      remarks.add('contents-page', lines.slice(from, to).join(' · '), to - from)
      lines.fill('', from, to)
    }
    const headings = mergeEmptyParts(lines, promoteLoneParts(found.headings))
    const front = readTitlePage(lines, headings[0]?.from ?? lines.length, headings.length > 0)
    if (front.isDropped) {
      remarks.add('title-page', front.text, front.text === '' ? 0 : 1)
      lines.fill('', 0, headings[0]?.from ?? 0)
    }
    const title = unwrapped.title || front.title || titleFromName(file.name)
    const opening = readSection(
      lines.slice(0, headings[0]?.from ?? lines.length),
      layout,
      language,
      undefined,
    )
    const sections: ImportedSection[] = []
    for (const [i, heading] of headings.entries()) {
      await takeTurn()
      const end = headings[i + 1]?.from ?? lines.length
      sections.push(...readSection(lines.slice(heading.to, end), layout, language, heading))
      progress('read', end, lines.length)
    }
    return {
      title,
      author: unwrapped.author || front.author,
      language,
      encoding: decoded.encoding,
      sections: [...nameOpening(opening, title, headings.length > 0), ...sections],
      pictures: [],
      remarks: remarks.list(),
    }
  },
}
