// Banned phrases are found whatever their case, quotes and spaces, as whole words, and what may become one is held back.
import { describe, expect, it } from 'vitest'
import { PhraseBans } from '../../engine/text/phrase-bans.ts'

const bans = new PhraseBans(['a shiver', 'ass', "don't", '  ', '不禁', 'Oh!'])
const judge = (text: string, { before = '', isWhole = false } = {}) => bans.judge(text, before, isWhole)

describe('a banned phrase', () => {
  it('is found in any case, across any white space, with any apostrophe', () => {
    expect(judge('He felt A\n Shiver run')).toEqual({ at: 8, isBanned: true })
    expect(judge('I DON’T.')).toEqual({ at: 2, isBanned: true })
    expect(judge('Say oh! now')).toEqual({ at: 4, isBanned: true })
    expect(judge('他不禁笑了')).toEqual({ at: 1, isBanned: true })
  })

  it('means whole words where there are words', () => {
    expect(judge('The passage assumes a mass. ')).toEqual({ at: 28, isBanned: false })
    expect(judge('ass ', { before: 'p' })).toEqual({ at: 4, isBanned: false })
    expect(judge('An ass, ')).toEqual({ at: 3, isBanned: true })
    expect(judge('ass')).toEqual({ at: 0, isBanned: false })
    expect(judge('ass', { isWhole: true })).toEqual({ at: 0, isBanned: true })
  })

  it('is held back from its first letter on until it is none', () => {
    expect(judge('He felt a')).toEqual({ at: 8, isBanned: false })
    expect(judge('He felt a shiv')).toEqual({ at: 8, isBanned: false })
    expect(judge('He felt a shovel')).toEqual({ at: 16, isBanned: false })
    expect(judge('He felt a shiv', { isWhole: true })).toEqual({ at: 14, isBanned: false })
    expect(judge('😀 不')).toEqual({ at: 3, isBanned: false })
  })

  it('is none where none is given', () => {
    expect(new PhraseBans(['', ' ']).isEmpty).toBe(true)
    expect(bans.isEmpty).toBe(false)
  })
})
