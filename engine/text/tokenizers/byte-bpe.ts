// Byte-level byte-pair encoding (Sennrich et al. 2016; bytes as in GPT-2): lossless on any text; training is bpe-trainer's.
import { pieces, type Cut } from './pieces.ts'
import { trainMerges, type TrainMergesOptions } from './bpe-trainer.ts'
import type { StreamingDecoder, Tokenizer } from './tokenizer.ts'

export interface ByteBpeJson {
  readonly kind: 'byte-bpe'
  /** Pairs in order of rank; merge i makes token 256 + i. */
  readonly merges: readonly (readonly [number, number])[]
  readonly cut?: Cut
}

const encoder = new TextEncoder()
const CACHE_LIMIT = 50_000
/** Of new tokenizers. */
const CUT: Cut = 'qwen2'

export class ByteBpeTokenizer implements Tokenizer {
  readonly kind = 'byte-bpe'
  readonly #merges: readonly (readonly [number, number])[]
  readonly #cut: Cut | undefined
  readonly #ranks = new Map<number, number>()
  readonly #bytes: Uint8Array[]
  readonly #cache = new Map<string, readonly number[]>()

  private constructor({ merges, cut }: Omit<ByteBpeJson, 'kind'>) {
    this.#merges = merges
    this.#cut = cut
    this.#bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte))
    merges.forEach(([left, right], rank) => {
      const a = this.#bytes[left]
      const b = this.#bytes[right]
      if (!a || !b) throw new Error(`Merge ${rank} of the tokenizer joins a token that does not exist yet`)
      this.#ranks.set(pairKey(left, right), rank)
      this.#bytes.push(Uint8Array.of(...a, ...b))
    })
  }

  static train(texts: Iterable<string>, options: TrainMergesOptions): ByteBpeTokenizer {
    const cut = options.cut ?? CUT
    return new ByteBpeTokenizer({ merges: trainMerges(texts, { ...options, cut }), cut })
  }

  static fromJson({ merges, cut }: ByteBpeJson): ByteBpeTokenizer {
    return new ByteBpeTokenizer({ merges, ...(cut ? { cut } : {}) })
  }

  get vocabularySize(): number {
    return this.#bytes.length
  }

  /** Lone surrogates, which are no text, become U+FFFD as everywhere in UTF-8. */
  encode(text: string): Int32Array {
    const tokens: number[] = []
    for (const piece of pieces(text, this.#cut))
      for (const token of this.#encodePiece(piece)) tokens.push(token)
    return Int32Array.from(tokens)
  }

  /** Any bytes, also such as are no text; merges do not look for word borders here. */
  encodeBytes(bytes: Uint8Array): Int32Array {
    return Int32Array.from(this.#merge([...bytes]))
  }

  decodeBytes(tokens: Iterable<number>): Uint8Array {
    const parts: Uint8Array[] = []
    for (const token of tokens) parts.push(this.bytesOf(token))
    return Buffer.concat(parts)
  }

  decode(tokens: Iterable<number>): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.decodeBytes(tokens))
  }

  bytesOf(token: number): Uint8Array {
    const bytes = this.#bytes[token]
    if (!bytes) throw new RangeError(`Token ${token} is outside the vocabulary of ${this.#bytes.length}`)
    return bytes
  }

  decoder(): StreamingDecoder {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    return {
      push: (token) => decoder.decode(this.bytesOf(token), { stream: true }),
      flush: () => decoder.decode(),
    }
  }

  toJSON(): ByteBpeJson {
    return { kind: 'byte-bpe', merges: this.#merges, ...(this.#cut ? { cut: this.#cut } : {}) }
  }

  #encodePiece(piece: string): readonly number[] {
    const known = this.#cache.get(piece)
    if (known) return known
    const tokens = this.#merge([...encoder.encode(piece)])
    if (this.#cache.size >= CACHE_LIMIT) this.#cache.clear()
    this.#cache.set(piece, tokens)
    return tokens
  }

  /** Joins the pair of lowest rank until none is left; pieces are short, so a scan is the fastest way. */
  #merge(tokens: number[]): number[] {
    for (;;) {
      let best = Infinity
      for (let i = 0; i + 1 < tokens.length; i++) {
        const rank = this.#ranks.get(pairKey(tokens[i], tokens[i + 1]))
        if (rank !== undefined && rank < best) best = rank
      }
      if (best === Infinity) return tokens
      const [left, right] = this.#merges[best]
      let kept = 0
      for (let i = 0; i < tokens.length; i++) {
        const joins = tokens[i] === left && tokens[i + 1] === right
        tokens[kept++] = joins ? 256 + best : tokens[i]
        if (joins) i++
      }
      tokens.length = kept
    }
  }
}

const pairKey = (left: number, right: number): number => left * 0x100000 + right
