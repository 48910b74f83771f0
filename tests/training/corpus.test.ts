// Documents become streams: split once, in order, conditions kept, every token read.
import { describe, expect, it } from 'vitest'
import { conditionVector, NO_CONDITION } from '../../engine/models/condition.ts'
import { Random } from '../../engine/nn/seed.ts'
import { BatchReader } from '../../engine/training/batches.ts'
import { buildCorpus, TokenStream } from '../../engine/training/corpus.ts'

describe('a corpus', () => {
  it('trains the tokenizer on the training part alone', () => {
    const secret = 'zqzqzqzq '.repeat(30)
    const { tokenizer, validation, validationBytes } = buildCorpus(
      [{ id: 'a', text: 'plain words here '.repeat(30) + secret }],
      { vocabularySize: 300, validationShare: 0.35 },
    )
    expect(tokenizer.encode('zqzq').length).toBe(4)
    expect(tokenizer.decode(validation.tokens)).toContain('zqzq')
    expect(validationBytes).toBe(Buffer.byteLength(tokenizer.decode(validation.tokens)))
  })
})

describe('a token stream', () => {
  const joy = conditionVector({ valence: 1 })
  const stream = TokenStream.of([
    { tokens: Int32Array.of(1, 2, 3), condition: NO_CONDITION },
    { tokens: Int32Array.of(4, 5), condition: joy },
  ])

  it('knows the condition of every token', () => {
    for (const i of [0, 1, 2]) expect(stream.conditionAt(i)).toEqual(NO_CONDITION)
    for (const i of [3, 4]) expect(stream.conditionAt(i)).toEqual(joy)
  })
})

describe('batches', () => {
  const tokens = Int32Array.from({ length: 203 }, (_, i) => i)
  const joy = conditionVector({ valence: 1 })
  const stream = TokenStream.of([{ tokens, condition: joy }])
  const plan = { batchSize: 4, sequenceLength: 5, conditionDropout: 0 }

  it('follow each row through its own stretch, targets one ahead', () => {
    const reader = new BatchReader(stream, plan, new Random(1))
    const first = reader.next()
    const second = reader.next()
    expect(first.startsEpoch).toBe(true)
    expect(second.startsEpoch).toBe(false)
    for (let row = 0; row < 4; row++) {
      const at = (t: number) => t * 4 + row
      expect(second.tokens[at(0)]).toBe(first.targets[at(4)])
      for (let t = 0; t < 5; t++) expect(first.targets[at(t)]).toBe(first.tokens[at(t)] + 1)
    }
  })

  it('cut the text elsewhere in each pass', () => {
    const reader = new BatchReader(stream, plan, new Random(1))
    const starts = new Set<number>()
    while (reader.position.epoch < 6) {
      const batch = reader.next()
      if (batch.startsEpoch) starts.add(batch.tokens[0])
    }
    expect(starts.size).toBeGreaterThan(2)
  })

  it('go on from a saved position', () => {
    const random = new Random(1)
    const reader = new BatchReader(stream, plan, random)
    for (let i = 0; i < 13; i++) reader.next()
    const resumed = new BatchReader(stream, plan, new Random(0).restore(random.state()), reader.position)
    for (let i = 0; i < 25; i++) expect(resumed.next()).toEqual(reader.next())
  })

  it('drop conditions as often as asked', () => {
    const told = (conditionDropout: number) => {
      const reader = new BatchReader(stream, { ...plan, conditionDropout }, new Random(1))
      let count = 0
      for (let i = 0; i < 100; i++) count += reader.next().conditions.filter((x) => x !== 0).length
      return count
    }
    const all = told(0)
    expect(told(1)).toBe(0)
    expect(told(0.15) / all).toBeGreaterThan(0.75)
    expect(told(0.15) / all).toBeLessThan(0.95)
  })
})
