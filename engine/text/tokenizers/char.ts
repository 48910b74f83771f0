// A tokenizer with one token a character (Unicode code point) of its training text.
import type { StreamingDecoder, Tokenizer } from './tokenizer.ts'

export interface CharJson {
  readonly kind: 'char'
  /** Token 0 is the unknown character; these follow. */
  readonly characters: readonly string[]
}

const UNKNOWN = '\uFFFD'

export class CharTokenizer implements Tokenizer {
  readonly kind = 'char'
  readonly #characters: readonly string[]
  readonly #ids: ReadonlyMap<string, number>

  private constructor(characters: readonly string[]) {
    this.#characters = [UNKNOWN, ...characters]
    this.#ids = new Map(this.#characters.map((character, id) => [character, id]))
  }

  /** Characters of the texts by code point; those seen less than `minimumCount` times become unknown. */
  static train(texts: Iterable<string>, { minimumCount = 1 }: { minimumCount?: number } = {}): CharTokenizer {
    const counts = new Map<string, number>()
    for (const text of texts)
      for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
    counts.delete(UNKNOWN)
    const kept = [...counts].filter(([, count]) => count >= minimumCount).map(([character]) => character)
    return new CharTokenizer(kept.sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!))
  }

  static fromJson({ characters }: CharJson): CharTokenizer {
    return new CharTokenizer(characters)
  }

  get vocabularySize(): number {
    return this.#characters.length
  }

  encode(text: string): Int32Array {
    return Int32Array.from(text, (character) => this.#ids.get(character) ?? 0)
  }

  decode(tokens: Iterable<number>): string {
    let text = ''
    for (const token of tokens) text += this.#characters[token] ?? UNKNOWN
    return text
  }

  bytesOf(token: number): Uint8Array {
    return Buffer.from(this.#characters[token] ?? UNKNOWN)
  }

  decoder(): StreamingDecoder {
    return { push: (token) => this.decode([token]), flush: () => '' }
  }

  toJSON(): CharJson {
    return { kind: 'char', characters: this.#characters.slice(1) }
  }
}
