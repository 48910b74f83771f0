// Straight signs become the right ones as they are typed, per language.
import { expect, test } from 'vitest'
import {
  smartReplacement,
  typingLanguage,
  type TypingLanguage,
} from '../../../renderer/manuscript/smart-typing.ts'

/** Types a text key by key and returns what stands on the page. */
const type = (keys: string, language: TypingLanguage): string => {
  let page = ''
  for (const key of keys) {
    const smart = smartReplacement(page, key, language)
    page = smart ? page.slice(0, page.length - smart.remove) + smart.insert : page + key
  }
  return page
}

test.each([
  ['"Hello," she said.', '“Hello,” she said.'],
  ['("No," he said)', '(“No,” he said)'],
  ["It's the dogs' bed", 'It’s the dogs’ bed'],
  [`"He said 'go,'" she said`, '“He said ‘go,’” she said'],
  ['wait--what', 'wait—what'],
  ['so...', 'so…'],
  ['well-known', 'well-known'],
])('English: %s', (keys, page) => {
  expect(type(keys, 'en')).toBe(page)
})

test.each([
  ['他说:"走吧。"然后走了。', '他说:“走吧。”然后走了。'],
  ['"他说\'好\'。"', '“他说‘好’。”'],
  ['他走了--再没回来', '他走了——再没回来'],
  ['他说...', '他说……'],
])('Chinese: %s', (keys, page) => {
  expect(type(keys, 'zh')).toBe(page)
})

test.each([
  ['de', '"Ja", sagte er, "\'na\' gut" -- dann', '„Ja“, sagte er, „‚na‘ gut“ – dann'],
  ['fr', '"Oui", dit-il : "Non !"', '«\u202fOui\u202f», dit-il\u202f: «\u202fNon\u202f!\u202f»'],
  ['es', '"Ven", dijo', '«Ven», dijo'],
  ['ru', '"Да", -- сказал', '«Да», — сказал'],
  ['pl', '"Tak"', '„Tak”'],
  ['sv', '"Ja"', '”Ja”'],
] as const)('%s: %s', (language, keys, page) => {
  expect(type(keys, language)).toBe(page)
})

test('a language tag leads to its style, an unknown one to none', () => {
  expect(['en-GB', 'pt-BR', 'de-DE-frami', 'tlh', ''].map(typingLanguage)).toEqual([
    'en',
    'pt',
    'de',
    null,
    null,
  ])
})
