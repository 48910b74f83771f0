// Cutting documents in two and joining them: the words stay the same.
import { expect, test } from 'vitest'
import type { SceneDocument } from '../../engine/domain/document.ts'
import { openingOf } from '../../engine/domain/opening.ts'
import { blockText } from '../../engine/text/plain-text.ts'
import { copyDocument, divideBlock, joinDocuments, splitDocument } from '../../engine/text/split-document.ts'
import { textOf } from '../helpers/temp-project.ts'

const lines = ({ content }: SceneDocument): string[] => content.map(blockText)
const rich: SceneDocument = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      attrs: { id: 'p' },
      content: [
        { type: 'text', text: 'One ' },
        { type: 'footnote', attrs: { text: 'a note' } },
        { type: 'text', text: 'two three', marks: [{ type: 'bold' }] },
        { type: 'hardBreak' },
        { type: 'text', text: '四五' },
      ],
    },
    ...textOf(['Last.']).document.content,
  ],
}

test.each([
  ['at its start', 0, [''], ['One two three\n四五', 'Last.']],
  ['between words', 8, ['One two'], ['three\n四五', 'Last.']],
  ['within a word', 6, ['One tw'], ['o three\n四五', 'Last.']],
  ['between characters', 15, ['One two three\n四'], ['五', 'Last.']],
  ['at its end', 16, ['One two three\n四五'], ['Last.']],
])('a paragraph is cut %s', (_where, offset, kept, rest) => {
  const parts = splitDocument(rich, 'p', offset)!
  expect(parts.map(lines)).toEqual([kept, rest])
  const ids = parts.flatMap(({ content }) => content.map(({ attrs }) => attrs.id))
  expect(new Set(ids).size).toBe(ids.length)
})

test('footnotes and marks stay with their words', () => {
  const [kept, rest] = splitDocument(rich, 'p', 8)!
  expect(kept.content[0]).toMatchObject({
    attrs: { id: 'p' },
    content: [{ text: 'One ' }, { type: 'footnote' }, { text: 'two', marks: [{ type: 'bold' }] }],
  })
  expect(rest.content[0]).toMatchObject({ content: [{ text: 'three', marks: [{ type: 'bold' }] }, {}, {}] })
})

test('a block that is not there cuts nothing', () => {
  expect(splitDocument(rich, 'gone')).toBeNull()
})

test('joined documents keep every paragraph once, with ids of their own; empty ones add none', () => {
  const joined = joinDocuments([
    textOf(['one', 'two']).document,
    textOf(['']).document,
    textOf(['three']).document,
  ])
  expect(lines(joined)).toEqual(['one', 'two', 'three'])
  expect(new Set(joined.content.map(({ attrs }) => attrs.id)).size).toBe(3)
  expect(joined.content[0].attrs.id).toBe('p0')
  expect(lines(joinDocuments([textOf(['']).document, textOf(['']).document]))).toEqual([''])
})

test('a copy has the same words and none of the ids', () => {
  const list: SceneDocument = {
    type: 'doc',
    content: [
      {
        type: 'bulletList',
        attrs: { id: 'l' },
        content: [{ type: 'listItem', content: [{ type: 'paragraph', attrs: { id: 'i' } }] }],
      },
      ...rich.content,
    ],
  }
  const copy = copyDocument(list)
  expect(lines(copy)).toEqual(lines(list))
  expect(JSON.stringify(copy)).not.toMatch(/"id":"(?:l|i|p|p0)"/)
})

test('the opening is the first words, ended at a word', () => {
  expect(openingOf(textOf(['', '  ', 'Call me\tIshmael.']).document)).toBe('Call me Ishmael.')
  const long = openingOf(textOf(['word '.repeat(40)]).document)
  expect(long).toMatch(/^(word )+word…$/)
  expect(long.length).toBeLessThanOrEqual(61)
  expect(openingOf(textOf(['雨'.repeat(100)]).document)).toBe(`${'雨'.repeat(60)}…`)
  expect(openingOf(textOf(['']).document)).toBe('')
})

test('a paragraph that is too long becomes several, cut behind words and never within a character', () => {
  const divide = (text: string, most: number) =>
    divideBlock(textOf([text]).document.content[0], most).map((block) => blockText(block))
  expect(divide('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  expect(divide('雨'.repeat(7), 3)).toEqual(['雨雨雨', '雨雨雨', '雨'])
  expect(divide('🙂'.repeat(4), 3)).toEqual(['🙂', '🙂', '🙂', '🙂'])
  expect(divide('short', 9)).toEqual(['short'])
})
