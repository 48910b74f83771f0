// Reads a book that is one HTML file: saved pages, other programs' exports, and Arcwright's own.
import { parse } from 'parse5'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { decodeText } from '../../text/encoding.ts'
import { detectLanguage } from '../../text/language.ts'
import { buildOutline, outlineOfItems, withChapter } from '../book-items.ts'
import { decideRoles, OWN_HYPERTEXT_ROLES } from '../heading-roles.ts'
import { attribute, elementsIn, textOf, type Element } from '../hypertext/dom.ts'
import { findNotes, idsOf } from '../hypertext/notes.ts'
import { PictureBox } from '../hypertext/picture-box.ts'
import { readHypertext } from '../hypertext/read-hypertext.ts'
import { RemarkList, titleFromName } from '../imported-book.ts'
import type { Importer } from '../imported-book.ts'

const metaOf = (elements: readonly Element[], name: string): string | undefined =>
  elements
    .filter(({ tagName }) => tagName === 'meta')
    .find((meta) => attribute(meta, 'name')?.toLowerCase() === name)
    ?.attrs.find((attr) => attr.name === 'content')?.value

export const htmlImporter: Importer = {
  id: 'html',
  version: '1',
  title: 'HTML',
  extensions: ['html', 'htm', 'xhtml'],
  read: async (file, { signal, progress }) => {
    const takeTurn = createTurnTaker(signal)
    await takeTurn()
    const remarks = new RemarkList()
    const decoded = decodeText(file.bytes, file.name)
    remarks.add('replaced-characters', '', decoded.replaced)
    progress('read', 0, 1)
    const document = parse(decoded.text)
    const elements = [...elementsIn(document)]
    const ids = idsOf(document)
    const body = elements.find(({ tagName }) => tagName === 'body')
    const isOwn = metaOf(elements, 'generator') === 'Arcwright'
    const pictures = new PictureBox(() => undefined)
    const items = body
      ? readHypertext(body, {
          remarks,
          isOwn,
          guessesBreaks: !isOwn,
          notes: findNotes(document, (href) => (href.startsWith('#') ? ids.get(href.slice(1)) : undefined)),
          picture: (image) => pictures.keep(attribute(image, 'src') ?? ''),
        })
      : []
    const head = elements.find(({ tagName }) => tagName === 'title')
    const headTitle = head ? textOf(head).replace(/\s+/gu, ' ').trim().slice(0, 300) : ''
    const outline = buildOutline(
      items,
      isOwn ? OWN_HYPERTEXT_ROLES : decideRoles(outlineOfItems(items), false),
    )
    const title = (isOwn ? headTitle : outline.title || headTitle) || titleFromName(file.name)
    const root = elements.find(({ tagName }) => tagName === 'html')
    const language = root ? attribute(root, 'lang') : undefined
    progress('read', 1, 1)
    return {
      title,
      author: metaOf(elements, 'author')?.slice(0, 300) ?? '',
      language: language?.startsWith('zh') ? 'zh' : detectLanguage(body ? textOf(body) : ''),
      encoding: decoded.encoding,
      sections: isOwn ? outline.sections : withChapter(outline.sections, title),
      pictures: pictures.list(),
      remarks: remarks.list(),
    }
  },
}
