// Whose each word is.
import { expect, test } from 'vitest'
import type { Origin, SceneDocument } from '../../engine/domain/document.ts'
import { paragraphOf } from '../../engine/text/plain-text.ts'
import { originWords, withOrigin } from '../../engine/text/word-origins.ts'
import { withoutOrigins } from '../../engine/text/without-origins.ts'

const model: Origin = { by: 'generated', of: 'c1' }

const doc = (...runs: readonly (readonly [text: string, origin?: Origin])[]): SceneDocument => ({
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      attrs: { id: 'p' },
      content: runs.map(([text, origin]) => ({ type: 'text', text, ...(origin ? { origin } : {}) })),
    },
  ],
})

test('words are counted by origin, typed ones within a passage apart', () => {
  expect(originWords(doc(['She went. '], ['The rain ', model], ['never '], ['stopped.', model]))).toEqual([
    { origin: null, words: 3, typedWithin: 0 },
    { origin: model, words: 3, typedWithin: 1 },
  ])
})

test('a word of mixed origin does not pass for typed, and Chinese counts by character', () => {
  expect(originWords(doc(['un'], ['happy', model]))).toEqual([{ origin: model, words: 1, typedWithin: 0 }])
  expect(originWords(doc(['雨'], ['停了', model]))).toEqual([
    { origin: null, words: 1, typedWithin: 0 },
    { origin: model, words: 2, typedWithin: 0 },
  ])
})

test('an origin is given to what has none, and left out again without a trace', () => {
  const plain: SceneDocument = { type: 'doc', content: [paragraphOf('p', 'One two.')] }
  const marked = { ...plain, content: withOrigin(plain.content, { by: 'imported', of: 'a.txt' }) }
  expect(originWords(marked)).toEqual([{ origin: { by: 'imported', of: 'a.txt' }, words: 2, typedWithin: 0 }])
  expect(withOrigin(doc(['x', model]).content, { by: 'imported', of: '' })).toEqual(doc(['x', model]).content)
  expect(withoutOrigins(marked)).toEqual(plain)
  expect(withoutOrigins(doc(['a '], ['b ', model], ['c']))).toEqual(doc(['a b c']))
})
