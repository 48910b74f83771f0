// Under the guard any choice of tokens is text.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ByteBpeTokenizer } from '../../../engine/text/tokenizers/byte-bpe.ts'
import { Utf8Guard } from '../../../engine/text/tokenizers/utf8-guard.ts'

const text = '春眠不觉晓，处处闻啼鸟。The café — “naïve” 😀😀. '.repeat(8)
const tokenizer = ByteBpeTokenizer.train([text], { vocabularySize: 330 })
const guard = new Utf8Guard(tokenizer)

it('allows every real text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (sample) => {
      let state = 0
      for (const token of tokenizer.encode(sample + text)) {
        expect(guard.mask(new Float32Array(tokenizer.vocabularySize), state)[token]).toBe(0)
        state = guard.next(state, token)
      }
      expect(state).toBe(0)
    }),
    { numRuns: 20 },
  )
})

it('always leaves a token, and only such as complete what was begun', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), (choices) => {
      let state = 0
      const bytes: number[] = []
      for (const choice of choices) {
        const mask = guard.mask(new Float32Array(tokenizer.vocabularySize), state)
        const allowed = [...mask.keys()].filter((token) => mask[token] === 0)
        const token = allowed[choice % allowed.length]
        bytes.push(...tokenizer.bytesOf(token))
        state = guard.next(state, token)
      }
      // Every lead byte is followed by as many continuation bytes as it asks for.
      const continuations = (lead: number) => (lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3)
      let owed = 0
      for (const byte of bytes) {
        expect(byte >= 0x80 && byte < 0xc0).toBe(owed > 0)
        owed = owed > 0 ? owed - 1 : continuations(byte)
      }
    }),
  )
})
