// Which words are looked up, and which are nobody's business.
import { expect, test } from 'vitest'
import { plainWord, spellWords } from '../../../engine/text/spell/spell-words.ts'

const words = (text: string): string[] => spellWords(text).map(({ word }) => word)

test('letters with the apostrophes between them are words, in their places', () => {
  expect(spellWords('“Don’t,” she said.')).toEqual([
    { from: 1, to: 6, word: 'Don’t' },
    { from: 9, to: 12, word: 'she' },
    { from: 13, to: 17, word: 'said' },
  ])
  expect(plainWord('Don’t')).toBe("Don't")
})

test('addresses, numbers, abbreviations and single letters are left alone', () => {
  expect(words('See https://example.org/wrng or a.b@example.org, B2B, 3rd, NATO, USAs, x')).toEqual([
    'See',
    'or',
  ])
})

test('Chinese and Japanese are left alone, words of letters among them are not', () => {
  expect(words('他说 hello，然后走了。カタカナ')).toEqual(['hello'])
})
