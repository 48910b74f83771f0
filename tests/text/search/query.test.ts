// What writers type into the search, as the index and as places in a text.
import { expect, test } from 'vitest'
import { indexable, matchExpression, parseQuery, placesOf } from '../../../engine/text/search/query.ts'

const found = (text: string, query: string): string[] =>
  placesOf(text, parseQuery(query)).map(({ from, to }) => text.slice(from, to))

test('words find what begins with them, phrases in quotes what they are', () => {
  expect(found('The lamp, lamps and clamps', 'lamp')).toEqual(['lamp', 'lamp'])
  expect(found('The lamp, lamps', '"lamp"')).toEqual(['lamp'])
  expect(found('a green lamp; green, lamp', '"green lamp"')).toEqual(['green lamp', 'green, lamp'])
})

test('case and accents do not matter, in the query and in the text, and places are those of the text', () => {
  expect(found('Zoë met ZOE and zoe\u0308 at the café', 'zoe cafe')).toEqual([
    'Zoë',
    'ZOE',
    'zoe\u0308',
    'café',
  ])
})

test('Chinese is found by one character, by two, and by a phrase', () => {
  expect(found('她在灯塔下等他。', '灯')).toEqual(['灯'])
  expect(found('她在灯塔下等他。', '灯塔')).toEqual(['灯塔'])
  expect(indexable('灯塔A')).toBe(' 灯  塔 A')
})

test('the index is asked in its own language, whatever signs the query has', () => {
  expect(matchExpression(parseQuery('he said "not ever" ( * NEAR'))).toBe(
    '"he"* AND "said"* AND "not ever" AND "NEAR"*',
  )
  expect(parseQuery('。。 -- *')).toEqual([])
})
