// Blocks to XHTML, well-formed as XML and valid as HTML, their footnotes gathered. Notes to self are left out.
import {
  sizeOf,
  type Block,
  type Image,
  type Inline,
  type List,
  type Mark,
  type Paragraph,
  type TableRow,
} from '../domain/document.ts'
import type { Language } from '../domain/project.ts'
import type { SnapshotClip } from './book-snapshot.ts'
import { printableLine } from './printable.ts'
import { clockOf } from './clock-of.ts'
import { direction, escapeXml } from './xhtml.ts'

export interface PageContext {
  /** Address of a picture's file from the content document, undefined when it cannot be shown. */
  readonly imageHref: (mediaId: string) => string | undefined
  /** A sound or clip as it stands beside the content document; undefined where there is none, or it cannot be held. */
  readonly clip?: (mediaId: string) => PageClip | undefined
  /** Names of blocks that something outside the page points at. */
  readonly anchors?: ReadonlyMap<string, string>
  /** Depth of a scene's level 1 heading. */
  readonly headingBase: number
  /** Texts of the notes so far; they are numbered in this order. */
  readonly notes: string[]
  /** Notes are pop-ups in reading systems, and need names that HTML does not know. */
  readonly isEpub: boolean
  /** Where notes are numbered anew in one file, what tells them apart. */
  readonly notePrefix: string
}

export interface PageClip extends Pick<SnapshotClip, 'kind' | 'lines'> {
  readonly href: string
  /** Of the subtitles; absent: none. */
  readonly captionsHref?: string
  readonly language: Language
  /** What is said stands below it as text. */
  readonly showsLines: boolean
}

