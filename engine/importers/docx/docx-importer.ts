// Reads Word documents: the library turns their styles into HTML, and the way from there is everyone's.
import { strFromU8, zipSync } from 'fflate'
import { parse } from 'parse5'
import { EngineError } from '../../domain/errors.ts'
import { detectLanguage } from '../../text/language.ts'
import { buildOutline, outlineOfItems, withChapter } from '../book-items.ts'
import { quotedThreads } from '../gather-threads.ts'
import { decideRoles, rolesOfDepths } from '../heading-roles.ts'
import { attribute, elementsIn, textOf } from '../hypertext/dom.ts'
import { CommentMarks } from '../hypertext/comment-marks.ts'
import { findNotes, idsOf } from '../hypertext/notes.ts'
import { PictureBox } from '../hypertext/picture-box.ts'
import { readHypertext } from '../hypertext/read-hypertext.ts'
import { RemarkList, titleFromName } from '../imported-book.ts'
import type { ImportedPicture, Importer } from '../imported-book.ts'
import { readDocxComments } from './docx-comments.ts'
import { findXml, readXml, xmlElements } from '../read-xml.ts'
import { unpackZip } from '../unpack-zip.ts'

/** Word's built-in style names are English in the file whatever the language of the program. */
const STYLE_MAP = [
  "p[style-name='Title'] => p.book-title:fresh",
  "p[style-name='Author'] => p.book-author:fresh",
  "p[style-name='Scene Break'] => p.scene-break:fresh",
  "p[style-name='Pause'] => p.pause:fresh",
  "p[style-name='Caption'] => p.caption:fresh",
  "p[style-name='caption'] => p.caption:fresh",
  "p[style-name='Quote']:unordered-list(1) => blockquote > ul > li:fresh",
  "p[style-name='Quote']:ordered-list(1) => blockquote > ol > li:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Pull Quote'] => blockquote.pull-quote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='List Continue'] => ul|ol > li > p:fresh",
  "r[style-name='Code'] => code",
  'u => u',
  'strike => s',
]

/** Tables of contents, as Word and LibreOffice name their lines: they repeat the headings. */
const CONTENTS_STYLES = ['TOC Heading', 'Contents Heading']
  .concat(Array.from({ length: 9 }, (_, level) => [`toc ${level + 1}`, `Contents ${level + 1}`]).flat())
  .map((name) => `p[style-name='${name}'] => p.book-front:fresh`)

/** Of the pages before the first chapter, in our own files: they are settings, not text. */
const FRONT_STYLES = ['Book Subtitle', 'Author', 'Copyright', 'Dedication', 'Book Epigraph'].map(
  (name) => `p[style-name='${name}'] => p.book-front:fresh`,
)

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' }

const unreadable = (name: string, cause?: unknown): EngineError =>
  new EngineError(
    'FILE_UNREADABLE',
    'This Word file is damaged or locked with a password. Nothing was imported.',
    { name },
    { cause },
  )

interface Properties {
  readonly title: string
  readonly author: string
  /** Of our own files: at which heading depth chapters stand. */
  readonly chapterDepth: number | undefined
  readonly language: string | undefined
}

const readProperties = (files: ReadonlyMap<string, Uint8Array>): Properties => {
  const xml = (path: string) => {
    const bytes = files.get(path)
    return bytes && readXml(strFromU8(bytes))
  }
  const core = xml('docProps/core.xml')
  const custom = xml('docProps/custom.xml')
  const own = (name: string): string | undefined =>
    custom && [...xmlElements(custom)].find(({ attributes }) => attributes['name'] === name)?.text
  const depth = Number(own('ArcwrightOutline'))
  return {
    title: findXml(core, 'title')?.text.trim().slice(0, 300) ?? '',
    author: findXml(core, 'creator')?.text.trim().slice(0, 300) ?? '',
    chapterDepth: depth === 1 || depth === 2 ? depth : undefined,
    language: own('ArcwrightLanguage'),
  }
}

