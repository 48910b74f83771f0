// The import outline as the writer corrects it: no word is lost, whatever is merged and split.
import { describe, expect, it } from 'vitest'
import {
  changeKind,
  mergeIntoPrevious,
  retitle,
  splitAgain,
  toCommit,
  toLines,
  totalWords,
  type OutlineItem,
} from '../../../renderer/transfer/outline.ts'

const outline: readonly OutlineItem[] = ['a', 'b', 'c', 'd'].map((key, index) => ({
  key,
  kind: index === 0 ? 'chapter' : 'scene',
  title: key.toUpperCase(),
  words: 10 * (index + 1),
  excerpt: '',
}))

describe('the import outline', () => {
  it('merges chosen lines into the nearest one before that stays', () => {
    const lines = mergeIntoPrevious(toLines(outline), new Set(['b', 'c']))
    expect(lines.map(({ key, words }) => [key, words])).toEqual([
      ['a', 60],
      ['d', 40],
    ])
    expect(totalWords(lines)).toBe(100)
  })

  it('never merges the first line away', () => {
    const lines = mergeIntoPrevious(toLines(outline), new Set(['a', 'b', 'c', 'd']))
    expect(lines.map(({ key }) => key)).toEqual(['a'])
  })

  it('brings merged lines back in their order, also those merged one after another', () => {
    const once = mergeIntoPrevious(toLines(outline), new Set(['c']))
    const twice = mergeIntoPrevious(once, new Set(['b']))
    expect(twice.map(({ key, words }) => [key, words])).toEqual([
      ['a', 60],
      ['d', 40],
    ])
    expect(splitAgain(twice, 'a').map(({ key, words }) => [key, words])).toEqual([
      ['a', 10],
      ['b', 20],
      ['c', 30],
      ['d', 40],
    ])
  })

  it('tells the engine keys, kinds and titles as corrected', () => {
    const lines = changeKind(retitle(toLines(outline), 'b', 'Low water'), new Set(['b', 'd']), 'chapter')
    expect(toCommit(mergeIntoPrevious(lines, new Set(['c'])))).toEqual([
      { key: 'a', kind: 'chapter', title: 'A' },
      { key: 'b', kind: 'chapter', title: 'Low water' },
      { key: 'd', kind: 'chapter', title: 'D' },
    ])
  })
})
