// The body of an OpenDocument text to HTML: paragraphs, marks, lists, tables, notes, pictures, anchors of comments.
// OpenDocument 1.3, part 3.
import { escapeHtml } from '../escape-html.ts'
import { anchorHtml } from '../gather-threads.ts'
import { findXml, type XmlElement } from '../read-xml.ts'
import { OdtComments } from './odt-comments.ts'
import type { OdtMarks, OdtStyles } from './odt-styles.ts'

const SKIPPED = new Set(
  'tracked-changes table-of-content alphabetical-index bibliography illustration-index table-index object-index user-index sequence-decls variable-decls user-field-decls forms ruby-text soft-page-break'.split(
    ' ',
  ),
)
const TAGS = [
  ['strike', 's'],
  ['underline', 'u'],
  ['italic', 'em'],
  ['bold', 'strong'],
] as const
const MAX_SPACES = 1000

const marked = (html: string, marks: OdtMarks): string => {
  if (html === '') return ''
  let result = html
  for (const [key, tag] of TAGS) if (marks[key]) result = `<${tag}>${result}</${tag}>`
  return result
}

export class OdtHtml {
  readonly comments: OdtComments
  readonly #styles: OdtStyles
  readonly #body: XmlElement
  readonly #notes: string[] = []
  /** What hangs on a paragraph without being part of its text: framed pictures and boxes. */
  #hanging: string[] = []

  constructor(styles: OdtStyles, body: XmlElement) {
    this.#styles = styles
    this.#body = body
    this.comments = new OdtComments(body)
  }

  page(): string {
    const html = this.#blocks(this.#body)
    return html.replaceAll('</blockquote><blockquote>', '') + this.#notes.join('')
  }

  #blocks(parent: XmlElement): string {
    return parent.children.map((child) => this.#block(child)).join('')
  }

  #block(element: XmlElement): string {
    if (SKIPPED.has(element.name)) return ''
    switch (element.name) {
      case 'h': {
        const level = Math.min(6, Math.max(1, Number(element.attributes['outline-level'] ?? 1) || 1))
        return this.#hung(`<h${level}>${this.#inlines(element)}</h${level}>`)
      }
      case 'p':
        return this.#paragraph(element)
      case 'list':
        return this.#list(element, element.attributes['style-name'] ?? '')
      case 'table':
        return `<table>${this.#rows(element)}</table>`
      case 'frame':
        return this.#frame(element)
      case 'annotation':
      case 'annotation-end':
        return this.#comment(element)
      default:
        return this.#blocks(element)
    }
  }

  #paragraph(element: XmlElement): string {
    const style = element.attributes['style-name'] ?? ''
    const level = Math.min(6, this.#styles.headingLevel(style))
    if (level > 0) return this.#hung(`<h${level}>${this.#inlines(element)}</h${level}>`)
    const html = marked(this.#inlines(element), this.#styles.marks(style, false))
    if (this.#styles.is(style, /^horizontal line$/iu)) return this.#hung('<hr>')
    if (html === '') return this.#hung('')
    if (this.#styles.is(style, /^title$/iu)) return this.#hung(`<p class="book-title">${html}</p>`)
    if (this.#styles.is(style, /^caption$/iu)) return this.#hung(`<p class="caption">${html}</p>`)
    if (this.#styles.is(style, /^(?:quotations|quote|block ?text)$/iu))
      return this.#hung(`<blockquote><p>${html}</p></blockquote>`)
    return this.#hung(`<p>${html}</p>`)
  }

  #hung(html: string): string {
    const hanging = this.#hanging.splice(0).join('')
    return html + hanging
  }

  /** A list within a list has the outer one's style. */
  #list(element: XmlElement, style: string): string {
    const tag = this.#styles.isNumbered(style) ? 'ol' : 'ul'
    const items = element.children.map((item) => {
      const inside = item.children.map((child) =>
        child.name === 'list'
          ? this.#list(child, child.attributes['style-name'] ?? style)
          : this.#block(child),
      )
      return `<li>${inside.join('')}</li>`
    })
    return `<${tag}>${items.join('')}</${tag}>`
  }

  #rows(element: XmlElement, tag: 'td' | 'th' = 'td'): string {
    return element.children
      .map((child) => {
        if (child.name === 'table-row') return `<tr>${this.#cells(child, tag)}</tr>`
        if (child.name === 'table-header-rows') return this.#rows(child, 'th')
        return /^table-(?:rows|row-group)$/u.test(child.name) ? this.#rows(child, tag) : ''
      })
      .join('')
  }

  #cells(row: XmlElement, tag: 'td' | 'th'): string {
    return row.children
      .filter(({ name }) => name === 'table-cell')
      .map((cell) => {
        const span = (what: 'columns' | 'rows'): number =>
          Math.max(1, Number(cell.attributes[`number-${what}-spanned`] ?? 1) || 1)
        return `<${tag} colspan="${span('columns')}" rowspan="${span('rows')}">${this.#blocks(cell)}</${tag}>`
      })
      .join('')
  }

  #inlines(element: XmlElement): string {
    // White space is collapsed in the file; what is meant stands in elements.
    return element.nodes
      .map((node) =>
        typeof node === 'string' ? escapeHtml(node.replace(/[\t\n\r ]+/gu, ' ')) : this.#inline(node),
      )
      .join('')
  }

  #inline(element: XmlElement): string {
    if (SKIPPED.has(element.name)) return ''
    switch (element.name) {
      case 's':
        return ' '.repeat(Math.min(MAX_SPACES, Math.max(1, Number(element.attributes['c'] ?? 1) || 1)))
      case 'tab':
        return '\t'
      case 'line-break':
        return '<br>'
      case 'span':
        return marked(
          this.#inlines(element),
          this.#styles.marks(element.attributes['style-name'] ?? '', true),
        )
      case 'a':
        return `<a href="${escapeHtml(element.attributes['href'] ?? '')}">${this.#inlines(element)}</a>`
      case 'note':
        return this.#note(element)
      case 'annotation':
      case 'annotation-end':
        return this.#comment(element)
      case 'frame':
      case 'text-box':
        this.#hanging.push(this.#frame(element))
        return ''
      default:
        return this.#inlines(element)
    }
  }

  #comment(element: XmlElement): string {
    const place = this.comments.meet(element)
    return place ? anchorHtml(place.kind, place.id) : ''
  }

  #note(element: XmlElement): string {
    const body = element.children.find(({ name }) => name === 'note-body')
    if (!body) return ''
    const number = this.#notes.length + 1
    // Kept before it is filled: a note has its number even where it holds another one.
    this.#notes.push('')
    this.#notes[number - 1] = `<aside role="doc-footnote" id="n${number}">${this.#blocks(body)}</aside>`
    return `<a role="doc-noteref" href="#n${number}">${number}</a>`
  }

  /** A picture; in a box together with its caption. */
  #frame(element: XmlElement): string {
    const image = findXml(element, 'image')
    const href = image?.attributes['href'] ?? ''
    const box = findXml(element, 'text-box')
    const alt = (findXml(element, 'desc') ?? findXml(element, 'title'))?.text ?? ''
    const picture = href === '' ? '' : `<img src="${escapeHtml(href)}" alt="${escapeHtml(alt)}">`
    if (!box) return picture
    if (picture === '') return this.#blocks(box)
    return `<figure>${picture}<figcaption>${escapeHtml(box.text.replace(/\s+/gu, ' ').trim())}</figcaption></figure>`
  }
}
