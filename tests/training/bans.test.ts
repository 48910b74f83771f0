// Writing with banned phrases: none is ever shown, other candidates are not disturbed, and no list of bans is a dead end.
import { beforeAll, describe, expect, it } from 'vitest'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { Decoder } from '../../engine/training/decoder.ts'
import type { SampleChunk } from '../../engine/models/passage.ts'

const sentence =
  'The lamp went out, and nobody in the long room said a word about it until morning. 他不知道，灯灭了。'
const tokenizer = ByteBpeTokenizer.train([sentence.repeat(4)], { vocabularySize: 300 })

/** What a decoder of `candidates` rows writes, by candidate. */
const write = (id: string, candidates: number, request: Partial<Parameters<Decoder['write']>[0]>) => {
  const definition = findModel(id)
  const shape = { vocabularySize: tokenizer.vocabularySize }
  const model = definition.create(definition.parse('tiny', { sequenceLength: 64 }), shape, new Random(6))
  const decoder = new Decoder(model, tokenizer, { candidates, threads: 1, frozen: true })
  const chunks = [...decoder.write({ prompt: 'The lamp', maxWords: 30, seed: 3, ...request })]
  decoder.dispose()
  model.dispose()
  return Array.from({ length: candidates }, (_, candidate) => {
    const own = chunks.filter((chunk) => chunk.candidate === candidate)
    expect(own.filter(({ done }) => done)).toHaveLength(1)
    return { text: own.map(({ text }) => text).join(''), done: own.at(-1)!.done!, chunks: own }
  })
}

/** More signs than any token of this small vocabulary has. */
const LONGEST_TOKEN = 12

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

const tokensOf = (chunks: readonly SampleChunk[]) =>
  chunks.flatMap(({ token }) => (token ? [token.text] : []))

describe('banned phrases', () => {
  beforeAll(async () => {
    await loadBackend({ threads: 1 })
  })

  it.each(['gru', 'transformer', 'vae'])(
    'are never written by %s, and candidates without one write on as before',
    (id) => {
      const free = write(id, 3, {})
      // A word from the middle of what the second would have written.
      const words = free[1].text.match(/(?<![\p{L}\p{N}\p{M}])\p{L}+(?![\p{L}\p{N}\p{M}])/gu)!
      const phrase = words[Math.floor(words.length / 2)]
      const banned = write(id, 3, { ban: [phrase] })
      const has = (text: string) => wordsOf(text).includes(phrase.toLowerCase())
      expect(has(free[1].text)).toBe(true)
      for (const { text } of banned) expect(has(text)).toBe(false)
      const firstAt = free[1].text.search(
        new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])${phrase}(?![\\p{L}\\p{N}\\p{M}])`, 'iu'),
      )
      // What is taken back is whole tokens: a few signs before the word may go with it.
      const kept = Math.max(1, firstAt - LONGEST_TOKEN)
      expect(banned[1].text.slice(0, kept)).toBe(free[1].text.slice(0, kept))
      expect(banned[1].text.length).toBeGreaterThan(firstAt)
      for (const other of [0, 2])
        if (!has(free[other].text)) expect(banned[other].text).toBe(free[other].text)
      expect(write(id, 3, { ban: [phrase] })).toEqual(banned)
    },
  )

  it('that leave nothing to write end the passage, and nothing hangs', () => {
    const alphabet = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
    for (const ban of [
      [...alphabet, ...Array.from(sentence)],
      Array.from('abcdefghijklmnopqrstuvwxyz'),
      ['e', 'the', ' '],
    ]) {
      const [{ text }] = write('transformer', 1, { ban, maxWords: 6 })
      const banned = ban.filter((each) => /^\p{L}+$/u.test(each)).map((each) => each.toLowerCase())
      expect(wordsOf(text).filter((word) => banned.includes(word))).toEqual([])
    }
  })

  it('take the alternatives of what was taken back with them', () => {
    const [free] = write('gru', 1, { alternatives: 3, maxWords: 8 })
    expect(tokensOf(free.chunks)).toHaveLength(free.done.tokens)
    const phrase = wordsOf(free.text)[0]
    const [other] = write('gru', 1, { alternatives: 3, maxWords: 8, ban: [phrase] })
    expect(tokensOf(other.chunks)).toHaveLength(other.done.tokens)
    expect(wordsOf(tokensOf(other.chunks).join(''))).not.toContain(phrase)
  })
})
