// The tokens of a GGUF model as bytes, and the few hundred of them that one passage meets, numbered as they come.
import type { Utf8State } from '../../text/tokenizers/utf8-guard.ts'
import { followByte } from '../../text/tokenizers/utf8-guard.ts'
import { bytesOfVisible } from '../../text/tokenizers/visible-bytes.ts'
import type { StreamingDecoder } from '../../text/tokenizers/tokenizer.ts'

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

/**
 * What samplers, guards and drafts see in place of the model's vocabulary: numbers from 0 in the order in which tokens
 * came up. A model of 150,000 tokens would cost milliseconds a step otherwise.
 */
export class SeenTokens {
  readonly #tokens: GgufTokens
  readonly #isEnd: (token: number) => boolean
  readonly #seen: number[] = []
  readonly #numbers = new Map<number, number>()
  readonly #bytes: Uint8Array[] = []
  readonly #marks: boolean[] = []
  /** What each does to every state of a character: [numbers × states]. */
  readonly #next: number[] = []

  /** @param isEnd whether the model ends its text with this token */
  constructor(tokens: GgufTokens, isEnd: (token: number) => boolean) {
    this.#tokens = tokens
    this.#isEnd = isEnd
  }

  get size(): number {
    return this.#seen.length
  }

  numberOf(token: number): number {
    const known = this.#numbers.get(token)
    if (known !== undefined) return known
    const number = this.#seen.length
    const bytes = this.#isEnd(token) ? new Uint8Array() : bytesOf(this.#tokens, token)
    this.#numbers.set(token, number)
    this.#seen.push(token)
    this.#bytes.push(bytes)
    for (let state = 0; state < STATES; state++) this.#next.push(follow(state, bytes))
    this.#marks.push(MARKS_ONLY.test(Buffer.from(bytes).toString('utf8')))
    return number
  }

  tokenOf(number: number): number {
    return this.#seen[number]
  }

  ends(number: number): boolean {
    return this.#isEnd(this.#seen[number])
  }

  /** Whether a writer may ever see it: control tokens are the program's, save the one that ends a text. */
  isWritable(token: number): boolean {
    const kind = this.#tokens.kinds[token]
    return (kind !== CONTROL && kind !== UNUSED) || this.#isEnd(token)
  }

  /** Marks and line ends alone: repeating them is not repeating a phrase. */
  readonly breakers = { has: (number: number): boolean => this.#marks[number] }

  decode(numbers: Iterable<number>): string {
    return Buffer.concat(Array.from(numbers, (number) => this.#bytes[number])).toString('utf8')
  }

  decoder(): StreamingDecoder {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    return {
      push: (number) => decoder.decode(this.#bytes[number], { stream: true }),
      flush: () => decoder.decode(),
    }
  }

  /** Written bytes stay whole characters. */
  readonly guard = {
    mask: (logits: ArrayLike<number>, state: Utf8State): Float64Array => {
      const allowed = new Float64Array(logits)
      for (let number = 0; number < allowed.length; number++)
        // Of the tokens that came up so far only a few are likely here.
        if (allowed[number] > -Infinity && this.#next[STATES * number + state] === INVALID)
          allowed[number] = -Infinity
      return allowed
    },
    next: (state: Utf8State, number: number): Utf8State => Math.max(0, this.#next[STATES * number + state]),
  }
}
