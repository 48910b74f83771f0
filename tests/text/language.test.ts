import { expect, it } from 'vitest'
import { detectLanguage } from '../../engine/text/language.ts'

it.each([
  ['Call me Ishmael.', 'en'],
  ['话说天下大势，分久必合，合久必分。', 'zh'],
  ['他用 iPhone 给 Elizabeth 打电话，说今天晚上不回家吃饭。', 'zh'],
  ['The character 道 is read dào.', 'en'],
  ['', 'en'],
])('takes %j for %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language)
})