/** No Word file declares its own entities; one that does is an attack. */
const hasDoctype = (path: string, bytes: Uint8Array): boolean =>
  /\.(?:xml|rels)$/u.test(path) &&
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).includes('<!DOCTYPE')

/** A package of honest sizes: what was unpacked under limits is what the library sees. */
const honestPackage = (files: ReadonlyMap<string, Uint8Array>): Buffer => {
  const packed = zipSync(Object.fromEntries([...files].map(([path, bytes]) => [path, [bytes, { level: 0 }]])))
  return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
}

export const docxImporter: Importer = {
  id: 'docx',
  version: '1',
  title: 'Word (DOCX)',
  extensions: ['docx'],
  read: async (file, { signal, progress }) => {
    signal.throwIfAborted()
    const remarks = new RemarkList()
    const files = unpackZip(file.bytes, file.name)
    if (!files.has('word/document.xml')) throw unreadable(file.name)
    if ([...files].some(([path, bytes]) => hasDoctype(path, bytes))) throw unreadable(file.name)
    const properties = readProperties(files)
    const isOwn = properties.chapterDepth !== undefined
    const comments = readDocxComments(files, isOwn ? properties.author : undefined)
    progress('read', 0, 2)
    // Only books from Word pay for the library.
    const { default: mammoth } = await import('mammoth')
    const found = new Map<string, Omit<ImportedPicture, 'key'>>()
    const converted = await mammoth
      .convertToHtml(
        { buffer: honestPackage(comments.files) },
        {
          styleMap: [
            ...CONTENTS_STYLES,
            ...(properties.chapterDepth === undefined ? [] : FRONT_STYLES),
            ...STYLE_MAP,
          ],
          ignoreEmptyParagraphs: false,
          convertImage: mammoth.images.imgElement(async (image) => {
            const bytes = new Uint8Array(await image.readAsArrayBuffer())
            const kind = image.contentType.replace('image/', '').replace(/\W.*$/u, '')
            const src = `docx:${found.size + 1}`
            found.set(src, {
              name: `picture-${found.size + 1}.${EXTENSIONS[image.contentType] ?? kind}`,
              bytes,
            })
            return { src }
          }),
        },
      )
      .catch((error: unknown) => {
        throw unreadable(file.name, error)
      })
    signal.throwIfAborted()
    progress('read', 1, 2)
    const document = parse(converted.value)
    const ids = idsOf(document)
    const body = [...elementsIn(document)].find(({ tagName }) => tagName === 'body')
    if (!body) throw unreadable(file.name)
    const pictures = new PictureBox((source) => found.get(source))
    const marks = new CommentMarks(comments.said.anchor)
    const items = readHypertext(body, {
      comments: marks,
      remarks,
      isOwn: false,
      guessesBreaks: properties.chapterDepth === undefined,
      isExact: true,
      notes: findNotes(document, (href) => (href.startsWith('#') ? ids.get(href.slice(1)) : undefined)),
      picture: (image) => pictures.keep(attribute(image, 'src') ?? ''),
    })
    const { chapterDepth } = properties
    const roles =
      chapterDepth !== undefined
        ? {
            ...rolesOfDepths({
              ...(chapterDepth === 2 ? { part: 1 } : {}),
              chapter: chapterDepth,
              scene: chapterDepth + 1,
            }),
            titleDepth: 0,
          }
        : decideRoles(outlineOfItems(items), properties.title !== '')
    const outline = buildOutline(items, roles)
    const title = properties.title || outline.title || titleFromName(file.name)
    progress('read', 2, 2)
    return {
      title,
      author: properties.author === properties.title ? '' : properties.author,
      language:
        properties.language === 'zh' || properties.language === 'en'
          ? properties.language
          : detectLanguage(textOf(body)),
      encoding: 'utf-8',
      sections: isOwn ? outline.sections : withChapter(outline.sections, title),
      pictures: pictures.list(),
      comments: quotedThreads(comments.said, marks),
      remarks: remarks.list(),
    }
  },
}
