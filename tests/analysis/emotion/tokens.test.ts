import { describe, expect, it } from 'vitest'
import { chineseTokens } from '../../../engine/analysis/emotion/chinese-tokens.ts'
import { englishTokens, NAME } from '../../../engine/analysis/emotion/english-tokens.ts'

const known = new Set(['she', 'told', 'her', 'was', 'so', 'soo', 'happy', "don't", 'king', 'the', "king's"])
const read = (text: string): string[] => englishTokens(text, (word) => known.has(word))

describe('English tokens', () => {
  it('call every name by the same token, and two names in a row by one', () => {
    expect(read('She told Anna')).toEqual(['she', 'told', NAME])
    expect(read('She told Dmitri Ivanov')).toEqual(['she', 'told', NAME])
    expect(read('She told [NAME] and @someone')).toEqual(['she', 'told', NAME, 'and', NAME])
  })

  it('keep words that are written large only because they begin', () => {
    expect(read('Happy was the King')).toEqual(['happy', 'was', 'the', 'king'])
  })

  it('know one apostrophe, one quotation mark, one ellipsis', () => {
    expect(read('“Don’t…”')).toEqual(read('"Don\'t..."'))
  })

  it('cut what is drawn out and shouted to a length that can be learnt', () => {
    expect(read('sooooo happy!!!!!!')).toEqual(['soo', 'happy', '!!!'])
    expect(read('what?!?!')).toEqual(['what', '?!'])
  })

  it('do not read addresses', () => {
    expect(read('https://example.org/happy')).toEqual(['[link]'])
  })
})

describe('Chinese tokens', () => {
  it('are characters, marks and pictures', () => {
    expect(chineseTokens('我好开心[爱你]！！！！')).toEqual(['我', '好', '开', '心', '[爱你]', '!!!'])
  })

  it('keep words in letters whole and small', () => {
    expect(chineseTokens('发了SB。')).toEqual(['发', '了', 'sb', '。'])
  })
})
