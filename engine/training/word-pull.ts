// Draws a text towards things it should come to say: each pulls until it is said, where it could stand anyway; a word once
// begun is finished. And keeps it from others. Which words, is others' concern.
import type { WordWish } from '../models/passage.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'

/** Tokens so many nats behind the likeliest are left alone: what cannot stand here is not forced. */
const PLAUSIBLE_NATS = 9
/** Nats for the beginning of a word, and for each token since the last one was said, at strength 1. */
const START_NATS = 2.8
const HUNGER_NATS = 0.15
const MOST_NATS = 6
/** Of that for the words that lead to it ("at the"): they are likely by themselves. */
const LEAD_SHARE = 0.5
/** Nats more where the words that lead to it stand already. */
const LED_NATS = 2
/** Nats for going on with a word that is begun. */
const FINISH_NATS = 7
/** Nats against the token that would complete a word which is not to be said. */
const AGAINST_NATS = 6
/** Nats against letters right behind a word that was drawn: it is to stay that word. */
const GLUED_NATS = 4
/** Tokens after a word in which nothing pulls: a sentence is no list. */
const REST = 5

type Words = Pick<Tokenizer, 'encode' | 'decode' | 'vocabularySize'>

/** Tokens that go on with a word, by tokenizer: asked at every word, known once. */
const glued = new WeakMap<Words, readonly number[]>()
const gluedOf = (tokenizer: Words): readonly number[] => {
  const known = glued.get(tokenizer)
  if (known) return known
  const all = Array.from({ length: tokenizer.vocabularySize }, (_, token) => token)
  const found = all.filter((token) => /^[\p{L}\p{M}](?<!\p{sc=Han})/u.test(tokenizer.decode([token])))
  glued.set(tokenizer, found)
  return found
}

interface Way {
  readonly tokens: readonly number[]
  /** So many of them only lead to what is to be said. */
  readonly lead: number
}

interface Wanted {
  readonly ways: readonly Way[]
  readonly weight: number
}

/** One text being written; `push` every token that was chosen. */
export class WordPull {
  readonly #things: readonly Wanted[]
  readonly #against: readonly (readonly number[])[]
  readonly #tokenizer: Words
  readonly #strength: number
  readonly #written: number[] = []
  /** How long the text was when each thing was said; absent: it is still wanted. */
  readonly #said = new Map<number, number>()

  constructor(tokenizer: Words, { words, against = [], strength }: WordWish) {
    const tokensOf = (text: string): number[] => [...tokenizer.encode(text)]
    const wayOf = (lead: string, word: string): Way => {
      const tokens = tokensOf(`${lead}${word}`)
      // Where the join makes other tokens, the whole counts as the word.
      const leading = tokensOf(lead)
      const isPrefix = leading.every((token, at) => tokens[at] === token)
      return { tokens, lead: isPrefix ? leading.length : 0 }
    }
    this.#tokenizer = tokenizer
    this.#strength = strength
    this.#things = words.map(({ word, lead = '', weight = 1 }) => ({
      weight,
      ways: [
        wayOf('', ` ${word}`),
        ...(lead === '' ? [] : [wayOf(` ${lead}`, ` ${word}`)]),
        ...(/\p{sc=Han}/u.test(word) ? [wayOf('', word)] : []),
      ].filter(({ tokens }) => tokens.length > 0),
    }))
    this.#against = against.flatMap((word) => [
      tokensOf(` ${word}`),
      tokensOf(` ${word.slice(0, 1).toUpperCase()}${word.slice(1)}`),
      ...(/\p{sc=Han}/u.test(word) ? [tokensOf(word)] : []),
    ])
  }

  /** In place. */
  adjust(logits: Float64Array): void {
    if (this.#strength === 0) return
    let best = -Infinity
    for (const logit of logits) if (logit > best) best = logit
    const since = this.#written.length - Math.max(-REST, ...this.#said.values())
    const start = since < REST ? 0 : Math.min(MOST_NATS, START_NATS + HUNGER_NATS * (since - REST))
    const pulls = new Map<number, number>()
    this.#things.forEach(({ ways, weight }, at) => {
      if (this.#said.has(at)) return
      for (const { tokens, lead } of ways) {
        const begun = this.#begun(tokens)
        const nats = begun > lead ? FINISH_NATS : weight * this.#startOf(start, begun, lead)
        const token = tokens[begun]
        pulls.set(token, Math.max(pulls.get(token) ?? 0, nats))
      }
    })
    for (const [token, nats] of pulls)
      if (logits[token] >= best - PLAUSIBLE_NATS) logits[token] += this.#strength * nats
    if ([...this.#said.values()].includes(this.#written.length))
      for (const token of gluedOf(this.#tokenizer)) logits[token] -= this.#strength * GLUED_NATS
    for (const token of this.#completing()) logits[token] -= this.#strength * AGAINST_NATS
  }

  push(token: number): void {
    this.#written.push(token)
    this.#things.forEach(({ ways }, at) => {
      if (!this.#said.has(at) && ways.some(({ tokens }) => this.#endsWith(tokens)))
        this.#said.set(at, this.#written.length)
    })
  }

  /** Takes the last token back that was pushed. */
  forget(): void {
    this.#written.pop()
    for (const [at, length] of this.#said) if (length > this.#written.length) this.#said.delete(at)
  }

  #startOf(start: number, begun: number, lead: number): number {
    if (start === 0 || lead === 0) return start
    return begun === 0 ? LEAD_SHARE * start : start + LED_NATS
  }

  /** Tokens with which one of the words that are not to be said would be whole; each once. */
  #completing(): ReadonlySet<number> {
    return new Set(
      this.#against.flatMap((way) =>
        way.length === 1 || this.#endsWith(way.slice(0, -1)) ? [way[way.length - 1]] : [],
      ),
    )
  }

  #endsWith(way: readonly number[]): boolean {
    const from = this.#written.length - way.length
    return from >= 0 && way.every((token, index) => this.#written[from + index] === token)
  }

  /** How many tokens of a way the text ends with. */
  #begun(way: readonly number[]): number {
    for (let length = way.length - 1; length > 0; length--)
      if (this.#endsWith(way.slice(0, length))) return length
    return 0
  }
}
