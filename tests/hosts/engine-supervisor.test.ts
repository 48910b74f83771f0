// The supervisor: an engine that dies comes back, ever more slowly; one that is asked to close stays away.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { superviseEngine, type EngineHandle } from '../../main/engine-supervisor.ts'

interface Engine extends EngineHandle {
  ready(): void
  exit(code: number | null): void
  closed: boolean
  killed: boolean
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const setUp = () => {
  const engines: Engine[] = []
  const up = vi.fn()
  const down = vi.fn()
  const supervisor = superviseEngine<Engine>({
    spawn({ onReady, onExit }) {
      const engine: Engine = {
        ready: onReady,
        exit: onExit,
        closed: false,
        killed: false,
        close() {
          engine.closed = true
        },
        kill() {
          engine.killed = true
        },
      }
      engines.push(engine)
      return engine
    },
    onUp: up,
    onDown: down,
  })
  return { engines, up, down, supervisor }
}

it('says when the engine is up, when it is down, and starts it again', () => {
  const { engines, up, down } = setUp()
  engines[0]?.ready()
  expect(up).toHaveBeenCalledWith(engines[0])
  engines[0]?.exit(null)
  expect(down).toHaveBeenCalledWith(null)
  vi.advanceTimersByTime(100)
  expect(engines).toHaveLength(2)
})

it('waits longer after each failure, never more than five seconds', () => {
  const { engines } = setUp()
  const waits: number[] = []
  for (let failure = 0; failure < 9; failure++) {
    const before = engines.length
    engines.at(-1)?.exit(1)
    let waited = 0
    while (engines.length === before) {
      vi.advanceTimersByTime(50)
      waited += 50
    }
    waits.push(waited)
  }
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000])
})

it('closes in good order, starts nothing after it, and kills only what hangs', async () => {
  const { engines, supervisor } = setUp()
  const closing = supervisor.close()
  expect(engines[0]?.closed).toBe(true)
  vi.advanceTimersByTime(12_000)
  expect(engines[0]?.killed).toBe(true)
  engines[0]?.exit(null)
  await closing
  vi.advanceTimersByTime(60_000)
  expect(engines).toHaveLength(1)
})

it('closes at once when the engine is down already', async () => {
  const { engines, supervisor } = setUp()
  engines[0]?.exit(1)
  await supervisor.close()
  vi.advanceTimersByTime(60_000)
  expect(engines).toHaveLength(1)
})
