// Periods of a life: a season is three months, and winter lies in two years.
import { expect, it } from 'vitest'
import { spanOf, stepped } from '../../../renderer/life/calendar.ts'

it.each([
  ['2024-07-14', '2024-06-01', '2024-08-31'],
  ['2024-03-01', '2024-03-01', '2024-05-31'],
  ['2024-11-30', '2024-09-01', '2024-11-30'],
  ['2024-01-20', '2023-12-01', '2024-02-29'],
  ['2024-12-01', '2024-12-01', '2025-02-28'],
])('the season of %s is from %s to %s', (day, from, to) => {
  expect(spanOf('season', day)).toEqual({ from, to })
})

it('goes from season to season', () => {
  expect(stepped('season', '2024-07-14', 1)).toBe('2024-09-01')
  expect(stepped('season', '2024-01-20', -1)).toBe('2023-09-01')
})
