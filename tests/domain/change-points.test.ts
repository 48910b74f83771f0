// Turns of a series: planted ones are found, none are invented, and the optimum is the true one.
import { describe, expect, it } from 'vitest'
import { changePoints } from '../../engine/domain/change-points.ts'
import { Random } from '../../engine/nn/seed.ts'

const even = (count: number, words = 50): number[] => Array.from({ length: count }, () => words)

/** Least total of cost + price over all ways to cut, by trying every start: slow and plain. */
const bestTotal = (values: readonly number[], words: readonly number[], minWords: number, price: number) => {
  const mean = words.reduce((a, b) => a + b, 0) / words.length
  const cost = (from: number, to: number): number => {
    const weights = words.slice(from, to).map((each) => each / mean)
    const mass = weights.reduce((a, b) => a + b, 0)
    const level = weights.reduce((sum, weight, i) => sum + weight * values[from + i], 0) / mass
    return weights.reduce((sum, weight, i) => sum + weight * (values[from + i] - level) ** 2, 0)
  }
  const wordsIn = (from: number, to: number): number => words.slice(from, to).reduce((a, b) => a + b, 0)
  const best = [-price]
  for (let end = 1; end <= values.length; end++) {
    best[end] = Infinity
    for (let from = 0; from < end; from++)
      if (wordsIn(from, end) >= minWords)
        best[end] = Math.min(best[end], best[from] + cost(from, end) + price)
  }
  const totalOf = (starts: readonly number[]): number =>
    [0, ...starts].reduce(
      (sum, from, i) => sum + cost(from, starts[i] ?? values.length) + (i > 0 ? price : 0),
      0,
    )
  return { best: best[values.length], totalOf }
}

describe('turns', () => {
  it('stand where they were planted, with the levels around them', () => {
    const random = new Random(7)
    const levels = [0.3, -0.4, 0.1]
    const values = levels.flatMap((level) =>
      Array.from({ length: 40 }, () => level + 0.15 * random.gaussian()),
    )
    const found = changePoints({ values, words: even(120) }, { minWords: 150 })
    expect(found).toHaveLength(2)
    expect(Math.abs(found[0].index - 40)).toBeLessThanOrEqual(2)
    expect(Math.abs(found[1].index - 80)).toBeLessThanOrEqual(2)
    expect(found[0].before).toBeCloseTo(0.3, 1)
    expect(found[0].after).toBeCloseTo(-0.4, 1)
    expect(found[1].before).toBe(found[0].after)
  })

  it('are not found in a level text, and hardly ever in noise', () => {
    expect(changePoints({ values: even(200, 0.2), words: even(200) }, { minWords: 150 })).toEqual([])
    expect(changePoints({ values: [], words: [] }, { minWords: 150 })).toEqual([])
    let invented = 0
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed)
      const values = Array.from({ length: 150 }, () => 0.2 * random.gaussian())
      invented += changePoints({ values, words: even(150) }, { minWords: 150 }).length
    }
    expect(invented).toBeLessThanOrEqual(6)
  })

  it('are the true optimum, whatever was dropped on the way', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new Random(seed)
      const count = 12 + Math.floor(random.next() * 30)
      const words = Array.from({ length: count }, () => 10 + Math.floor(random.next() * 120))
      const values = Array.from(
        { length: count },
        (_, i) => (i % 17 < 8 ? 0.4 : -0.3) + 0.2 * random.gaussian(),
      )
      const minWords = 60 + Math.floor(random.next() * 200)
      let squares = 0
      for (let i = 1; i < count; i++) squares += (values[i] - values[i - 1]) ** 2
      const price = 4 * (squares / (2 * (count - 1))) * Math.log(count)
      const { best, totalOf } = bestTotal(values, words, minWords, price)
      const found = changePoints({ values, words }, { minWords })
      expect(totalOf(found.map(({ index }) => index)), `seed ${seed}`).toBeCloseTo(best, 9)
    }
  })

  it('leave no stretch shorter than asked for', () => {
    const values = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 0.9 : -0.9))
    const words = even(60, 30)
    const bounds = [0, ...changePoints({ values, words }, { minWords: 300 }).map(({ index }) => index), 60]
    for (let i = 1; i < bounds.length; i++)
      expect((bounds[i] - bounds[i - 1]) * 30).toBeGreaterThanOrEqual(300)
  })
})
