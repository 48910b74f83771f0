// What counts as written, which day it was, and how many in a row.
import { describe, expect, test } from 'vitest'
import { countedWords, dayOf, planOf, shiftDay, streakOf, type Goals } from '../../engine/domain/goals.ts'

const EVERY_DAY = Array.from({ length: 7 }, () => true)
const NO_SUNDAYS = [true, true, true, true, true, true, false]
const GOALS: Goals = {
  projectWords: null,
  deadline: null,
  dailyWords: null,
  sessionWords: null,
  weekdays: EVERY_DAY,
  dayStartsAt: 0,
}

test('deleting takes from what was pasted or generated first, and never below nothing', () => {
  expect(countedWords({ typed: 100, removed: 0, pasted: 900, generated: 50 })).toBe(100)
  expect(countedWords({ typed: 100, removed: 60, pasted: 40, generated: 30 })).toBe(100)
  expect(countedWords({ typed: 100, removed: 60, pasted: 40, generated: 0 })).toBe(80)
  expect(countedWords({ typed: 10, removed: 60, pasted: 0, generated: 0 })).toBe(0)
})

test('a day ends where the writer says it does', () => {
  const late = new Date(2026, 10, 22, 2, 30).getTime()
  expect(dayOf(late, 0)).toBe('2026-11-22')
  expect(dayOf(late, 4)).toBe('2026-11-21')
  expect(shiftDay('2026-12-31', 1)).toBe('2027-01-01')
  expect(shiftDay('2028-03-01', -1)).toBe('2028-02-29')
})

describe('a streak', () => {
  const counted = new Map([
    ['2026-11-16', 500],
    ['2026-11-17', 500],
    ['2026-11-19', 500],
    ['2026-11-20', 500],
    ['2026-11-21', 700],
  ])
  test('is broken by a writing day without enough, not by today', () => {
    expect(streakOf(counted, 500, EVERY_DAY, '2026-11-22')).toEqual({ current: 3, longest: 3 })
    expect(streakOf(counted, 500, EVERY_DAY, '2026-11-23')).toEqual({ current: 0, longest: 3 })
    expect(streakOf(counted, 600, EVERY_DAY, '2026-11-22')).toEqual({ current: 1, longest: 1 })
  })
  test('goes on over days off', () => {
    // 2026-11-22 is a Sunday.
    expect(streakOf(counted, 500, NO_SUNDAYS, '2026-11-23')).toEqual({ current: 3, longest: 3 })
  })
  test('of nothing is nothing', () => {
    expect(streakOf(new Map(), 1, EVERY_DAY, '2026-11-22')).toEqual({ current: 0, longest: 0 })
  })
})

test('what is left is spread over the writing days up to the deadline', () => {
  const goals = { ...GOALS, projectWords: 10_000, deadline: '2026-11-28' }
  expect(planOf(goals, 3_000, '2026-11-22')).toEqual({ daysLeft: 7, wordsLeft: 7_000, wordsPerDay: 1_000 })
  expect(planOf({ ...goals, weekdays: NO_SUNDAYS }, 4_000, '2026-11-22')).toMatchObject({
    daysLeft: 6,
    wordsPerDay: 1_000,
  })
  expect(planOf(goals, 3_000, '2026-11-29')).toEqual({ daysLeft: 0, wordsLeft: 7_000, wordsPerDay: null })
  expect(planOf({ ...goals, deadline: null }, 12_000, '2026-11-22')).toEqual({
    daysLeft: null,
    wordsLeft: 0,
    wordsPerDay: null,
  })
})
