// Cleaning: each rule does what it says to text that needs it, and nothing to text that does not.
import { describe, expect, it } from 'vitest'
import { CLEANING_RULES, type CleaningRule } from '../../../engine/domain/dataset.ts'
import { cleanTexts } from '../../../engine/text/cleaning/clean-texts.ts'
import { spokenCharacters } from '../../../engine/text/dialogue.ts'

const clean = (rule: CleaningRule, ...texts: string[]) => cleanTexts(texts, [rule]).texts

describe('each rule', () => {
  it.each([
    ['invisible', 'so\u00ADft \u200Bzero\u0007 e\u0301', 'soft zero é'],
    ['spaces', '  two\u00A0 \u3000 words \n next ', 'two words\nnext'],
    [
      'markup',
      '<i class="x">He</i> &amp; _she_ said **no** &#8212; snake_case_name',
      'He & she said no — snake_case_name',
    ],
    ['notes', 'The whale[12] rose. [Illustration: a whale]〔注三〕', 'The whale rose.'],
    [
      'addresses',
      'See https://example.org/a?b=1 or write to a.b@example.org today',
      'See  or write to  today',
    ],
  ] as const)('%s', (rule, before, after) => {
    expect(clean(rule, before)).toEqual([after])
  })

  it('drops long paragraphs that stood before, but lets people say “Yes” twice', () => {
    const long = 'It was the best of times, it was the worst of times.'
    expect(clean('duplicates', long, 'Yes.', 'Yes.', long.toUpperCase())).toEqual([long, 'Yes.', 'Yes.', ''])
  })

  it('drops long paragraphs in another language than most of the text', () => {
    const chinese = '他们沿着河边慢慢地走着，谁也没有说话。'
    const english = 'They walked along the river for a long while and nobody said a word to anyone.'
    expect(clean('other-language', english, chinese, english)).toEqual([english, '', english])
    expect(clean('other-language', chinese, chinese, 'OK')).toEqual([chinese, chinese, 'OK'])
  })

  it('leaves plain prose alone, in both languages', () => {
    const prose = [
      '“Well,” she said—and stopped. “I can’t.”',
      '“好吧，”她说，“我不能。”',
      'A * star and a_b_c',
    ]
    for (const text of prose) expect(cleanTexts([text], CLEANING_RULES).texts).toEqual([text])
  })
})

it('shows what every rule does, and what one that is off would do', () => {
  const { texts, findings } = cleanTexts(['a  b', 'plain'], ['invisible'])
  expect(texts).toEqual(['a  b', 'plain'])
  expect(findings.map(({ rule }) => rule)).toEqual(CLEANING_RULES)
  expect(findings.find(({ rule }) => rule === 'spaces')).toEqual({
    rule: 'spaces',
    isApplied: false,
    paragraphs: 1,
    characters: 1,
    samples: [{ before: 'a  b', after: 'a b' }],
  })
})

it('measures what is spoken, and takes no apostrophe for a quotation', () => {
  expect(spokenCharacters('“Yes,” he said.')).toBe('“Yes,”'.length)
  expect(spokenCharacters('‘It’s time,’ he said; the sailors’ song began.')).toBe('‘It’s time,’'.length)
  expect(spokenCharacters('她说：「走吧。」')).toBe('「走吧。」'.length)
  expect(spokenCharacters('"One," he said, "two."')).toBe('"One,"'.length + '"two."'.length)
  expect(spokenCharacters('The captain’s boat.')).toBe(0)
})
