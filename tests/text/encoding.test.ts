import { describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/domain/errors.ts'
import { decodeText } from '../../engine/text/encoding.ts'

const CHINESE =
  '却说那人走进门来，笑道：“你还认得我么？”众人看时，原来是他。大家都吃了一惊，忙问他从何处来。\n'
// The same sentence as an editor of the nineties would have saved it.
const GB = Buffer.from('yLTLtcTHyMvX37341sXAtKOs0KbAo7qhsMTjuLm8yMvRw7/Cw7Sjv6GxCg==', 'base64')

const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}

/** GB 2312 by row and cell of common characters, so that the test needs no converter. */
const gb2312 = (pairs: readonly (readonly [number, number])[]): Uint8Array =>
  Uint8Array.from(pairs.flatMap(([row, cell]) => [0xa0 + row, 0xa0 + cell]))

const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return error instanceof EngineError ? error.code : String(error)
  }
  return 'no error'
}

describe('decodeText', () => {
  it('reads UTF-8 with and without a mark', () => {
    const bytes = Buffer.from(CHINESE)
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
    for (const source of [bytes, marked])
      expect(decodeText(source, 'x')).toEqual({ text: CHINESE, encoding: 'utf-8', replaced: 0 })
  })

  it.each([
    ['utf-16le', false],
    ['utf-16be', true],
  ] as const)('reads %s with and without a mark, in English and Chinese', (encoding, isBig) => {
    for (const text of ['Call me Ishmael.\nSome years ago.\n'.repeat(20), CHINESE.repeat(20)]) {
      expect(decodeText(utf16(text, isBig), 'x')).toEqual({ text, encoding, replaced: 0 })
      const mark = Uint8Array.from(isBig ? [0xfe, 0xff] : [0xff, 0xfe])
      expect(decodeText(Buffer.concat([mark, utf16(text, isBig)]), 'x').text).toBe(text)
    }
  })

  it('reads GB18030, long and short', () => {
    // 一 个 人 在 这 里 说 了 话
    const sentence = gb2312([[50, 27], [24, 86], [40, 43], [52, 58], [53, 66], [32, 79], [43, 21], [33, 43], [27, 16], [1, 3]]) // prettier-ignore
    const expected = '一个人在这里说了话。'
    expect(decodeText(sentence, 'x')).toEqual({ text: expected, encoding: 'gb18030', replaced: 0 })
    const long = Buffer.concat(Array.from({ length: 300 }, () => sentence))
    expect(decodeText(long, 'x')).toEqual({ text: expected.repeat(300), encoding: 'gb18030', replaced: 0 })
    expect(decodeText(GB, 'x').encoding).toBe('gb18030')
  })

  it('reads windows-1252, curly quotes included', () => {
    const bytes = Buffer.from('\x93The na\xefve caf\xe9 is open,\x94 she said\x85 and left.', 'latin1')
    const text = '“The naïve café is open,” she said… and left.'
    expect(decodeText(bytes, 'x')).toEqual({ text, encoding: 'windows-1252', replaced: 0 })
  })

  it('reads Cyrillic of its time by advice', () => {
    const cyrillic =
      'Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. '.repeat(8)
    const bytes = Uint8Array.from(Array.from(cyrillic), (char) => {
      const code = char.codePointAt(0) ?? 0
      return code >= 0x410 && code <= 0x44f ? code - 0x350 : code
    })
    expect(decodeText(bytes, 'x')).toEqual({ text: cyrillic, encoding: 'windows-1251', replaced: 0 })
  })

  it('keeps damaged UTF-8 and counts what was lost', () => {
    const bytes = Buffer.concat([
      Buffer.from(CHINESE.repeat(5)),
      Buffer.from([0xe4, 0xbd]),
      Buffer.from('end'),
    ])
    const { text, encoding, replaced } = decodeText(bytes, 'x')
    expect([encoding, replaced]).toEqual(['utf-8', 1])
    expect(text.endsWith('\uFFFDend')).toBe(true)
  })

  it('refuses what is no text, and nothing at all', () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + ((i * i) >> 3)) & 0xff)
    expect(codeOf(() => decodeText(noise, 'x'))).toBe('NOT_TEXT')
    expect(codeOf(() => decodeText(Buffer.from('%PDF-1.7 and so on'), 'x'))).toBe('NOT_TEXT')
    expect(codeOf(() => decodeText(Buffer.from([0xff, 0xfe, 0, 0xd8, 0, 0xd8, 0, 0]), 'x'))).toBe('NOT_TEXT')
    expect(codeOf(() => decodeText(new Uint8Array(), 'x'))).toBe('EMPTY_FILE')
  })
})
