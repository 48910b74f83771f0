// What a tokenizer is, whatever its kind, and how saved ones are read back.
import { ByteBpeTokenizer, type ByteBpeJson } from './byte-bpe.ts'
import { CharTokenizer, type CharJson } from './char.ts'
import { SymbolsTokenizer, type SymbolsJson } from './symbols.ts'

/** Turns bytes back into text as tokens arrive; never shows half a character. */
export interface StreamingDecoder {
  /** The text that this token completes; may be empty. */
  push(token: number): string
  /** What is left, with U+FFFD for bytes that never became a character. */
  flush(): string
}

export interface Tokenizer {
  readonly kind: 'byte-bpe' | 'char' | 'symbols'
  readonly vocabularySize: number
  encode(text: string): Int32Array
  decode(tokens: Iterable<number>): string
  /** The UTF-8 bytes that a token stands for, perhaps only a part of a character. */
  bytesOf(token: number): Uint8Array
  decoder(): StreamingDecoder
  toJSON(): TokenizerJson
}

export type TokenizerJson = ByteBpeJson | CharJson | SymbolsJson

/** Rebuilds a tokenizer from what toJSON() gave. */
export function tokenizerFromJson(json: TokenizerJson): Tokenizer {
  switch (json.kind) {
    case 'byte-bpe':
      return ByteBpeTokenizer.fromJson(json)
    case 'char':
      return CharTokenizer.fromJson(json)
    case 'symbols':
      return SymbolsTokenizer.fromJson(json)
  }
}
