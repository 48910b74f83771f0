// How real a text reads: SeqGAN's own judge at work on what it writes, and a judge trained to know one kind from another.
import { beforeAll, describe, expect, it } from 'vitest'
import { trainDiscriminator } from '../../engine/evals/rerank/discriminator.ts'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { Decoder } from '../../engine/training/decoder.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

describe('a decoder', () => {
  const realismOf = (id: string) => {
    const tokenizer = ByteBpeTokenizer.train(['the rain fell on the road and the road was long'], {
      vocabularySize: 290,
    })
    const definition = findModel(id)
    const model = definition.create(
      definition.parse('tiny'),
      { vocabularySize: tokenizer.vocabularySize },
      new Random(1),
    )
    const decoder = new Decoder(model, tokenizer, { candidates: 2, threads: 1, frozen: true })
    const ends = [...decoder.write({ prompt: 'the', maxWords: 12, seed: 3 })].flatMap(({ done }) =>
      done ? [done] : [],
    )
    decoder.dispose()
    model.dispose()
    return ends.map(({ realism }) => realism)
  }

  it('tells what the model’s own judge thinks of each candidate', () => {
    const told = realismOf('seqgan')
    expect(told).toHaveLength(2)
    for (const realism of told) {
      expect(realism).toBeGreaterThan(0)
      expect(realism).toBeLessThan(1)
    }
  })

  it('says nothing where a model has no judge', () => {
    expect(realismOf('gru')).toEqual([undefined, undefined])
  })
})

it('a discriminator learns to tell two kinds of passages apart, and no kind from itself', async () => {
  const random = new Random(5)
  const texts = (from: number) =>
    Array.from({ length: 200 }, () => Array.from({ length: 30 }, () => from + random.integer(20)))
  const { signal } = new AbortController()
  const judge = await trainDiscriminator(texts(0), texts(10), 64, signal)
  expect(judge.accuracy).toBeGreaterThan(0.95)
  expect(judge.realism(texts(0)[0])).toBeGreaterThan(judge.realism(texts(10)[0]))
  expect(judge.realism([1, 2, 3])).toBe(0)
  judge.dispose()
})
