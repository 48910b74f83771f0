// A long prompt is read in wide pieces, and the passage that follows is the one a token-by-token reading gives.
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../engine/models/condition.ts'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { Utf8Guard } from '../../engine/text/tokenizers/utf8-guard.ts'
import { Decoder } from '../../engine/training/decoder.ts'
import type { SampleChunk } from '../../engine/models/passage.ts'

const vocabularySize = 300
const sentence = 'The lamp went out, and nobody in the long room said a word about it until morning. '

describe('a prompt', () => {
  beforeAll(async () => {
    await loadBackend({ threads: 1 })
  })

  it.each(['gru', 'lstm', 'transformer'])(
    'that is the same as the last time is not read again, and %s writes the same',
    (id) => {
      const tokenizer = ByteBpeTokenizer.train([sentence], { vocabularySize })
      const definition = findModel(id)
      const shape = { vocabularySize: tokenizer.vocabularySize }
      const model = definition.create(definition.parse('tiny'), shape, new Random(5))
      const options = { candidates: 2, threads: 1, frozen: true }
      const [once, often] = [1, 2].map(() => new Decoder(model, tokenizer, options))
      const texts = (decoder: Decoder, prompt: string, seed: number): readonly string[] => {
        const written = ['', '']
        for (const { candidate, text } of decoder.write({ prompt, maxWords: 6, seed }))
          written[candidate] += text
        return written
      }
      const [first, other] = [sentence, `Nobody said a word. ${sentence}`]
      const expected = texts(once, first, 8)
      for (const [prompt, seed] of [
        [first, 1],
        [first, 2],
        [other, 3],
        [first, 4],
      ] as const)
        texts(often, prompt, seed)
      expect(texts(often, first, 8)).toEqual(expected)
      expect(texts(often, other, 9)).toEqual(texts(once, other, 9))
      for (const decoder of [once, often]) decoder.dispose()
      model.dispose()
    },
  )

  it.each(['gru', 'lstm', 'transformer'])('of many tokens leads %s on as if read one by one', (id) => {
    const tokenizer = ByteBpeTokenizer.train([sentence], { vocabularySize })
    const definition = findModel(id)
    // A window that holds the prompt, so that an eager reading from the start sees the same text.
    const settings = definition.parse('tiny', { sequenceLength: 128 })
    const shape = { vocabularySize: tokenizer.vocabularySize }
    const model = definition.create(settings, shape, new Random(5))
    const prompt = sentence.repeat(2)
    const tokens = tokenizer.encode(prompt).slice(-192)
    expect(tokens.length).toBeGreaterThan(40)

    const decoder = new Decoder(model, tokenizer, { candidates: 2, threads: 1, frozen: true })
    const sampling = { topK: 1, repetitionPenalty: 1, dryMultiplier: 0 }
    const ends = [...decoder.write({ prompt, maxWords: 3, seed: 1, sampling })].flatMap(({ done }) =>
      done ? [done] : [],
    )
    expect(ends).toHaveLength(2)
    expect(ends[0]).toEqual(ends[1])

    // The same by hand: the likeliest token that may follow, one after another, by the eager backend.
    const memory = model.memory(1)
    const guard = new Utf8Guard(tokenizer)
    const read = (piece: Int32Array): Float32Array =>
      tf.tidy(() => {
        const conditions = tf.zeros<tf.Rank.R2>([piece.length, CONDITION_SIZE])
        const batch = { time: piece.length, batch: 1, tokens: tf.tensor1d(piece, 'int32'), conditions }
        return tf.slice(model.logits(batch, memory), [piece.length - 1, 0], [1, -1]).dataSync<'float32'>()
      })
    let [logits, utf8, expected] = [read(tokens), 0, 0]
    for (let i = 0; i < ends[0].tokens; i++) {
      const allowed = Float32Array.from(guard.mask(logits, utf8))
      const likeliest = allowed.indexOf(Math.max(...allowed))
      expected += tf.logSoftmax(tf.tensor1d(allowed)).dataSync()[likeliest]
      utf8 = guard.next(utf8, likeliest)
      logits = read(Int32Array.of(likeliest))
    }
    expect(ends[0].logProbability).toBeCloseTo(expected, 3)
    decoder.dispose()
    tf.dispose([...memory.values()])
    model.dispose()
  })

  it('is written on with the alternatives of every token where they are asked for, and with the same words', () => {
    const tokenizer = ByteBpeTokenizer.train([sentence], { vocabularySize })
    const definition = findModel('transformer')
    const shape = { vocabularySize: tokenizer.vocabularySize }
    const model = definition.create(definition.parse('tiny'), shape, new Random(6))
    const decoder = new Decoder(model, tokenizer, { candidates: 1, threads: 1, frozen: true })
    const request = { prompt: 'The lamp', maxWords: 6, seed: 3 }
    const plain = [...decoder.write(request)]
    const traced = [...decoder.write({ ...request, alternatives: 4 })]
    const textOf = (chunks: readonly SampleChunk[]) => chunks.map(({ text }) => text).join('')
    expect(textOf(traced)).toBe(textOf(plain))
    expect(plain.some(({ token }) => token !== undefined)).toBe(false)
    const tokens = traced.flatMap(({ token }) => (token ? [token] : []))
    expect(tokens).toHaveLength(traced.at(-1)!.done!.tokens)
    for (const { alternatives } of tokens) {
      expect(alternatives).toHaveLength(4)
      const probabilities = alternatives.map(({ probability }) => probability)
      expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a))
      expect(probabilities.reduce((a, b) => a + b)).toBeLessThanOrEqual(1 + 1e-9)
    }
    decoder.dispose()
    model.dispose()
  })
})
