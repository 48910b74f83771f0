// RTF to HTML: text with its marks, headings, lists, tables, links, notes and pictures. Forgives what it does not know.
// Specification: Rich Text Format 1.9.1.
import { escapeHtml } from '../escape-html.ts'
import type { SaidOfText } from '../gather-threads.ts'
import { HtmlPage, PLAIN, PLAIN_LINE, type LineStyle, type RunStyle } from './html-page.ts'
import { isCommentTarget, RtfComments, type CommentTarget } from './rtf-comments.ts'
import { encodingOfCharset, encodingOfPage } from './rtf-encodings.ts'
import { rtfTokens, type RtfToken } from './rtf-tokens.ts'
import { OF_THE_PAGE, SIGNS, SKIPPED } from './rtf-words.ts'

export interface RtfText {
  readonly html: string
  readonly title: string
  readonly author: string
  /** By the address that the HTML gives them. */
  readonly pictures: ReadonlyMap<string, { readonly name: string; readonly bytes: Uint8Array }>
  /** Pictures of kinds that nobody shows: metafiles. */
  readonly lostPictures: number
  /** The HTML has their anchors. */
  readonly said: readonly SaidOfText[]
}

type Target =
  | 'text'
  | 'skip'
  | 'fonts'
  | 'styles'
  | 'title'
  | 'author'
  | 'note'
  | 'picture'
  | 'address'
  | 'mark'
  | CommentTarget

interface Group {
  target: Target
  style: RunStyle
  isHidden: boolean
  encoding: string | undefined
  /** Characters that stand for a `\u` in old readers. */
  substitutes: number
  /** Text of what is not the page: a note, an address, a mark of a list, a font's or style's name. */
  aside: { text: string }
}

const MAX_DEPTH = 500

