// The files that hold an EPUB together: container, package document, navigation. EPUB 3.3.
import { textOption, type OptionValues } from '../book-options.ts'
import type { BookSnapshot } from '../book-snapshot.ts'
import { printableLine } from '../printable.ts'
import { displayTitle } from '../page-body.ts'
import { escapeXml } from '../xhtml.ts'
import { clockValue } from './read-aloud.ts'
import { ACTIVE_CLASS } from './theme-css.ts'
import { xhtmlPage } from './xhtml-page.ts'

export const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

export interface ManifestItem {
  readonly id: string
  readonly href: string
  readonly mime: string
  readonly properties?: string
  readonly isInSpine?: boolean
  /** The overlay that reads it aloud, by id; and of an overlay how long it reads. */
  readonly overlayId?: string
  readonly durationMs?: number
}

/** Whole seconds, as the specification wants them. */
const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** What the writer said about the edition, as Dublin Core. */
const factLines = (options: OptionValues): readonly string[] => {
  const element = (name: string, value: string): string[] => {
    const text = printableLine(value)
    return text === '' ? [] : [`<dc:${name}>${escapeXml(text)}</dc:${name}>`]
  }
  const isbn = textOption(options, 'isbn').replace(/[\s-]/gu, '')
  return [
    ...element('publisher', textOption(options, 'publisher')),
    ...element('description', textOption(options, 'description')),
    ...textOption(options, 'subjects')
      .split(/[,，;；]/u)
      .flatMap((subject) => element('subject', subject)),
    ...element('rights', textOption(options, 'copyright')),
    ...(/^(?:\d{9}[\dXx]|\d{13})$/u.test(isbn) ? element('identifier', `urn:isbn:${isbn}`) : []),
  ]
}

/** How long the book is read aloud, whole and by chapter, and how the place is marked meanwhile. */
const overlayLines = (items: readonly ManifestItem[]): string => {
  const overlays = items.flatMap(({ id, durationMs }) =>
    durationMs === undefined ? [] : [{ id, durationMs }],
  )
  if (overlays.length === 0) return ''
  const whole = overlays.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return [
    `<meta property="media:duration">${clockValue(whole)}</meta>`,
    ...overlays.map(
      ({ id, durationMs }) =>
        `<meta property="media:duration" refines="#${id}">${clockValue(durationMs)}</meta>`,
    ),
    `<meta property="media:active-class">${ACTIVE_CLASS}</meta>\n`,
  ].join('\n')
}

export const packageDocument = (
  snapshot: BookSnapshot,
  items: readonly ManifestItem[],
  options: OptionValues,
): string => {
  const author = printableLine(snapshot.author)
  const manifest = items.map(
    ({ id, href, mime, properties, overlayId }) =>
      `<item id="${id}" href="${href}" media-type="${mime}"${properties ? ` properties="${properties}"` : ''}${overlayId ? ` media-overlay="${overlayId}"` : ''}/>`,
  )
  const spine = items.filter(({ isInSpine }) => isInSpine).map(({ id }) => `<itemref idref="${id}"/>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="${snapshot.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book-id">urn:arcwright:${escapeXml(snapshot.id)}</dc:identifier>
<dc:title>${escapeXml(displayTitle(snapshot))}</dc:title>
<dc:language>${snapshot.language}</dc:language>
${author === '' ? '' : `<dc:creator>${escapeXml(author)}</dc:creator>\n`}${factLines(options)
    .map((line) => `${line}\n`)
    .join('')}<meta property="dcterms:modified">${isoSeconds(snapshot.changedAt)}</meta>
${overlayLines(items)}</metadata>
<manifest>
${manifest.join('\n')}
</manifest>
<spine>
${spine.join('\n')}
</spine>
</package>
`
}

export interface NavigationEntry {
  readonly title: string
  readonly href: string
  readonly depth: 0 | 1
  readonly isPart: boolean
}

export const navigation = (snapshot: BookSnapshot, entries: readonly NavigationEntry[]): string => {
  const link = ({ href, title }: NavigationEntry): string => `<a href="${href}">${escapeXml(title)}</a>`
  const lines: string[] = []
  entries.forEach((entry, i) => {
    const next = entries[i + 1]
    const opens = entry.isPart && next?.depth === 1
    lines.push(`<li>${link(entry)}${opens ? '\n<ol>' : '</li>'}`)
    if (entry.depth === 1 && next?.depth !== 1) lines.push('</ol></li>')
  })
  const heading = snapshot.language === 'zh' ? '目录' : 'Contents'
  return xhtmlPage({
    title: displayTitle(snapshot),
    language: snapshot.language,
    stylesheet: 'style.css',
    body: `<nav epub:type="toc" id="toc" role="doc-toc">
<h1>${heading}</h1>
<ol>
${lines.join('\n')}
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden">
<ol>
<li><a epub:type="bodymatter" href="${entries[0].href}">${escapeXml(entries[0].title)}</a></li>
</ol>
</nav>`,
  })
}
