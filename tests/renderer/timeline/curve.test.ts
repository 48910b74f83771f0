// The smoothed curve: what it may and may not do to the numbers under it.
import { describe, expect, it } from 'vitest'
import { layOutBook } from '../../../renderer/timeline/book-axis.ts'
import {
  buildTrack,
  makeSmoother,
  sampleCurve,
  windowFor,
  type Track,
} from '../../../renderer/timeline/curve.ts'
import { makeBook } from './book.ts'

const trackOf = (values: readonly number[], words: readonly number[]): Track => {
  const to = Float64Array.from(words)
  for (let i = 1; i < to.length; i += 1) to[i] += to[i - 1]
  return { to, from: Float64Array.from([0, ...to.slice(0, -1)]), value: Float64Array.from(values) }
}

/** The same regression word by word, without moments. */
const slowly = (track: Track, word: number, half: number): number => {
  let weight = 0
  let total = 0
  const step = 0.05
  for (let i = 0; i < track.to.length; i += 1)
    for (let t = track.from[i] + step / 2; t < track.to[i]; t += step) {
      const w = Math.max(0, 1 - ((t - word) / half) ** 2)
      weight += w
      total += w * track.value[i]
    }
  return total / weight
}

describe('the smoothed curve', () => {
  it('equals a word-by-word weighted mean far from the ends', () => {
    const values = [0.4, -0.2, 0.9, -0.8, 0.1, 0.3, -0.5, 0.7]
    const track = trackOf(values, [40, 12, 90, 33, 61, 8, 120, 50])
    const at = makeSmoother(track)
    for (const word of [120, 207.5, 300]) expect(at(word, 70)).toBeCloseTo(slowly(track, word, 70), 3)
  })

  it('keeps a level book level up to both ends', () => {
    const at = makeSmoother(trackOf([0.3, 0.3, 0.3, 0.3], [10, 200, 5, 80]))
    for (const { value } of sampleCurve((word) => at(word, 100), 0, 295, 50))
      expect(value).toBeCloseTo(0.3, 9)
  })

  it('adds no wave to a book that only rises, and never leaves its range', () => {
    const values = Array.from({ length: 40 }, (_, i) => -0.6 + i * 0.03)
    const at = makeSmoother(
      trackOf(
        values,
        values.map((_, i) => 20 + ((i * 37) % 90)),
      ),
    )
    const points = sampleCurve((word) => at(word, 300), 0, 2000, 200).map(({ value }) => value!)
    for (const [i, value] of points.entries()) {
      expect(value).toBeGreaterThanOrEqual(-0.6 - 1e-9)
      expect(value).toBeLessThanOrEqual(values.at(-1)! + 1e-9)
      if (i > 0) expect(value).toBeGreaterThanOrEqual(points[i - 1] - 1e-9)
    }
  })

  it('finds a planted step within one window', () => {
    const values = [...Array.from({ length: 50 }, () => 0.5), ...Array.from({ length: 50 }, () => -0.5)]
    const at = makeSmoother(
      trackOf(
        values,
        values.map(() => 60),
      ),
    )
    const half = windowFor(6000)
    expect(at(3000 - half, half)).toBeCloseTo(0.5, 6)
    expect(at(3000, half)).toBeCloseTo(0, 6)
    expect(at(3000 + half, half)).toBeCloseTo(-0.5, 6)
  })

  it('has no value where nothing was analysed', () => {
    const { nodes, feelings } = makeBook([[0.5, 0.5], [0.1], [-0.5, -0.5]])
    const known = Object.fromEntries(Object.entries(feelings).filter(([id]) => id !== 's1'))
    const axis = layOutBook(nodes, known)
    const at = makeSmoother(buildTrack(axis, known, 'valence'))
    expect(axis.words).toBe(500)
    expect(at(250, 60)).toBeNull()
    expect(at(150, 40)).toBeCloseTo(0.5, 9)
    expect(at(500, 40)).toBeCloseTo(-0.5, 9)
  })

  it('stays exact at the end of a very long book', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => Math.sin(i / 7) / 2)
    const track = trackOf(
      values,
      values.map(() => 70),
    )
    const at = makeSmoother(track)
    const word = 1_399_000
    const near = { from: track.from.slice(-40), to: track.to.slice(-40), value: track.value.slice(-40) }
    expect(at(word, 200)).toBeCloseTo(slowly(near, word, 200), 3)
  })
})
