// Draws a text towards words it should come to say: each pulls until it is said, where it could stand anyway; a word once
// begun is finished. Which words, is others' concern.
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'

/** Tokens so many nats behind the likeliest are left alone: what cannot stand here is not forced. */
const PLAUSIBLE_NATS = 9
/** Nats for the beginning of a word, and for each token since the last one was said, at strength 1. */
const START_NATS = 2.2
const HUNGER_NATS = 0.12
const MOST_NATS = 5
/** Nats for going on with a word that is begun. */
const FINISH_NATS = 7
/** Tokens after a word in which nothing pulls: a sentence is no list. */
const REST = 5

interface Wanted {
  /** The same word as the model's tokens, at the beginning of a sentence and within. */
  readonly ways: readonly (readonly number[])[]
}

/** One text being written; `push` every token that was chosen. */
export class WordPull {
  readonly #words: readonly Wanted[]
  readonly #strength: number
  readonly #written: number[] = []
  /** How long the text was when each word was said; absent: it is still wanted. */
  readonly #said = new Map<number, number>()

  constructor(tokenizer: Pick<Tokenizer, 'encode'>, words: readonly string[], strength: number) {
    this.#strength = strength
    this.#words = words.map((word) => ({
      ways: [` ${word}`, word]
        .map((way) => [...tokenizer.encode(way)])
        .filter((way, at) => way.length > 0 && (at === 0 || /\p{sc=Han}/u.test(word))),
    }))
  }

  /** In place. */
  adjust(logits: Float64Array): void {
    if (this.#strength === 0) return
    let best = -Infinity
    for (const logit of logits) if (logit > best) best = logit
    const since = this.#written.length - Math.max(-REST, ...this.#said.values())
    const start = since < REST ? 0 : Math.min(MOST_NATS, START_NATS + HUNGER_NATS * (since - REST))
    const pulls = new Map<number, number>()
    this.#words.forEach(({ ways }, at) => {
      if (this.#said.has(at)) return
      for (const way of ways) {
        const begun = this.#begun(way)
        const token = way[begun]
        const nats = begun > 0 ? FINISH_NATS : start
        pulls.set(token, Math.max(pulls.get(token) ?? 0, nats))
      }
    })
    for (const [token, nats] of pulls)
      if (logits[token] >= best - PLAUSIBLE_NATS) logits[token] += this.#strength * nats
  }

  push(token: number): void {
    this.#written.push(token)
    this.#words.forEach(({ ways }, at) => {
      if (!this.#said.has(at) && ways.some((way) => this.#endsWith(way)))
        this.#said.set(at, this.#written.length)
    })
  }

  /** Takes the last token back that was pushed. */
  forget(): void {
    this.#written.pop()
    for (const [at, length] of this.#said) if (length > this.#written.length) this.#said.delete(at)
  }

  #endsWith(way: readonly number[]): boolean {
    const from = this.#written.length - way.length
    return from >= 0 && way.every((token, index) => this.#written[from + index] === token)
  }

  /** How many tokens of a word the text ends with. */
  #begun(way: readonly number[]): number {
    for (let length = way.length - 1; length > 0; length--)
      if (this.#endsWith(way.slice(0, length))) return length
    return 0
  }
}
