// The sentences under the pointer: fetched once per version of a scene, and found by their place in the paragraph.
import { describe, expect, it } from 'vitest'
import type { SentenceFeeling } from '../../../renderer/timeline/feelings.ts'
import { createSentenceCache, sentenceAt } from '../../../renderer/timeline/sentence-cache.ts'
import { makeBook } from './book.ts'

const sentence = (blockId: string, from: number, to: number): SentenceFeeling => ({
  blockId,
  from,
  to,
  text: `${blockId} ${from}`,
  valence: 0,
  arousal: 0,
  emotion: 'neutral',
  confidence: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  correctedFrom: null,
})

describe('the sentence cache', () => {
  it('asks again only when the text has changed or the last answer failed', async () => {
    let asked = 0
    const cache = createSentenceCache(async () => {
      asked += 1
      if (asked === 2) throw new Error('gone')
      return [sentence('b', 0, 10)]
    })
    const [before, after] = [makeBook([[0.1]]).feelings.s0, makeBook([[0.1]]).feelings.s0]
    await cache.of('s0', before)
    await cache.of('s0', before)
    expect(asked).toBe(1)
    await expect(cache.of('s0', after)).rejects.toThrow('gone')
    await cache.of('s0', after)
    expect(asked).toBe(3)
  })

  it('finds the sentence by how far into the paragraph it is', () => {
    const list = [sentence('a', 0, 40), sentence('b', 0, 30), sentence('b', 31, 100)]
    expect(sentenceAt(list, 'b', 0.1)?.from).toBe(0)
    expect(sentenceAt(list, 'b', 0.9)?.from).toBe(31)
    expect(sentenceAt(list, 'b', 1)?.from).toBe(31)
    expect(sentenceAt(list, 'gone', 0.5)).toBeNull()
  })
})
