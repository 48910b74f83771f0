// Which comments are open at a place of the text while it is read, and the words that each of them was about.
import type { TextNode } from '../../domain/document.ts'
import { MAX_QUOTE } from '../../domain/comment.ts'

export interface Anchor {
  readonly kind: 'start' | 'end' | 'point'
  /** Of the thread. */
  readonly key: string
}

/** At one place of the text; a file that opens more was not made by people. */
const MAX_OPEN = 100

export class CommentMarks {
  readonly #anchor: (id: string) => Anchor | undefined
  readonly #open = new Set<string>()
  readonly #quotes = new Map<string, string>()

  /** @param anchor what an element's id means; undefined: nothing. */
  constructor(anchor: (id: string) => Anchor | undefined) {
    this.#anchor = anchor
  }

  /** The threads that the next words belong to; undefined without any. */
  get open(): readonly string[] | undefined {
    return this.#open.size === 0 ? undefined : [...this.#open].sort()
  }

  quoteOf(key: string): string {
    return this.#quotes.get(key) ?? ''
  }

  /** Words were read. */
  note(text: string): void {
    for (const key of this.#open) this.#add(key, text)
  }

  /** The end of a paragraph. */
  breakLine(): void {
    for (const key of this.#open) if (this.quoteOf(key) !== '') this.#add(key, '\n')
  }

  /**
   * An element with an id was met; `last` is the text before it. Returns what stands in its place where the comment is about
   * its last word; null when the id means nothing here.
   */
  meet(id: string, last: TextNode | undefined): readonly TextNode[] | null {
    const found = this.#anchor(id)
    if (!found) return null
    const { kind, key } = found
    if (kind === 'start' && this.#open.size < MAX_OPEN) this.#open.add(key)
    else if (kind === 'end') this.#open.delete(key)
    const word = kind === 'point' ? /\S+\s*$/u.exec(last?.text ?? '')?.[0] : undefined
    if (!last || word === undefined) return last ? [last] : []
    this.#add(key, word)
    const before = last.text.slice(0, -word.length)
    return [
      ...(before === '' ? [] : [{ ...last, text: before }]),
      { ...last, text: word, comments: [...new Set([...(last.comments ?? []), key])].sort() },
    ]
  }

  #add(key: string, text: string): void {
    this.#quotes.set(key, (this.quoteOf(key) + text).slice(0, MAX_QUOTE))
  }
}
