// Reads Markdown books: headings by depth become parts, chapters and scenes, rules begin new scenes.
import type { Language } from '../../domain/project.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { detectLanguage } from '../../text/language.ts'
import { HEADING_DEPTH } from '../../text/markdown-dialect.ts'
import { buildOutline, outlineOfItems, withChapter } from '../book-items.ts'
import { decideRoles, rolesOfDepths } from '../heading-roles.ts'
import type { PictureBox } from '../hypertext/picture-box.ts'
import { RemarkList, titleFromName } from '../imported-book.ts'
import type { ImportContext, ImportedBook, Importer, ImportFile } from '../imported-book.ts'
import { readMarkdown } from './read-markdown.ts'

export const languageOf = (field: string | undefined, text: string): Language => {
  if (field && /^zh\b|^chinese|中文/iu.test(field)) return 'zh'
  return field && /^en\b|^english/iu.test(field) ? 'en' : detectLanguage(text)
}

/** @param pictures what lies beside the file, where that is known. */
export const readMarkdownBook = async (
  file: ImportFile,
  { signal, progress }: ImportContext,
  pictures?: Pick<PictureBox, 'keep' | 'list'>,
): Promise<ImportedBook> => {
  const remarks = new RemarkList()
  signal.throwIfAborted()
  const { items, fields, body, encoding, isOwn } = await readMarkdown(file.bytes, file.name, {
    remarks,
    picture: (url) => pictures?.keep(url),
    takeTurn: createTurnTaker(signal),
    progress: (done, total) => progress('read', done, total),
  })
  const roles = isOwn
    ? rolesOfDepths(HEADING_DEPTH)
    : decideRoles(outlineOfItems(items), Boolean(fields['title']))
  const outline = buildOutline(items, roles)
  const name = fields['title'] || outline.title || titleFromName(file.name)
  return {
    title: name,
    author: fields['author'] ?? '',
    language: languageOf(fields['language'] ?? fields['lang'], body),
    encoding,
    sections: isOwn ? outline.sections : withChapter(outline.sections, name),
    pictures: pictures?.list() ?? [],
    remarks: remarks.list(),
  }
}

export const markdownImporter: Importer = {
  id: 'markdown',
  version: '2',
  title: 'Markdown',
  extensions: ['md', 'markdown', 'mdown', 'mkd'],
  read: (file, context) => readMarkdownBook(file, context),
}
