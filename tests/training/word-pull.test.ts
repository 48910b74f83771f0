// A pull towards words: stronger the longer none was said, finished once begun, gone once said, given back when a token is.
import { expect, it } from 'vitest'
import { WordPull } from '../../engine/training/word-pull.ts'

/** One token a letter; a space is 0. */
const tokenizer = {
  encode: (text: string) => Int32Array.from(text, (sign) => (sign === ' ' ? 0 : sign.charCodeAt(0) - 96)),
}
const logits = (): Float64Array => new Float64Array(27)
const after = (pull: WordPull): Float64Array => {
  const row = logits()
  pull.adjust(row)
  return row
}

it('draws a word where it could stand, finishes it, and lets go once it is said', () => {
  const pull = new WordPull(tokenizer, ['ab'], 1)
  const start = after(pull)
  expect(start[0]).toBeGreaterThan(0)
  pull.push(0)
  expect(after(pull)[1]).toBeGreaterThan(start[0] ?? 0)
  pull.push(1)
  pull.push(2)
  expect([...after(pull)].every((nats) => nats === 0)).toBe(true)
  pull.forget()
  expect(after(pull)[2]).toBeGreaterThan(0)
})

it('leaves alone what cannot stand there, and everything at strength 0', () => {
  const row = logits()
  row[5] = 100
  new WordPull(tokenizer, ['ab'], 1).adjust(row)
  expect(row[0]).toBe(0)
  const still = logits()
  new WordPull(tokenizer, ['ab'], 0).adjust(still)
  expect([...still].every((nats) => nats === 0)).toBe(true)
})