export class RtfReader {
  readonly #page = new HtmlPage()
  readonly #groups: Group[] = []
  readonly #fonts = new Map<number, string | undefined>()
  readonly #styles = new Map<number, string>()
  readonly #pictures = new Map<string, { name: string; bytes: Uint8Array }>()
  readonly #notes: string[] = []
  readonly #comments = new RtfComments()
  readonly #info = { title: '', author: '' }
  #group: Group = {
    target: 'text',
    style: PLAIN,
    isHidden: false,
    encoding: undefined,
    substitutes: 1,
    aside: { text: '' },
  }
  #page0 = 'windows-1252'
  #line: LineStyle = PLAIN_LINE
  #bytes: number[] = []
  #level = 0
  #highSurrogate = ''
  #font = 0
  #styleNumber = 0
  #pictureKind = ''
  #lostPictures = 0
  #skipCharacters = 0
  #isStarred = false

  read(source: string): RtfText {
    for (const token of rtfTokens(source)) this.#take(token)
    this.#flush()
    const notes = this.#notes.map(
      (text, i) =>
        `<aside role="doc-footnote" id="n${i + 1}">${text
          .split('\n')
          .map((line) => `<p>${escapeHtml(line)}</p>`)
          .join('')}</aside>`,
    )
    return {
      html: this.#page.finish(notes),
      ...this.#info,
      pictures: this.#pictures,
      lostPictures: this.#lostPictures,
      said: this.#comments.said,
    }
  }

  #take(token: RtfToken): void {
    if (token.kind !== 'byte') this.#flush()
    switch (token.kind) {
      case 'open':
        this.#groups.push(this.#group)
        if (this.#groups.length > MAX_DEPTH) throw new Error('nested without end')
        this.#group = { ...this.#group }
        break
      case 'close':
        this.#close()
        break
      case 'byte':
        if (this.#skipCharacters > 0) this.#skipCharacters -= 1
        else this.#bytes.push(token.value)
        break
      case 'text': {
        const text = token.text.slice(this.#skipCharacters)
        this.#skipCharacters = Math.max(0, this.#skipCharacters - token.text.length)
        if (/[\u0080-\u00FF]/u.test(text)) this.#bytes.push(...Buffer.from(text, 'latin1'))
        else this.#write(text)
        break
      }
      case 'word':
        this.#word(token.name, token.value)
        break
    }
    this.#isStarred = token.kind === 'word' && token.name === '*'
  }

  #flush(): void {
    if (this.#bytes.length === 0) return
    const bytes = Uint8Array.from(this.#bytes.splice(0))
    this.#write(new TextDecoder(this.#group.encoding ?? this.#page0).decode(bytes))
  }

  #write(text: string): void {
    const { target, isHidden, style, aside } = this.#group
    if (text === '' || target === 'skip') return
    if (target !== 'text') aside.text += text
    else if (!isHidden) this.#page.text(text, style)
  }

  #aim(target: Target): void {
    // What is left out stays so, whatever is in it; a comment has words only.
    if (this.#group.target === 'skip') return
    this.#group.target = this.#group.target === 'annotation' && !isCommentTarget(target) ? 'skip' : target
    this.#group.aside = { text: '' }
  }

  #close(): void {
    const ended = this.#group
    this.#group = this.#groups.pop() ?? ended
    const { text } = ended.aside
    if ((ended.target === 'styles' || ended.target === 'fonts') && text.trim() !== '') {
      if (ended.target === 'styles')
        this.#styles.set(this.#styleNumber, text.replace(/;.*$/su, '').trim().toLowerCase())
      ended.aside.text = ''
      this.#styleNumber = 0
    }
    if (ended.target === this.#group.target) return
    if (isCommentTarget(ended.target)) {
      this.#page.inline(this.#comments.take(ended.target, text))
      return
    }
    switch (ended.target) {
      case 'title':
      case 'author':
        this.#info[ended.target] = text.trim()
        break
      case 'note':
        this.#page.inline(
          `<a role="doc-noteref" href="#n${this.#notes.push(text.trim())}">${this.#notes.length}</a>`,
        )
        break
      case 'picture':
        this.#picture(text)
        break
      case 'address':
        // The group around it also holds the words that are the link.
        this.#group.style = {
          ...this.#group.style,
          link: /HYPERLINK\s+"([^"]{1,4096})"/u.exec(text)?.[1] ?? '',
        }
        break
      case 'mark':
        this.#line = {
          ...this.#line,
          list: this.#level,
          isNumbered: /[\p{L}\d]{1,4}[.)]/u.test(text),
        }
        break
      case 'text':
      case 'skip':
      case 'fonts':
      case 'styles':
        break
    }
  }

  #picture(hex: string): void {
    const digits = hex.replace(/[^0-9a-f]/giu, '')
    if (this.#pictureKind === '' || digits.length < 16) {
      this.#lostPictures += 1
      return
    }
    const address = `rtf:${this.#pictures.size + 1}`
    const name = `picture-${this.#pictures.size + 1}.${this.#pictureKind}`
    this.#pictures.set(address, { name, bytes: new Uint8Array(Buffer.from(digits, 'hex')) })
    this.#page.inline(`<img src="${address}" alt="">`)
  }

  #endLine(): void {
    this.#page.endLine(this.#line)
    // The mark of a list's item stands in every one of them.
    this.#line = { ...this.#line, list: -1, isNumbered: false }
  }

  #mark(key: 'bold' | 'italic' | 'underline' | 'strike', value: number | null): void {
    this.#group.style = { ...this.#group.style, [key]: value !== 0 }
  }

  #word(name: string, value: number | null): void {
    const sign = SIGNS[name]
    if (sign !== undefined) this.#write(sign)
    else if (SKIPPED.has(name)) this.#group.target = 'skip'
    else if (this.#group.target === 'fonts' || this.#group.target === 'styles') this.#define(name, value)
    else if (!this.#structure(name, value) && !this.#look(name, value) && this.#isStarred)
      this.#group.target = 'skip'
  }

  /** In the tables of fonts and styles. */
  #define(name: string, value: number | null): void {
    if (name === 'f') this.#font = value ?? 0
    else if (name === 'fcharset') this.#fonts.set(this.#font, encodingOfCharset(value ?? 0))
    else if (name === 's' || name === 'cs') this.#styleNumber = name === 's' ? (value ?? 0) : -1
    else if (name === 'u') this.#unicode(value)
    else if (this.#isStarred && name !== 'cs') this.#group.target = 'skip'
  }

  #unicode(value: number | null): void {
    const unit = String.fromCharCode((value ?? 0) & 0xffff)
    if (/[\uD800-\uDBFF]/.test(unit)) this.#highSurrogate = unit
    else {
      this.#write((/[\uDC00-\uDFFF]/.test(unit) ? this.#highSurrogate : '') + unit)
      this.#highSurrogate = ''
    }
    this.#skipCharacters = this.#group.substitutes
  }

  /** @returns whether the word is known. */
  #structure(name: string, value: number | null): boolean {
    if (isCommentTarget(name)) {
      this.#aim(name)
      return true
    }
    if (this.#group.target !== 'text' && OF_THE_PAGE.has(name)) return true
    switch (name) {
      case 'fonttbl':
        this.#aim('fonts')
        return true
      case 'stylesheet':
        this.#aim('styles')
        return true
      case 'info':
      case 'field':
      case 'shppict':
      case 'fldrslt':
        return true
      case 'title':
      case 'author':
        this.#aim(name)
        return true
      case 'footnote':
        this.#aim('note')
        return true
      case 'pict':
        this.#aim('picture')
        this.#pictureKind = ''
        return true
      case 'pngblip':
        this.#pictureKind = 'png'
        return true
      case 'jpegblip':
        this.#pictureKind = 'jpg'
        return true
      case 'fldinst':
        this.#aim('address')
        return true
      case 'listtext':
      case 'pntext':
        this.#aim('mark')
        return true
      case 'par':
      case 'sect':
      case 'page':
        if (this.#group.target !== 'text') this.#write('\n')
        else this.#endLine()
        return true
      case 'line':
        if (this.#group.target !== 'text') this.#write('\n')
        else this.#page.inline('<br>')
        return true
      case 'trowd':
        this.#page.beginRow()
        return true
      case 'cell':
        this.#page.endCell()
        return true
      case 'row':
        this.#page.endRow()
        return true
      case 'ansicpg':
        this.#page0 = encodingOfPage(value ?? 1252)
        return true
      case 'mac':
        this.#page0 = 'macintosh'
        return true
      case 'u':
        this.#unicode(value)
        return true
      case 'uc':
        this.#group.substitutes = Math.min(16, Math.max(0, value ?? 1))
        return true
      case 'f':
        this.#group.encoding = this.#fonts.get(value ?? 0)
        return true
      default:
        return false
    }
  }

  #look(name: string, value: number | null): boolean {
    switch (name) {
      case 'b':
        this.#mark('bold', value)
        return true
      case 'i':
        this.#mark('italic', value)
        return true
      case 'ul':
      case 'uld':
      case 'uldb':
      case 'ulw':
        this.#mark('underline', value)
        return true
      case 'ulnone':
        this.#mark('underline', 0)
        return true
      case 'strike':
      case 'striked':
        this.#mark('strike', value)
        return true
      case 'v':
        this.#group.isHidden = value !== 0
        return true
      case 'plain':
        this.#group.style = { ...PLAIN, link: this.#group.style.link }
        this.#group.isHidden = false
        return true
      case 'pard':
        this.#line = PLAIN_LINE
        this.#level = 0
        return true
      case 'outlinelevel':
        this.#line = { ...this.#line, heading: (value ?? 9) < 9 ? (value ?? 0) + 1 : 0 }
        return true
      case 'ilvl':
        this.#level = Math.max(0, value ?? 0)
        if (this.#line.list >= 0) this.#line = { ...this.#line, list: this.#level }
        return true
      case 's': {
        const style = this.#styles.get(value ?? 0) ?? ''
        const level = /^(?:heading|überschrift|titre|标题)\s*(\d)/u.exec(style)?.[1]
        this.#line = {
          ...this.#line,
          heading: level ? Number(level) : 0,
          isQuote: /\bquot|引用/u.test(style),
        }
        return true
      }
      default:
        return false
    }
  }
}
