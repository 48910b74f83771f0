// Find and what a replacement makes of each place; the thread that gives up on expressions that run away.
import { expect, onTestFinished, test } from 'vitest'
import type { FindTerms } from '../../../engine/domain/search.ts'
import { findInTexts } from '../../../engine/text/search/find-in-texts.ts'
import { createFindThread } from '../../../engine/text/search/find-thread.ts'

const terms = (text: string, more: Partial<FindTerms> = {}): FindTerms => ({
  text,
  isRegex: false,
  wholeWord: false,
  matchCase: false,
  ...more,
})
const words = (text: string, wanted: FindTerms): string[] =>
  findInTexts([text], wanted, null, 100).map(({ from, to }) => text.slice(from, to))

test('plain words are no expression, and straight quotes find curly ones', () => {
  expect(words('a.b aXb A.B', terms('a.b'))).toEqual(['a.b', 'A.B'])
  expect(words('a.b aXb A.B', terms('a.b', { matchCase: true }))).toEqual(['a.b'])
  expect(words('“Don’t,” she said - [x]', terms(`"don't`))).toEqual(['“Don’t'])
  expect(words('one-two [x] a/b', terms('one-two [x] a/b'))).toEqual(['one-two [x] a/b'])
})

test('whole words end at letters of any script', () => {
  expect(words('art, artist, Zöart, art', terms('art', { wholeWord: true }))).toEqual(['art', 'art'])
})

test('groups of an expression stand in its replacement', () => {
  const found = (pattern: string, replacement: string, text: string): string[] =>
    findInTexts([text], terms(pattern, { isRegex: true }), replacement, 100).map(({ becomes }) => becomes)
  expect(found('(\\w+), (\\w+)', '$2 $1', 'Vance, Mara')).toEqual(['Mara Vance'])
  expect(found('(?<day>\\d+)\\.', '[$<day>] $& $$ $9', '12.')).toEqual(['[12] 12. $ $9'])
  expect(found('(a)', '$12', 'a')).toEqual(['a2'])
  expect(found('a', String.raw`x\ny`, 'a')).toEqual(['x\ny'])
})

test('an expression that matches nothing everywhere ends, and a limit is kept', () => {
  expect(words('abc', terms('x*', { isRegex: true }))).toEqual([])
  expect(findInTexts(['aaaa', 'aa'], terms('a'), null, 3)).toHaveLength(3)
})

test('what is no expression is refused with its reason', () => {
  expect(() => findInTexts([''], terms('(', { isRegex: true }), null, 1)).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT' }),
  )
})

test(
  'an expression that runs away is given up, and the next one is answered',
  { timeout: 60_000 },
  async () => {
    const thread = createFindThread(4000)
    onTestFinished(() => thread.dispose())
    const runaway = {
      texts: [`${'a'.repeat(60)}!`],
      terms: terms('(a+)+$', { isRegex: true }),
      replacement: null,
      limit: 10,
    }
    await expect(thread.run(runaway)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      detail: { reason: 'too-long' },
    })
    expect(await thread.run({ ...runaway, terms: terms('!') })).toEqual([
      { piece: 0, from: 60, to: 61, becomes: '' },
    ])
    await expect(thread.run({ ...runaway, terms: terms('[', { isRegex: true }) })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  },
)
