// The HTML that an RTF file becomes, line by line: paragraphs, headings, lists, tables. Knows no RTF.
import { escapeHtml } from '../escape-html.ts'

export interface RunStyle {
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strike: boolean
  readonly link: string
}

export const PLAIN: RunStyle = { bold: false, italic: false, underline: false, strike: false, link: '' }

export interface LineStyle {
  /** 1 to 9; 0 is no heading. */
  readonly heading: number
  readonly isQuote: boolean
  /** Depth within a list from 0; -1 is no list. */
  readonly list: number
  readonly isNumbered: boolean
}

export const PLAIN_LINE: LineStyle = { heading: 0, isQuote: false, list: -1, isNumbered: false }

const TAGS = [
  ['strike', 's'],
  ['underline', 'u'],
  ['italic', 'em'],
  ['bold', 'strong'],
] as const

const MAX_LIST_DEPTH = 8

export class HtmlPage {
  readonly #parts: string[] = []
  readonly #lists: string[] = []
  #line = ''
  #row: string[] | null = null
  #cell: string[] = []
  #isTable = false

  text(text: string, style: RunStyle): void {
    let html = escapeHtml(text)
    for (const [key, tag] of TAGS) if (style[key]) html = `<${tag}>${html}</${tag}>`
    this.#line += style.link === '' ? html : `<a href="${escapeHtml(style.link)}">${html}</a>`
  }

  /** Already HTML, inside the line. */
  inline(html: string): void {
    this.#line += html
  }

  endLine(style: LineStyle): void {
    const line = this.#line
    this.#line = ''
    if (this.#row) {
      if (line !== '') this.#cell.push(`<p>${line}</p>`)
      return
    }
    this.#endTable()
    this.#openLists(line === '' ? -1 : Math.min(style.list, MAX_LIST_DEPTH), style.isNumbered)
    if (line === '') return
    const level = Math.min(6, style.heading)
    const tag = level > 0 ? `h${level}` : 'p'
    const html = `<${tag}>${line}</${tag}>`
    // An item stays open: the deeper list that may follow belongs into it.
    if (this.#lists.length > 0) this.#parts.push(`<li><p>${line}</p>`)
    else this.#parts.push(style.isQuote && tag === 'p' ? `<blockquote>${html}</blockquote>` : html)
  }

  beginRow(): void {
    this.#openLists(-1, false)
    this.#row ??= []
  }

  endCell(): void {
    this.beginRow()
    this.endLine(PLAIN_LINE)
    this.#row?.push(`<td>${this.#cell.splice(0).join('')}</td>`)
  }

  endRow(): void {
    if (!this.#row) return
    if (!this.#isTable) this.#parts.push('<table>')
    this.#isTable = true
    this.#parts.push(`<tr>${this.#row.join('')}</tr>`)
    this.#row = null
  }

  /** What stands outside of the running text, such as notes, comes last. */
  finish(after: readonly string[]): string {
    this.endLine(PLAIN_LINE)
    this.endRow()
    this.#endTable()
    // Quotes of several paragraphs are one.
    return [...this.#parts, ...after].join('').replaceAll('</blockquote><blockquote>', '')
  }

  #endTable(): void {
    if (this.#isTable) this.#parts.push('</table>')
    this.#isTable = false
  }

  #openLists(depth: number, isNumbered: boolean): void {
    const tag = isNumbered ? 'ol' : 'ul'
    while (this.#lists.length > depth + 1) this.#parts.push(`</${this.#lists.pop() ?? tag}>`)
    if (depth >= 0 && this.#lists.length === depth + 1 && this.#lists.at(-1) !== tag)
      this.#parts.push(`</${this.#lists.pop() ?? tag}>`)
    while (this.#lists.length < depth + 1) {
      this.#lists.push(tag)
      this.#parts.push(`<${tag}>`)
    }
  }
}
