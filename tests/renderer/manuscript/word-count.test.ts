// The live count must be the engine's count, or the number would jump with every save.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countWords as engineCount } from '../../../engine/text/words.ts'
import { countWords } from '../../../renderer/manuscript/word-count.ts'

test.each([
  ['', 0],
  ['The rain had stopped.', 4],
  ['It’s a well-known 3.5 kg cat', 6],
  ['雨停了。', 3],
  ['他说 hello 两次', 5],
])('%s', (text, words) => {
  expect(countWords(text)).toBe(words)
})

test('it agrees with the engine on any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      expect(countWords(text)).toBe(engineCount(text))
    }),
  )
})
