// Knows which tokens may follow so that written bytes stay whole UTF-8 characters: no replacement marks in prose.
import type { Tokenizer } from './tokenizer.ts'

/** How many bytes the character that was begun still needs: 0 … 3. */
export type Utf8State = number

const INVALID = -1
const STATES = 4

/** A table of what each token does to each state, made once for a tokenizer. */
export class Utf8Guard {
  readonly #next: Int8Array
  readonly #vocabularySize: number

  constructor(tokenizer: Pick<Tokenizer, 'vocabularySize' | 'bytesOf'>) {
    this.#vocabularySize = tokenizer.vocabularySize
    this.#next = new Int8Array(STATES * tokenizer.vocabularySize)
    for (let token = 0; token < tokenizer.vocabularySize; token++) {
      const bytes = tokenizer.bytesOf(token)
      for (let state = 0; state < STATES; state++)
        this.#next[state * tokenizer.vocabularySize + token] = bytes.reduce(followByte, state)
    }
  }

  /** The state after a token that was allowed. */
  next(state: Utf8State, token: number): Utf8State {
    return Math.max(0, this.#next[state * this.#vocabularySize + token])
  }

  /** The logits with −∞ for every token that cannot follow. */
  mask(logits: ArrayLike<number>, state: Utf8State): Float64Array {
    const from = state * this.#vocabularySize
    const allowed = new Float64Array(logits.length)
    for (let token = 0; token < logits.length; token++)
      allowed[token] = this.#next[from + token] === INVALID ? -Infinity : logits[token]
    return allowed
  }
}

/** One byte: continuation bytes are owed or forbidden; lead bytes say how many are owed. −1: it cannot stand here. */
export function followByte(state: Utf8State, byte: number): number {
  if (state === INVALID) return INVALID
  const continues = byte >= 0x80 && byte < 0xc0
  if (state > 0) return continues ? state - 1 : INVALID
  if (byte < 0x80) return 0
  if (byte >= 0xc2 && byte < 0xe0) return 1
  if (byte >= 0xe0 && byte < 0xf0) return 2
  return byte >= 0xf0 && byte < 0xf5 ? 3 : INVALID
}
