// The files that hold an EPUB together: container, package document, navigation, style sheet. EPUB 3.3.
import type { Language } from '../../domain/project.ts'
import type { BookSnapshot } from '../book-snapshot.ts'
import { printableLine } from '../printable.ts'
import { displayTitle } from '../page-body.ts'
import { escapeXml } from '../xhtml.ts'
import { xhtmlPage } from './xhtml-page.ts'

export const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

const INDENT: Readonly<Record<Language, string>> = { en: '1.3em', zh: '2em' }

export const stylesheet = (language: Language): string => `body { margin: 0 5%; line-height: 1.5; }
h1, h2, h3, h4, h5 { text-align: center; font-weight: normal; line-height: 1.25; margin: 2em 0 1em; page-break-after: avoid; }
.part h1 { margin-top: 30%; }
p { margin: 0; text-indent: ${INDENT[language]}; }
h1 + p, h2 + p, h3 + p, hr + p, blockquote p:first-child, li p:first-child, .notes p { text-indent: 0; }
blockquote { margin: 1em 2em; }
hr.break { border: 0; margin: 1.5em auto; text-align: center; height: 1em; }
hr.break::before { content: "* * *"; }
figure { margin: 1.5em 0; text-align: center; page-break-inside: avoid; }
img { max-width: 100%; max-height: 90vh; }
figcaption, p.caption { font-size: 0.85em; font-style: italic; text-align: center; text-indent: 0; }
.noteref { font-size: 0.75em; vertical-align: super; line-height: 0; text-decoration: none; }
.notes { margin-top: 2em; border-top: 1px solid; font-size: 0.85em; }
.cover { margin: 0; text-align: center; }
`

export interface ManifestItem {
  readonly id: string
  readonly href: string
  readonly mime: string
  readonly properties?: string
  readonly isInSpine?: boolean
}

/** Whole seconds, as the specification wants them. */
const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

export const packageDocument = (snapshot: BookSnapshot, items: readonly ManifestItem[]): string => {
  const author = printableLine(snapshot.author)
  const manifest = items.map(
    ({ id, href, mime, properties }) =>
      `<item id="${id}" href="${href}" media-type="${mime}"${properties ? ` properties="${properties}"` : ''}/>`,
  )
  const spine = items.filter(({ isInSpine }) => isInSpine).map(({ id }) => `<itemref idref="${id}"/>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="${snapshot.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book-id">urn:arcwright:${escapeXml(snapshot.id)}</dc:identifier>
<dc:title>${escapeXml(displayTitle(snapshot))}</dc:title>
<dc:language>${snapshot.language}</dc:language>
${author === '' ? '' : `<dc:creator>${escapeXml(author)}</dc:creator>\n`}<meta property="dcterms:modified">${isoSeconds(snapshot.changedAt)}</meta>
</metadata>
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
