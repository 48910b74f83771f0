// HTML that another reader made of its own format to headings, breaks and blocks: its white space and notes are exact.
import { parse } from 'parse5'
import type { BookItem } from '../book-items.ts'
import { buildOutline, outlineOfItems, withChapter } from '../book-items.ts'
import { NO_THREADS, quotedThreads, type GatheredThreads } from '../gather-threads.ts'
import { decideRoles } from '../heading-roles.ts'
import { titleFromName, type ImportedBook, type ImportedThread, type RemarkList } from '../imported-book.ts'
import { detectLanguage } from '../../text/language.ts'
import { CommentMarks } from './comment-marks.ts'
import { attribute, elementsIn, textOf } from './dom.ts'
import { findNotes, idsOf } from './notes.ts'
import type { PictureBox } from './picture-box.ts'
import { readHypertext } from './read-hypertext.ts'

export interface ReadHtml {
  readonly items: readonly BookItem[]
  readonly text: string
  readonly threads: readonly ImportedThread[]
}

/**
 * @param pictures finds the addresses that the HTML gives its pictures.
 * @param said what the HTML has anchors of.
 */
export const readHtml = (
  html: string,
  pictures: PictureBox,
  remarks: RemarkList,
  said: GatheredThreads = NO_THREADS,
): ReadHtml => {
  const document = parse(html)
  const ids = idsOf(document)
  const body = [...elementsIn(document)].find(({ tagName }) => tagName === 'body')
  if (!body) return { items: [], text: '', threads: [] }
  const marks = new CommentMarks(said.anchor)
  const items = readHypertext(body, {
    comments: marks,
    remarks,
    isOwn: false,
    guessesBreaks: true,
    isExact: true,
    notes: findNotes(document, (href) => (href.startsWith('#') ? ids.get(href.slice(1)) : undefined)),
    picture: (image) => pictures.keep(attribute(image, 'src') ?? ''),
  })
  return { items, text: textOf(body), threads: quotedThreads(said, marks) }
}

/** A whole book that came as one such text. */
export const bookOfHtml = (
  html: string,
  facts: { readonly name: string; readonly title: string; readonly author: string },
  pictures: PictureBox,
  remarks: RemarkList,
  said: GatheredThreads,
): ImportedBook => {
  const { items, text, threads } = readHtml(html, pictures, remarks, said)
  const outline = buildOutline(items, decideRoles(outlineOfItems(items), facts.title !== ''))
  const title = (facts.title || outline.title || titleFromName(facts.name)).slice(0, 300)
  return {
    title,
    author: facts.author.slice(0, 300),
    language: detectLanguage(text),
    encoding: 'utf-8',
    sections: withChapter(outline.sections, title),
    pictures: pictures.list(),
    comments: threads,
    remarks: remarks.list(),
  }
}
