// The smoothed curve: what it may and may not do to the numbers under it.
import { describe, expect, it } from 'vitest'
import { layOutBook } from '../../../renderer/timeline/book-axis.ts'
import {
  buildTrack,
  coarsen,
  makeSmoother,
  sampleCurve,
  windowFor,
  type Track,
} from '../../../renderer/timeline/curve.ts'
import { MEASURES } from '../../../renderer/timeline/feelings.ts'
import { makeBook } from './book.ts'

const trackOf = (values: readonly number[], words: readonly number[]): Track => {
  const to = Float64Array.from(words)
  for (let i = 1; i < to.length; i += 1) to[i] += to[i - 1]
  return {
    to,
    from: Float64Array.from([0, ...to.slice(0, -1)]),
    value: Float64Array.from(values),
    weight: Float64Array.from(values, () => 1),
  }
}

describe('the smoothed curve', () => {
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
    const smooth = makeSmoother(
      trackOf(
        values,
        values.map(() => 70),
      ),
    )
    const near = makeSmoother(
      trackOf(
        values.slice(-40),
        values.slice(-40).map(() => 70),
      ),
    )
    const words = 20_000 * 70
    expect(smooth(words - 1000, 200)).toBeCloseTo(near(40 * 70 - 1000, 200)!, 9)
  })

  it('looks the same from afar when paragraphs are joined, gaps and silences kept', () => {
    const values = Array.from({ length: 3000 }, (_, i) => 0.4 * Math.sin(i / 300) + ((i * 37) % 11) / 40)
    const words = values.map((_, i) => 10 + ((i * 53) % 120))
    const fine = trackOf(values, words)
    const coarse = coarsen(fine, 256)
    expect(coarse.to.length).toBeLessThan(fine.to.length / 3)
    const [one, other] = [makeSmoother(fine), makeSmoother(coarse)]
    const last = fine.to.at(-1)!
    for (let i = 0; i <= 100; i += 1)
      expect(Math.abs(one((last * i) / 100, 5000)! - other((last * i) / 100, 5000)!)).toBeLessThan(0.01)
    const { nodes, feelings } = makeBook([[0.5, 0.5], [0.1], [-0.5, -0.5]])
    const known = Object.fromEntries(Object.entries(feelings).filter(([id]) => id !== 's1'))
    const parted = coarsen(buildTrack(layOutBook(nodes, known), known, 'valence'), 1000)
    expect([...parted.from]).toEqual([0, 300])
    expect([...parted.value]).toEqual([0.5, -0.5])
  })

  it('follows one voice through the paragraphs in which it is heard', () => {
    const { nodes, feelings } = makeBook([[0.5, 0.5, 0.5, -0.5, 0.1, 0.1, 0.1]])
    const axis = layOutBook(nodes, feelings)
    const voice = new Map([
      [
        's0',
        {
          sceneId: 's0',
          blockIds: ['s0b0', 's0b1'],
          words: [50, 100],
          valence: [-0.4, -0.4],
          arousal: [0.2, 0.2],
          mix: [
            [0, 0.6, 0, 0, 0, 0, 0.4],
            [0, 0.6, 0, 0, 0, 0, 0.4],
          ],
          confidence: [1, 1],
        },
      ],
    ])
    const track = buildTrack(axis, feelings, 'sadness', voice)
    expect([...track.weight]).toEqual([0.5, 1, 0, 0, 0, 0, 0])
    const at = makeSmoother(track)
    expect(at(100, 80)).toBeCloseTo(0.6, 9)
    expect(at(600, 80)).toBeNull()
  })

  it('reads every measure off the same rows', () => {
    const { nodes, feelings } = makeBook([[-0.5]])
    const axis = layOutBook(nodes, feelings)
    const valueOf = (measure: (typeof MEASURES)[number]) => buildTrack(axis, feelings, measure).value[0]
    expect(MEASURES.map(valueOf)).toEqual([-0.5, 0.5, 0.375, 0, 0.5, 0, 0, 0, 0])
  })
})
