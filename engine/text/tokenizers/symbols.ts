// A tokenizer for lines of symbols that somebody else has fixed: one token a symbol, one for the end of a line.
import type { StreamingDecoder, Tokenizer } from './tokenizer.ts'

export interface SymbolsJson {
  readonly kind: 'symbols'
  /** Token 0 is the unknown symbol, token 1 the end of a line; these follow. */
  readonly symbols: readonly string[]
}

const UNKNOWN = '\uFFFD'
const LINE_END = '\n'

export class SymbolsTokenizer implements Tokenizer {
  readonly kind = 'symbols'
  readonly #symbols: readonly string[]
  readonly #ids: ReadonlyMap<string, number>

  constructor(symbols: readonly string[]) {
    this.#symbols = [UNKNOWN, LINE_END, ...symbols]
    this.#ids = new Map(this.#symbols.map((symbol, id) => [symbol, id]))
  }

  static fromJson({ symbols }: SymbolsJson): SymbolsTokenizer {
    return new SymbolsTokenizer(symbols)
  }

  get vocabularySize(): number {
    return this.#symbols.length
  }

  /** Blanks only part; many line ends in a row are one. */
  encode(text: string): Int32Array {
    const found = text.match(/\n+|[^\s]+/g) ?? []
    return Int32Array.from(found, (symbol) => this.#ids.get(symbol.startsWith('\n') ? LINE_END : symbol) ?? 0)
  }

  decode(tokens: Iterable<number>): string {
    let text = ''
    for (const token of tokens) text += this.#textOf(token)
    return text
  }

  bytesOf(token: number): Uint8Array {
    return Buffer.from(this.#textOf(token))
  }

  decoder(): StreamingDecoder {
    return { push: (token) => this.#textOf(token), flush: () => '' }
  }

  toJSON(): SymbolsJson {
    return { kind: 'symbols', symbols: this.#symbols.slice(2) }
  }

  #textOf(token: number): string {
    const symbol = this.#symbols[token] ?? UNKNOWN
    return symbol === LINE_END ? LINE_END : ` ${symbol}`
  }
}
