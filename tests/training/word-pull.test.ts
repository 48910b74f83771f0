// A pull towards words: stronger the longer none was said, finished once begun, gone once said, given back when a token is.
import { expect, it } from 'vitest'
import { WordPull } from '../../engine/training/word-pull.ts'

/** One token a letter; a space is 0. */
const tokenizer = {
  vocabularySize: 27,
  decode: ([token = 0]: ArrayLike<number> & Iterable<number>) =>
    token === 0 ? ' ' : String.fromCharCode(96 + token),
  encode: (text: string) => Int32Array.from(text, (sign) => (sign === ' ' ? 0 : sign.charCodeAt(0) - 96)),
}
const logits = (): Float64Array => new Float64Array(27)
const after = (pull: WordPull): Float64Array => {
  const row = logits()
  pull.adjust(row)
  return row
}

it('draws a word where it could stand, finishes it, and lets go once it is said', () => {
  const pull = new WordPull(tokenizer, { words: [{ word: 'ab' }], strength: 1 })
  const start = after(pull)
  expect(start[0]).toBeGreaterThan(0)
  pull.push(0)
  expect(after(pull)[1]).toBeGreaterThan(start[0] ?? 0)
  pull.push(1)
  pull.push(2)
  // It stays that word: no letter is glued to it.
  expect(after(pull)[0]).toBe(0)
  expect(after(pull)[3]).toBeLessThan(0)
  pull.push(0)
  expect([...after(pull)].every((nats) => nats === 0)).toBe(true)
  pull.forget()
  pull.forget()
  expect(after(pull)[2]).toBeGreaterThan(0)
})

it('leaves alone what cannot stand there, and everything at strength 0', () => {
  const row = logits()
  row[5] = 100
  new WordPull(tokenizer, { words: [{ word: 'ab' }], strength: 1 }).adjust(row)
  expect(row[0]).toBe(0)
  const still = logits()
  new WordPull(tokenizer, { words: [{ word: 'ab' }], strength: 0 }).adjust(still)
  expect([...still].every((nats) => nats === 0)).toBe(true)
})

it('keeps a text from the end of a word that is not to be said, and from no other', () => {
  const pull = new WordPull(tokenizer, { words: [], against: ['ab'], strength: 1 })
  expect([...after(pull)].every((nats) => nats === 0)).toBe(true)
  pull.push(0)
  pull.push(1)
  const row = after(pull)
  expect(row[2]).toBeLessThan(0)
  expect([...row].filter((nats) => nats !== 0)).toHaveLength(1)
})

it('is led to a word by the small words before it, without forcing them', () => {
  const pull = new WordPull(tokenizer, { words: [{ word: 'c', lead: 'ab' }], strength: 1 })
  // " c" itself is drawn more than the space that would also begin " ab".
  const alone = after(pull)
  for (const letter of [0, 1, 2]) pull.push(letter)
  const led = after(pull)
  expect(led[0]).toBeGreaterThan(alone[0] ?? 0)
  pull.push(0)
  pull.push(3)
  pull.push(0)
  expect([...after(pull)].every((nats) => nats === 0)).toBe(true)
})