/** Only addresses that every reading system can open; anything else stays text. */
const safeHref = (href: string | undefined): string | undefined => {
  if (href === undefined || !URL.canParse(href)) return undefined
  const url = new URL(href)
  return ['http:', 'https:', 'mailto:'].includes(url.protocol)
    ? url.href.replace(/[|\\^`{}[\]]/gu, encodeURIComponent)
    : undefined
}

const TAGS: Readonly<Record<Exclude<Mark['type'], 'link'>, string>> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
}

const markedText = (text: string, marks: readonly Mark[]): string => {
  let html = escapeXml(text).replaceAll('\n', '<br/>')
  let href: string | undefined
  for (const mark of marks) {
    if (mark.type === 'link') href = safeHref(mark.attrs?.href)
    else html = `<${TAGS[mark.type]}>${html}</${TAGS[mark.type]}>`
  }
  return href === undefined ? html : `<a href="${escapeXml(href)}">${html}</a>`
}

const inlines = (content: readonly Inline[] = [], context: PageContext): string =>
  content
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return markedText(inline.text, inline.marks ?? [])
        case 'hardBreak':
          return '<br/>'
        case 'footnote': {
          const number = context.notes.push(inline.attrs.text)
          const { notePrefix: p, isEpub } = context
          const type = isEpub ? ' epub:type="noteref"' : ''
          return `<a class="noteref"${type} role="doc-noteref" id="r${p}${number}" href="#n${p}${number}">${number}</a>`
        }
      }
    })
    .join('')

/** Spaces that reading systems would swallow: doubled, at the ends, tabs. */
const hasOwnSpace = (content: readonly Inline[] = []): boolean => {
  const text = content.map((inline) => (inline.type === 'text' ? inline.text : '\uFFFC')).join('')
  return /^[ \t]|[ \t]$|[ \t]{2}|\t/u.test(text)
}

const element = (
  tag: string,
  attributes: string,
  content: readonly Inline[] | undefined,
  context: PageContext,
): string => {
  const html = inlines(content, context)
  const space = hasOwnSpace(content) ? ' style="white-space: pre-wrap"' : ''
  return `<${tag}${attributes}${direction(html)}${space}>${html}</${tag}>`
}

const simple = (block: Paragraph | List, context: PageContext): string => {
  if (block.type === 'paragraph') {
    const anchor = context.anchors?.get(block.attrs.id)
    const name = anchor === undefined ? '' : ` id="${anchor}"`
    return block.content?.length ? element('p', name, block.content, context) : ''
  }
  const tag = block.type === 'orderedList' ? 'ol' : 'ul'
  const items = block.content.map(
    (item) => `<li>${item.content.map((child) => simple(child, context)).join('')}</li>`,
  )
  return items.length > 0 ? `<${tag}>\n${items.join('\n')}\n</${tag}>` : ''
}

const tableRow = (row: TableRow, context: PageContext): string =>
  `<tr>${row.content
    .map((cell) => {
      const tag = cell.type === 'tableHeader' ? 'th' : 'td'
      const { colspan = 1, rowspan = 1 } = cell.span ?? {}
      const over = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`
      return `<${tag}${over}>${cell.content.map((child) => simple(child, context)).join('')}</${tag}>`
    })
    .join('')}</tr>`

export const SAID: Readonly<Record<Language, string>> = { en: 'What is said', zh: '说了什么' }

const clipXhtml = (clip: PageClip, label: string): string => {
  const { kind, href, captionsHref, language, lines, showsLines } = clip
  const name = label === '' ? '' : ` aria-label="${escapeXml(label)}"`
  const track =
    captionsHref === undefined
      ? ''
      : `<track kind="captions" src="${captionsHref}" srclang="${language}" label="${SAID[language]}"/>`
  const spoken = lines
    .map(({ fromMs, text }) => `<p><small>${clockOf(fromMs)}</small> ${escapeXml(printableLine(text))}</p>`)
    .join('\n')
  const said =
    showsLines && spoken !== ''
      ? `\n<details class="said"><summary>${SAID[language]}</summary>\n${spoken}\n</details>`
      : ''
  return `<${kind} controls="controls" preload="metadata" src="${href}"${name}>${track}</${kind}>${said}`
}

/** A picture, sound or clip with its caption; the caption alone where the format cannot hold it. */
const figure = (block: Image, context: PageContext): string => {
  const { mediaId, alt, caption } = block.attrs
  const words = printableLine(caption)
  const clip = context.clip?.(mediaId)
  const href = clip?.href ?? context.imageHref(mediaId)
  if (href === undefined) return words === '' ? '' : `<p class="caption">${escapeXml(words)}</p>`
  const description = printableLine(alt)
  const shown = clip
    ? clipXhtml(clip, description || words)
    : `<img src="${href}" alt="${escapeXml(description)}"/>`
  const below = words === '' ? '' : `\n<figcaption${direction(words)}>${escapeXml(words)}</figcaption>`
  const kind = [...(clip ? ['clip'] : []), ...(sizeOf(block) === 'full' ? [] : [sizeOf(block)])]
  return `<figure${kind.length === 0 ? '' : ` class="${kind.join(' ')}"`}>\n${shown}${below}\n</figure>`
}

export const blockXhtml = (block: Block, context: PageContext): string => {
  switch (block.type) {
    case 'paragraph':
    case 'bulletList':
    case 'orderedList':
      return simple(block, context)
    case 'heading': {
      const tag = `h${Math.min(6, context.headingBase + block.attrs.level - 1)}`
      return block.content?.length
        ? element(tag, ` class="heading-${block.attrs.level}"`, block.content, context)
        : ''
    }
    case 'blockquote': {
      const inside = block.content.map((child) => simple(child, context)).filter((html) => html !== '')
      if (inside.length === 0) return ''
      return block.attrs.pull === true
        ? `<aside class="pull-quote" role="doc-pullquote">\n${inside.join('\n')}\n</aside>`
        : `<blockquote>\n${inside.join('\n')}\n</blockquote>`
    }
    case 'table':
      return `<table>\n${block.content.map((row) => tableRow(row, context)).join('\n')}\n</table>`
    case 'sceneBreak':
      return '<hr class="break"/>'
    case 'image':
      return figure(block, context)
    case 'note':
      return ''
  }
}

/** The notes of a page, each with its way back. */
export const notesXhtml = ({ notes, isEpub, notePrefix: p }: PageContext): string => {
  if (notes.length === 0) return ''
  const type = (name: string): string => (isEpub ? ` epub:type="${name}"` : '')
  const lines = notes.map((text, i) => {
    const html = escapeXml(text).replaceAll('\n', '<br/>')
    const back = `<a role="doc-backlink" href="#r${p}${i + 1}">${i + 1}</a>`
    return `<aside${type('footnote')} role="doc-footnote" id="n${p}${i + 1}"><p${direction(html)}>${back} ${html}</p></aside>`
  })
  return [`<section class="notes"${type('footnotes')}>`, ...lines, '</section>'].join('\n')
}
