import { describe, expect, it } from 'vitest'
import { countWords, hasWords } from '../../engine/text/words.ts'

describe('countWords', () => {
  it.each([
    ['', 0],
    ['  —  … !', 0],
    ["It's a well-known fact.", 4],
    ['the end--no, wait—what?', 5],
    ["o'clock ’tis rock ’n’ roll", 5],
    ['3.14 and 1,000 men, 2', 5],
    ['café naïve Ärger', 3],
    ['话说天下大势', 6],
    ['他用 iPhone 打电话。', 6],
    ['カタカナー ひらがな', 9],
    ['한국어 단어', 2],
    ['👍 fine 👍🏽', 1],
  ])('counts %j as %i', (text, words) => {
    expect(countWords(text)).toBe(words)
  })

  it('gives the same answer every time it is asked', () => {
    expect([1, 2, 3].map(() => countWords('one two'))).toEqual([2, 2, 2])
  })

  it('knows text without a word', () => {
    expect(hasWords('* * *')).toBe(false)
    expect(hasWords('…三')).toBe(true)
  })
})
