// Inline HTML to the manuscript's marks, breaks and footnotes. White space is collapsed as a browser does it.
import type { Inline, Mark } from '../../domain/document.ts'
import { linkMark } from '../link-mark.ts'
import type { CommentMarks } from './comment-marks.ts'
import { attribute, isElement, isText, type Element, type Node } from './dom.ts'

export interface InlineContext {
  /** The text of the note that a reference points at, when it is one. */
  readonly noteOf: (reference: Element) => string | undefined
  /** A picture inside a line: remarked on, its words kept. */
  readonly onImage: (image: Element) => void
  readonly comments?: CommentMarks
}

const MARKS: Readonly<Record<string, Mark['type']>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  cite: 'italic',
  dfn: 'italic',
  var: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
}

/** What is never read as text. */
const SILENT = new Set(
  'script style template noscript iframe object embed svg math head title rp rt'.split(' '),
)
const MARK_ORDER = ['link', 'bold', 'italic', 'underline', 'strike', 'code'] as const

const withMark = (marks: readonly Mark[], mark: Mark): readonly Mark[] =>
  [...marks.filter(({ type }) => type !== mark.type), mark].sort(
    (a, b) => MARK_ORDER.indexOf(a.type) - MARK_ORDER.indexOf(b.type),
  )

const styled = (element: Element, marks: readonly Mark[]): readonly Mark[] => {
  const style = attribute(element, 'style')?.toLowerCase() ?? ''
  let found = marks
  if (/font-style\s*:\s*(?:italic|oblique)/u.test(style)) found = withMark(found, { type: 'italic' })
  if (/font-weight\s*:\s*(?:bold|[6-9]00)/u.test(style)) found = withMark(found, { type: 'bold' })
  if (/text-decoration[^;]*underline/u.test(style)) found = withMark(found, { type: 'underline' })
  if (/text-decoration[^;]*line-through/u.test(style)) found = withMark(found, { type: 'strike' })
  return found
}

/** Gathers inline content; `take` gives what has come so far and begins anew. */
export class InlineReader {
  readonly #context: InlineContext
  #inlines: Inline[] = []

  constructor(context: InlineContext) {
    this.#context = context
  }

  read(node: Node, marks: readonly Mark[], isPreformatted: boolean): void {
    if (isText(node)) {
      this.#push(
        isPreformatted ? node.value : node.value.replace(/[\t\n\f\r ]+/gu, ' '),
        marks,
        isPreformatted,
      )
      return
    }
    if (!isElement(node) || SILENT.has(node.tagName)) return
    switch (node.tagName) {
      case 'br':
        this.#inlines.push({ type: 'hardBreak' })
        return
      case 'img':
      case 'image':
        this.#context.onImage(node)
        this.#push(attribute(node, 'alt') ?? '', marks, false)
        return
      case 'a': {
        if (this.#meetComment(attribute(node, 'id'))) return
        const note = this.#context.noteOf(node)
        if (note !== undefined) {
          this.#inlines.push({ type: 'footnote', attrs: { text: note } })
          return
        }
        break
      }
    }
    const type = MARKS[node.tagName]
    const link = node.tagName === 'a' ? linkMark(attribute(node, 'href') ?? '') : undefined
    let inner = styled(node, marks)
    if (type) inner = withMark(inner, { type })
    if (link) inner = withMark(inner, link)
    for (const child of node.childNodes) this.read(child, inner, isPreformatted)
  }

  /** Without spaces and breaks at the ends, unless they were meant. */
  take(isPreformatted: boolean): Inline[] {
    const inlines = this.#inlines
    this.#inlines = []
    if (inlines.length > 0) this.#context.comments?.breakLine()
    if (isPreformatted) return inlines
    const trimmed: Inline[] = []
    for (const [i, inline] of inlines.entries()) {
      if (inline.type !== 'text') {
        trimmed.push(inline)
        continue
      }
      const before = inlines[i - 1]
      const after = inlines[i + 1]
      let { text } = inline
      if (before === undefined || before.type === 'hardBreak') text = text.replace(/^ /u, '')
      if (after === undefined || after.type === 'hardBreak') text = text.replace(/ $/u, '')
      if (text !== '') trimmed.push({ ...inline, text })
    }
    while (trimmed[0]?.type === 'hardBreak') trimmed.shift()
    while (trimmed.at(-1)?.type === 'hardBreak') trimmed.pop()
    return trimmed
  }

  /** True when the element stands for nothing but a comment's beginning or end. */
  #meetComment(id: string | undefined): boolean {
    const last = this.#inlines.at(-1)
    const text = last?.type === 'text' ? last : undefined
    const instead = id === undefined ? null : (this.#context.comments?.meet(id, text) ?? null)
    if (instead === null) return false
    if (text) this.#inlines.splice(-1, 1, ...instead)
    return true
  }

  /** Neighbours with the same marks become one; a space after a space is none. */
  #push(text: string, marks: readonly Mark[], isPreformatted: boolean): void {
    const last = this.#inlines.at(-1)
    const isAfterSpace = last?.type === 'text' && last.text.endsWith(' ')
    const added = isAfterSpace && !isPreformatted ? text.replace(/^ /u, '') : text
    if (added === '') return
    const comments = this.#context.comments?.open
    this.#context.comments?.note(added)
    const form = JSON.stringify([marks, comments ?? []])
    if (last?.type === 'text' && JSON.stringify([last.marks ?? [], last.comments ?? []]) === form)
      this.#inlines[this.#inlines.length - 1] = { ...last, text: last.text + added }
    else
      this.#inlines.push({
        type: 'text',
        text: added,
        ...(marks.length > 0 ? { marks } : {}),
        ...(comments ? { comments } : {}),
      })
  }
}
