// Reads EPUB 2 and 3 without digital locks: documents in reading order, chapters by heading or table of contents.
import { parse } from 'parse5'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { detectLanguage } from '../../text/language.ts'
import { buildOutline, outlineOfItems, withChapter, type BookItem } from '../book-items.ts'
import { decideRoles, OWN_HYPERTEXT_ROLES } from '../heading-roles.ts'
import { attribute, classes, elementsIn, textOf, type Element } from '../hypertext/dom.ts'
import { findNotes, idsOf } from '../hypertext/notes.ts'
import { PictureBox } from '../hypertext/picture-box.ts'
import { readHypertext } from '../hypertext/read-hypertext.ts'
import { RemarkList, titleFromName } from '../imported-book.ts'
import type { Importer } from '../imported-book.ts'
import { resolvePath } from '../resolve-path.ts'
import { unpackZip } from '../unpack-zip.ts'
import { readPackage, type EpubDocument } from './epub-package.ts'

const isGenerator = (element: Element): boolean =>
  element.tagName === 'meta' &&
  attribute(element, 'name') === 'generator' &&
  attribute(element, 'content') === 'Arcwright'

/** A page before the first chapter of our own file. */
const isFront = (body: Element): boolean => classes(body).includes('front')

const isCover = (elements: readonly Element[]): boolean =>
  elements.some(
    (element) =>
      /^(?:body|section|div)$/u.test(element.tagName) &&
      /\b(?:cover|titlepage|toc|copyright-page)\b/u.test(attribute(element, 'epub:type') ?? ''),
  )

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/** XHTML closes what is empty in the opening tag; to an HTML parser such a title or script would never end. */
const asHtml = (source: string): string =>
  source.replace(/<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/giu, (whole, tag: string, rest: string) =>
    VOID.has(tag.toLowerCase()) ? whole : `<${tag}${rest}></${tag}>`,
  )

const LOOKALIKE = /[\p{P}\p{S}\s]/gu
const same = (a: string, b: string): boolean =>
  a.replace(LOOKALIKE, '').toLowerCase() === b.replace(LOOKALIKE, '').toLowerCase()

/**
 * The contents know better than the tags what is a chapter: a named document begins with a heading of that depth;
 * the heading that its text repeats is that one.
 */
const withEntry = (items: readonly BookItem[], { entry }: EpubDocument): readonly BookItem[] => {
  if (!entry || items.length === 0) return items
  const [first, ...rest] = items
  const heading = { kind: 'heading', depth: entry.depth, text: entry.title, content: [] } as const
  if (first.kind === 'heading') return [{ ...first, depth: entry.depth }, ...rest]
  const firstText =
    first.kind === 'block' && first.block.type === 'paragraph'
      ? (first.block.content ?? []).map((inline) => (inline.type === 'text' ? inline.text : '')).join('')
      : ''
  return [heading, ...(same(firstText, entry.title) ? rest : items)]
}

export const epubImporter: Importer = {
  id: 'epub',
  version: '1',
  title: 'EPUB',
  extensions: ['epub'],
  read: async (file, { signal, progress }) => {
    signal.throwIfAborted()
    const takeTurn = createTurnTaker(signal)
    const remarks = new RemarkList()
    const files = unpackZip(file.bytes, file.name)
    const book = readPackage(files, file.name)
    const pages = book.documents.map((document) => {
      const tree = parse(asHtml(document.source))
      return { document, tree, ids: idsOf(tree), elements: [...elementsIn(tree)] }
    })
    const byPath = new Map(pages.map((page) => [page.document.path, page]))
    const pictures = new PictureBox((path) => {
      const bytes = files.get(path)
      return bytes && { name: path.replace(/^.*\//u, ''), bytes }
    })
    const isOwn = pages.some(({ elements }) => elements.some(isGenerator))
    const items: BookItem[] = []
    let sample = ''
    for (const [i, { document, tree, elements }] of pages.entries()) {
      await takeTurn()
      progress('read', i, pages.length)
      const body = elements.find(({ tagName }) => tagName === 'body')
      if (!body || isCover(elements) || (isOwn && isFront(body))) continue
      if (sample.length < 100_000) sample += textOf(body)
      const read = readHypertext(body, {
        remarks,
        isOwn,
        guessesBreaks: !isOwn,
        notes: findNotes(tree, (href) => {
          const page = href.startsWith('#')
            ? byPath.get(document.path)
            : byPath.get(resolvePath(document.path, href))
          return page?.ids.get(href.slice(href.indexOf('#') + 1))
        }),
        picture: (image) => pictures.keep(resolvePath(document.path, attribute(image, 'src') ?? '')),
      })
      items.push(...(isOwn ? read : withEntry(read, document)))
    }
    const hasTitle = book.title !== ''
    const outline = buildOutline(
      items,
      isOwn ? OWN_HYPERTEXT_ROLES : decideRoles(outlineOfItems(items), hasTitle),
    )
    const title = book.title || outline.title || titleFromName(file.name)
    return {
      title: title.slice(0, 300),
      author: book.author.slice(0, 300),
      language: /^(?:zh|chi|zho)\b/iu.test(book.language) ? 'zh' : detectLanguage(sample),
      encoding: 'utf-8',
      sections: isOwn ? outline.sections : withChapter(outline.sections, title),
      pictures: pictures.list(),
      remarks: remarks.list(),
    }
  },
}
