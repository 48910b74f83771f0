// Tokenizers lose nothing: any text, any bytes, piece by piece; training is repeatable and quick.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteBpeTokenizer } from '../../../engine/text/tokenizers/byte-bpe.ts'
import { CharTokenizer } from '../../../engine/text/tokenizers/char.ts'
import { pieces } from '../../../engine/text/tokenizers/pieces.ts'
import { tokenizerFromJson, type Tokenizer } from '../../../engine/text/tokenizers/tokenizer.ts'

const english =
  'The rain in Spain stays mainly in the plain. “It’s raining,” she said; it was 1851, and it rained. '
const chinese = '春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。春天的风雨。'
const sample = english.repeat(20) + chinese.repeat(20)
const bpe = ByteBpeTokenizer.train([sample], { vocabularySize: 400 })
const char = CharTokenizer.train([sample])
const wellFormed = fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed())

const streamed = (tokenizer: Tokenizer, tokens: Iterable<number>) => {
  const decoder = tokenizer.decoder()
  const parts = Array.from(tokens, (token) => decoder.push(token))
  return [...parts, decoder.flush()]
}

describe('byte-level BPE', () => {
  it('gives any text back', () => {
    fc.assert(fc.property(wellFormed, (text) => bpe.decode(bpe.encode(text)) === text))
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => bpe.decode(bpe.encode(text)) === text.toWellFormed(),
      ),
    )
    expect(bpe.decode(bpe.encode(sample))).toBe(sample)
    expect(bpe.decode(bpe.encode('\uFEFFmark'))).toBe('\uFEFFmark')
  })

  it('reads text as it was trained to: a file without a cut is one of the first', () => {
    const old = { kind: 'byte-bpe', merges: [] } as const
    expect(tokenizerFromJson(old).toJSON()).toEqual(old)
    expect([...pieces('“It’s 1851.”\n\nSo')]).toEqual(['“', 'It', '’s', ' 185', '1', '.”', '\n\n', 'So'])
    expect([...pieces('“It’s 1851.”\n\nSo', 'qwen2')]).toEqual([
      '“It',
      '’s',
      ' ',
      '1',
      '8',
      '5',
      '1',
      '.”\n\n',
      'So',
    ])
    expect(bpe.toJSON()).toMatchObject({ cut: 'qwen2' })
  })

  it('never has two tokens of the same bytes', () => {
    const unit = fc.constantFrom('a', 'b', 'c', ' ')
    fc.assert(
      fc.property(fc.string({ unit, minLength: 50, maxLength: 400 }), (text) => {
        const tokenizer = ByteBpeTokenizer.train([text], { vocabularySize: 330 })
        const all = Array.from({ length: tokenizer.vocabularySize }, (_, token) =>
          Buffer.from(tokenizer.bytesOf(token)).toString('latin1'),
        )
        expect(new Set(all).size).toBe(all.length)
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text)
      }),
    )
  })

  it('gives any bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(new Uint8Array(bpe.decodeBytes(bpe.encodeBytes(bytes)))).toEqual(bytes)
      }),
    )
  })

  it('has learnt something in both languages, and its byte lengths add up', () => {
    for (const text of [english, chinese]) {
      const tokens = bpe.encode(text)
      expect(tokens.length).toBeLessThan(Buffer.byteLength(text) / 2)
      expect(tokens.reduce((sum, token) => sum + bpe.bytesOf(token).length, 0)).toBe(Buffer.byteLength(text))
    }
  })

  it('streams whole characters only', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const parts = streamed(bpe, bpe.encode(text))
        expect(parts.join('')).toBe(text)
        for (const part of parts) expect(part.isWellFormed()).toBe(true)
        if (!text.includes('\uFFFD')) expect(parts.join('')).not.toContain('\uFFFD')
      }),
    )
    const bare = ByteBpeTokenizer.fromJson({ kind: 'byte-bpe', merges: [] })
    expect(streamed(bare, bare.encode('é语'))).toEqual(['', 'é', '', '', '语', ''])
    expect(streamed(bare, bare.encode('语').subarray(0, 2)).join('')).toBe('\uFFFD')
  })

  it('survives JSON and is the same after every training', () => {
    const again = ByteBpeTokenizer.train([sample], { vocabularySize: 400 })
    expect(again.toJSON()).toEqual(bpe.toJSON())
    const restored = tokenizerFromJson(JSON.parse(JSON.stringify(bpe)) as ReturnType<Tokenizer['toJSON']>)
    expect(restored.encode(sample)).toEqual(bpe.encode(sample))
    expect(restored.vocabularySize).toBe(bpe.vocabularySize)
  })

  it('merges the most frequent pair first, the smaller one on a tie', () => {
    const { merges } = ByteBpeTokenizer.train(['xab yab zab xcd ycd zcd'], { vocabularySize: 258 }).toJSON()
    const bytes = (text: string) => [...Buffer.from(text)]
    expect(merges).toEqual([bytes('ab'), bytes('cd')])
  })

  it('stops where nothing repeats', () => {
    expect(ByteBpeTokenizer.train(['abc'], { vocabularySize: 1000 }).vocabularySize).toBe(256)
    expect(ByteBpeTokenizer.train([], { vocabularySize: 1000 }).vocabularySize).toBe(256)
  })

  it('refuses tokens and merges that cannot be', () => {
    expect(() => bpe.decode([9999])).toThrow(RangeError)
    expect(() => ByteBpeTokenizer.fromJson({ kind: 'byte-bpe', merges: [[256, 1]] })).toThrow(
      'does not exist',
    )
  })
})

describe('pieces', () => {
  it('join to the text again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => [...pieces(text)].join('') === text))
  })

  it('are words with the space before them', () => {
    expect([...pieces("It's 1851.\n\nNo  more")]).toEqual([
      'It',
      "'s",
      ' 185',
      '1',
      '.',
      '\n\n',
      'No',
      ' ',
      ' more',
    ])
  })
})

describe('characters', () => {
  it('give known text back and mark the unknown', () => {
    expect(char.decode(char.encode(sample))).toBe(sample)
    expect(char.decode(char.encode('a😀'))).toBe('a\uFFFD')
    expect(streamed(char, char.encode(chinese)).join('')).toBe(chinese)
    const restored = tokenizerFromJson(JSON.parse(JSON.stringify(char)) as ReturnType<Tokenizer['toJSON']>)
    expect(restored.encode(sample)).toEqual(char.encode(sample))
  })

  it('leave rare ones out when asked', () => {
    const trained = CharTokenizer.train(['aab'], { minimumCount: 2 })
    expect(trained.vocabularySize).toBe(2)
    expect([...trained.encode('ab')]).toEqual([1, 0])
  })
})
