import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let press: () => void = () => undefined

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  vi.stubGlobal('window', { addEventListener: (_: string, listen: () => void) => (press = listen) })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const begin = async () => {
  const { afterTyping } = await import('../../../renderer/app/after-typing.ts')
  const run = vi.fn()
  return { run, ask: afterTyping(run) }
}

test('where nobody types it runs at once, and many asks are one run', async () => {
  const { run, ask } = await begin()
  for (let i = 0; i < 100; i++) ask()
  expect(run).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(run).toHaveBeenCalledTimes(1)
  ask()
  await vi.advanceTimersByTimeAsync(1)
  expect(run).toHaveBeenCalledTimes(2)
})

test('while keys come it waits for their pause', async () => {
  const { run, ask } = await begin()
  press()
  ask()
  for (let i = 0; i < 5; i++) {
    await vi.advanceTimersByTimeAsync(100)
    press()
  }
  expect(run).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(260)
  expect(run).toHaveBeenCalledTimes(1)
})

test('whoever never pauses sees it all the same, every two seconds', async () => {
  const { run, ask } = await begin()
  for (let ms = 0; ms < 10_000; ms += 40) {
    press()
    ask()
    await vi.advanceTimersByTimeAsync(40)
  }
  expect(run.mock.calls.length).toBeGreaterThanOrEqual(4)
  expect(run.mock.calls.length).toBeLessThanOrEqual(5)
})
