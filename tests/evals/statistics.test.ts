import { expect, test } from 'vitest'
import { pearson, withInterval } from '../../engine/evals/statistics.ts'
import { Random } from '../../engine/nn/seed.ts'

test('correlation is 1 for a line up, −1 for a line down, 0 for what does not vary', () => {
  expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1)
  expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1)
  expect(pearson([1, 2, 3], [5, 5, 5])).toBe(0)
  expect(pearson([1, 2, 3, 4], [1, 3, 2, 5])).toBeCloseTo(0.8315)
  expect(() => pearson([1], [1, 2])).toThrow(RangeError)
})

test('the interval holds the figure and narrows with more groups', () => {
  const random = new Random(1)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const drawn = (count: number) => Array.from({ length: count }, () => random.gaussian())
  const width = (count: number): number => {
    const { value, interval } = withInterval(drawn(count), mean, new Random(2))
    expect(interval[0]).toBeLessThanOrEqual(value)
    expect(interval[1]).toBeGreaterThanOrEqual(value)
    return interval[1] - interval[0]
  }
  expect(width(400)).toBeLessThan(width(25))
})
