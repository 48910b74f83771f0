// The tokens of a GGUF model as bytes, looked up once a model, and the few hundred of them that one passage meets, numbered as
// they come.
import { without, type Remaining } from '../../nn/sampling/index.ts'
import type { Utf8State } from '../../text/tokenizers/utf8-guard.ts'
import { followByte } from '../../text/tokenizers/utf8-guard.ts'
import { bytesOfVisible } from '../../text/tokenizers/visible-bytes.ts'
import type { StreamingDecoder } from '../../text/tokenizers/tokenizer.ts'
import type { DraftGuard } from '../draft.ts'

/** As the file has them (`tokenizer.ggml.*`). */
export interface GgufTokens {
  /** gpt2: bytes as visible characters; others: text with ▁ for a space and <0x0A> for a byte. */
  readonly model: string
  readonly texts: readonly string[]
  /** llama.cpp's kinds: 1 normal, 3 control, 6 byte. */
  readonly kinds: readonly number[]
}

const CONTROL = 3
const UNUSED = 5
const SPACE = '▁'
const BYTE = /^<0x([\dA-F]{2})>$/u
const MARKS_ONLY = /^[\s\p{P}]*[\n\p{P}][\s\p{P}]*$/u
const INVALID = -1
const STATES = 4
/** More than a vocabulary has tokens. */
const PLACES = 2 ** 24

const encoder = new TextEncoder()

const bytesOf = ({ model, texts }: GgufTokens, token: number): Uint8Array => {
  const text = texts[token] ?? ''
  if (model === 'gpt2') return bytesOfVisible(text)
  const byte = BYTE.exec(text)?.[1]
  return byte === undefined
    ? encoder.encode(text.replaceAll(SPACE, ' '))
    : Uint8Array.of(Number.parseInt(byte, 16))
}

const follow = (state: Utf8State, bytes: Uint8Array): number =>
  // The end of a text may not cut a character in two.
  bytes.length === 0 && state > 0 ? INVALID : bytes.reduce((now, byte) => followByte(now, byte), state)

/** What is known of one token. */
interface Fact {
  readonly bytes: Uint8Array
  readonly text: string
  /** What it does to every state of a character. */
  readonly next: readonly number[]
  /** Whether the model ends its text with it. */
  readonly ends: boolean
  /** Whether a writer may ever see it: control tokens are the program's, save the one that ends a text. */
  readonly isWritable: boolean
  /** Marks and line ends alone. */
  readonly isMark: boolean
}

/** Of a whole model: each token is looked at when it first comes up. */
export class GgufVocabulary {
  readonly #tokens: GgufTokens
  readonly #isEnd: (token: number) => boolean
  readonly #facts: (Fact | undefined)[] = []

  /** @param isEnd whether the model ends its text with this token */
  constructor(tokens: GgufTokens, isEnd: (token: number) => boolean) {
    this.#tokens = tokens
    this.#isEnd = isEnd
  }

  fact(token: number): Fact {
    return (this.#facts[token] ??= this.#look(token))
  }

  #look(token: number): Fact {
    const ends = this.#isEnd(token)
    const kind = this.#tokens.kinds[token]
    const bytes = ends ? new Uint8Array() : bytesOf(this.#tokens, token)
    const text = Buffer.from(bytes).toString('utf8')
    return {
      bytes,
      text,
      next: Array.from({ length: STATES }, (_, state) => follow(state, bytes)),
      ends,
      isWritable: (kind !== CONTROL && kind !== UNUSED) || ends,
      isMark: MARKS_ONLY.test(text),
    }
  }
}

/**
 * What samplers, guards and drafts see in place of the model's vocabulary: numbers from 0 in the order in which tokens
 * came up. A model of 150,000 tokens would cost milliseconds a step otherwise.
 */
export class SeenTokens {
  readonly #vocabulary: GgufVocabulary
  readonly #seen: number[] = []
  readonly #numbers = new Map<number, number>()
  readonly #facts: Fact[] = []

  constructor(vocabulary: GgufVocabulary) {
    this.#vocabulary = vocabulary
  }

  numberOf(token: number): number {
    const known = this.#numbers.get(token)
    if (known !== undefined) return known
    const number = this.#seen.length
    this.#numbers.set(token, number)
    this.#seen.push(token)
    this.#facts.push(this.#vocabulary.fact(token))
    return number
  }

  tokenOf(number: number): number {
    return this.#seen[number]
  }

  ends(number: number): boolean {
    return this.#facts[number].ends
  }

  /**
   * What a writer may see, by number, with the logarithms of its probabilities: those tokens alone, not all that were seen,
   * since this happens at every token.
   * @param mayEnd whether the text may end here
   */
  scoresOf(probabilities: ReadonlyMap<number, number>, mayEnd: boolean): Remaining {
    // Numbers are sorted with their places in one: without a comparison of ours.
    const order = new Float64Array(probabilities.size)
    const found: number[] = []
    for (const [token, probability] of probabilities) {
      if (probability <= 0) continue
      const { isWritable, ends } = this.#vocabulary.fact(token)
      if (!isWritable || (ends && !mayEnd)) continue
      order[found.length] = this.numberOf(token) * PLACES + found.length
      found.push(probability)
    }
    const sorted = order.subarray(0, found.length).sort()
    const left = { tokens: new Uint32Array(found.length), logits: new Float64Array(found.length) }
    for (let at = 0; at < found.length; at++) {
      const place = sorted[at] % PLACES
      left.tokens[at] = (sorted[at] - place) / PLACES
      left.logits[at] = Math.log(found[place])
    }
    return left
  }

  /** Marks and line ends alone: repeating them is not repeating a phrase. */
  readonly breakers = { has: (number: number): boolean => this.#facts[number].isMark }

  decode(numbers: Iterable<number>): string {
    return Buffer.concat(Array.from(numbers, (number) => this.#facts[number].bytes)).toString('utf8')
  }

  decoder(): StreamingDecoder {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    let state: Utf8State = 0
    return {
      push: (number) => {
        const { bytes, text, next } = this.#facts[number]
        // Whole characters need no memory of what came before.
        if (state === 0 && next[0] === 0) return text
        state = Math.max(0, next[state])
        return decoder.decode(bytes, { stream: true })
      },
      flush: () => decoder.decode(),
    }
  }

  /** Written bytes stay whole characters. */
  readonly guard: DraftGuard<Remaining> = {
    allowed: (scores, state) => {
      const out: number[] = []
      for (const number of scores.tokens) if (this.#facts[number].next[state] === INVALID) out.push(number)
      return without(scores, out)
    },
    next: (state, number) => Math.max(0, this.#facts[number].next[state]),
  }
}
