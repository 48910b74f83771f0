// The smoothed curve: what it may and may not do to the numbers under it, at the ends above all.
import { describe, expect, it } from 'vitest'
import { makeSmoother, trackOf, windowFor } from '../../engine/domain/arc-track.ts'
import { simplifyCurve } from '../../engine/domain/simplify-curve.ts'
import { targetAt } from '../../engine/domain/curve.ts'
import { Random } from '../../engine/nn/seed.ts'
import { makeSmoother as drawnSmoother } from '../../renderer/timeline/curve.ts'

const rowsOf = (values: readonly number[], words: readonly number[]) => {
  let from = 0
  return values.map((value, i) => {
    const row = { from, to: from + words[i], value }
    from = row.to
    return row
  })
}
const every = (count: number, words = 50): number[] => Array.from({ length: count }, () => words)
const at = (i: number, to: number): number => (to * i) / 200

describe('the smoothed curve of an arc', () => {
  it('keeps a constant text constant up to its first and last word, whatever the window', () => {
    const smooth = makeSmoother(trackOf(rowsOf(every(20, 0.3), [10, 200, 5, 80, ...every(16, 33)])))
    const words = 10 + 200 + 5 + 80 + 16 * 33
    for (const half of [5, 60, 400, 5000])
      for (let i = 0; i <= 200; i++) expect(smooth(at(i, words), half)).toBeCloseTo(0.3, 9)
  })

  it('keeps a steadily rising text on its line, at the ends too', () => {
    const values = Array.from({ length: 400 }, (_, i) => -0.8 + (1.6 * (i + 0.5)) / 400)
    const smooth = makeSmoother(trackOf(rowsOf(values, every(400, 10))))
    for (const half of [60, 300, 1200])
      for (let i = 0; i <= 200; i++) {
        const word = at(i, 4000)
        expect(Math.abs(smooth(word, half)! - (-0.8 + (1.6 * word) / 4000))).toBeLessThan(0.004)
      }
  })

  it('adds no wave at the ends of a noisy level text', () => {
    let [ends, middle] = [0, 0]
    for (let seed = 1; seed <= 80; seed++) {
      const random = new Random(seed)
      const values = Array.from({ length: 200 }, () => 0.2 * random.gaussian())
      const smooth = makeSmoother(trackOf(rowsOf(values, every(200))))
      ends += smooth(0, 1000)! ** 2 + smooth(10_000, 1000)! ** 2
      middle += smooth(4000, 1000)! ** 2 + smooth(6000, 1000)! ** 2
    }
    // The standard error at an end of a line fitted to one side is about twice that in the middle, and no more.
    expect(Math.sqrt(ends / middle)).toBeLessThan(2.6)
  })

  it('never leaves the range of what it smooths', () => {
    const random = new Random(5)
    const values = Array.from({ length: 90 }, () => random.next() ** 3)
    const smooth = makeSmoother(trackOf(rowsOf(values, every(90, 37))))
    for (let i = 0; i <= 200; i++) {
      const value = smooth(at(i, 90 * 37), 150)!
      expect(value).toBeGreaterThanOrEqual(Math.min(...values))
      expect(value).toBeLessThanOrEqual(Math.max(...values))
    }
  })

  it('has no value where nothing was read, or where a voice is silent for long', () => {
    const rows = rowsOf(every(60, 0.5), every(60)).map((row, i) => ({ ...row, weight: i < 30 ? 0.4 : 0 }))
    const smooth = makeSmoother(trackOf(rows))
    expect(smooth(700, 200)).toBeCloseTo(0.5, 9)
    expect(smooth(2400, 200)).toBeNull()
    const gap = makeSmoother(trackOf(rowsOf(every(40, 0.5), every(40)).filter((_, i) => i < 10 || i >= 30)))
    expect(gap(1000, 300)).toBeNull()
    expect(makeSmoother(trackOf([]))(0, 10)).toBeNull()
  })

  it('is the one that the window draws', () => {
    const random = new Random(11)
    const values = Array.from({ length: 120 }, () => random.gaussian())
    const rows = rowsOf(
      values,
      values.map(() => 5 + random.integer(150)),
    ).map((row, i) => ({ ...row, weight: i % 7 === 0 ? 0 : 0.3 + 0.7 * random.next() }))
    const track = trackOf(rows)
    const [here, there] = [makeSmoother(track), drawnSmoother(track)]
    for (const half of [20, windowFor(9000), 2500])
      for (let i = 0; i <= 200; i++) {
        const word = at(i, track.to.at(-1)!)
        expect(there(word, half)).toBe(here(word, half))
      }
  })
})

describe('a curve taken over as a target', () => {
  it('keeps to what was drawn with a handful of handles', () => {
    const samples = Array.from({ length: 121 }, (_, i) => ({ x: i / 120, y: 0.6 * Math.sin((i / 120) * 7) }))
    const handles = simplifyCurve(samples, 0.03, 12)
    expect(handles.length).toBeLessThanOrEqual(12)
    for (const { x, y } of samples) expect(Math.abs(targetAt(handles, x)! - y)).toBeLessThan(0.06)
    const xs = handles.map(({ x }) => x)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  })

  it('needs two for a line and none for nothing', () => {
    const line = Array.from({ length: 30 }, (_, i) => ({ x: i / 29, y: i / 29 }))
    expect(simplifyCurve(line, 0.01, 12)).toHaveLength(2)
    expect(simplifyCurve([], 0.01, 12)).toEqual([])
    expect(simplifyCurve([{ x: 0.5, y: 0.2 }], 0.01, 12)).toEqual([{ x: 0.5, y: 0.2 }])
  })
})
