import { describe, expect, it } from 'vitest'
import { FeatureIndex } from '../../../engine/analysis/emotion/feature-index.ts'
import { createFeatureBuffer, readFeatures } from '../../../engine/analysis/emotion/ngram-features.ts'
import { SparseReader } from '../../../engine/analysis/emotion/sparse-reader.ts'
import { Random } from '../../../engine/nn/seed.ts'

const hashesOf = (tokens: readonly string[], words: number, characters: number): Set<number> => {
  const buffer = createFeatureBuffer()
  readFeatures(tokens, { words, characters }, buffer)
  return new Set(buffer.hashes.subarray(0, buffer.words + buffer.characters))
}

describe('features', () => {
  it('are runs of words up to the length asked for', () => {
    expect(hashesOf(['a', 'b', 'c'], 1, 0).size).toBe(3)
    expect(hashesOf(['a', 'b', 'c'], 2, 0).size).toBe(5)
    expect(hashesOf(['a', 'b', 'c'], 3, 0).size).toBe(6)
  })

  it('tell a word under negation from the same word free, until a mark ends it', () => {
    const free = hashesOf(['happy'], 1, 0)
    expect(hashesOf(['not', 'so', 'happy'], 1, 0).size).toBe(5)
    expect(hashesOf(['not', ',', 'happy'], 1, 0).size).toBe(3)
    for (const hash of free) expect(hashesOf(['not', 'so', 'happy'], 1, 0)).toContain(hash)
  })

  it('of characters stay inside a word', () => {
    const apart = hashesOf(['ab', 'cd'], 1, 4)
    for (const hash of hashesOf(['ab'], 1, 4)) expect(apart).toContain(hash)
    expect(apart.size).toBe(hashesOf(['ab'], 1, 4).size + hashesOf(['cd'], 1, 4).size)
  })

  it('make room for long texts', () => {
    const tokens = Array.from({ length: 3000 }, (_, i) => `word${i}`)
    expect(hashesOf(tokens, 1, 5).size).toBeGreaterThan(10_000)
  })
})

it('the index finds every feature, and none that is not there', () => {
  const random = new Random(1)
  const hashes = Int32Array.from(new Set(Array.from({ length: 5000 }, () => random.uint32() | 0)))
  const index = new FeatureIndex(hashes)
  hashes.forEach((hash, row) => expect(index.rowOf(hash)).toBe(row))
  const present = new Set(hashes)
  for (let i = 0; i < 2000; i++) {
    const other = random.uint32() | 0
    if (!present.has(other)) expect(index.rowOf(other)).toBe(-1)
  }
})

it('a row has length 1 for words and 1 for characters, and counts repeats once', () => {
  const tokens = ['the', 'cat', 'the', 'cat']
  const buffer = createFeatureBuffer()
  readFeatures(tokens, { words: 1, characters: 3 }, buffer)
  const hashes = Int32Array.from(new Set(buffer.hashes.subarray(0, buffer.words + buffer.characters)))
  const reader = new SparseReader(new FeatureIndex(hashes), new Float32Array(hashes.length).fill(1))
  for (let time = 0; time < 2; time++) {
    reader.read(buffer)
    expect(new Set(reader.rows.subarray(0, reader.size)).size).toBe(reader.size)
    const squares = reader.values.subarray(0, reader.size).reduce((sum, value) => sum + value * value, 0)
    expect(squares).toBeCloseTo(2, 5)
  }
})
