// What a GGUF model says may follow, as samplers and drafts see it.
import { expect, it } from 'vitest'
import { GgufVocabulary, SeenTokens } from '../../../engine/models/gguf/llama-vocabulary.ts'

const END = 4
const vocabulary = new GgufVocabulary(
  // A control token, two words, the first byte of a character, the end of a text, the second byte.
  { model: 'llama', texts: ['<s>', '▁sea', '▁sky', '<0xC3>', '</s>', '<0xA9>'], kinds: [3, 1, 1, 6, 3, 6] },
  (token) => token === END,
)
const likeliest = new Map([
  [2, 0.5],
  [0, 0.2],
  [1, 0.15],
  [END, 0.1],
  [5, 0.05],
])

it('stands by number, without the program’s own tokens, and the end only where one may be', () => {
  const seen = new SeenTokens(vocabulary)
  expect(seen.numberOf(1)).toBe(0)
  const { tokens, logits } = seen.scoresOf(likeliest, true)
  expect([...tokens]).toEqual([0, 1, 2, 3])
  expect([...tokens].map((number) => seen.tokenOf(number))).toEqual([1, 2, END, 5])
  expect([...logits].map((logit) => Math.exp(logit).toFixed(2))).toEqual(['0.15', '0.50', '0.10', '0.05'])
  const open = seen.scoresOf(likeliest, false)
  expect([...open.tokens].map((number) => seen.tokenOf(number))).toEqual([1, 2, 5])
})

it('leaves out what would cut a character in two, and only then makes another list', () => {
  const seen = new SeenTokens(vocabulary)
  const scores = seen.scoresOf(likeliest, true)
  const tokensOf = (left: typeof scores) => [...left.tokens].map((number) => seen.tokenOf(number))
  // A byte that goes on with a character cannot begin one.
  expect(tokensOf(seen.guard.allowed(scores, 0)).toSorted()).toEqual([1, 2, END])
  const begun = seen.guard.next(0, seen.numberOf(3))
  expect(tokensOf(seen.guard.allowed(scores, begun))).toEqual([5])
  const words = seen.scoresOf(new Map([[1, 1]]), true)
  expect(seen.guard.allowed(words, 0)).toBe(words)
})
