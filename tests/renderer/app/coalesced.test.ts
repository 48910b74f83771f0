import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { coalesced } from '../../../renderer/app/coalesced.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what is asked for a thousand times in a row runs at once and once more afterwards', async () => {
  const run = vi.fn(() => Promise.resolve())
  const ask = coalesced(run, 100)
  ask()
  expect(run).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 1000; i++) ask()
  expect(run).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(run).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1000)
  expect(run).toHaveBeenCalledTimes(2)
  ask()
  expect(run).toHaveBeenCalledTimes(3)
})

test('a run that takes long is not overtaken, is rested from as long, and one that failed is followed by the next', async () => {
  const ends: (() => void)[] = []
  const run = vi.fn(() => new Promise<void>((_, fail) => ends.push(() => fail(new Error('gone')))))
  const ask = coalesced(run, 10)
  ask()
  ask()
  await vi.advanceTimersByTimeAsync(1000)
  expect(run).toHaveBeenCalledTimes(1)
  ends[0]()
  await vi.advanceTimersByTimeAsync(3900)
  expect(run).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(run).toHaveBeenCalledTimes(2)
})
