// When a scene is saved, with a clock in hand: soon, never too late, one at a time, and never silently lost.
import { beforeEach, describe, expect, test } from 'vitest'
import {
  SaveQueue,
  type Clock,
  type QueueState,
  type Verdict,
} from '../../../renderer/manuscript/save-queue.ts'

class HandClock implements Clock {
  #nowMs = 0
  #next = 1
  readonly #timers = new Map<number, { readonly atMs: number; readonly run: () => void }>()
  readonly now = (): number => this.#nowMs
  readonly setTimer = (run: () => void, delayMs: number): number => {
    this.#timers.set(this.#next, { atMs: this.#nowMs + delayMs, run })
    return this.#next++
  }
  readonly clearTimer = (timer: number): void => void this.#timers.delete(timer)

  /** Lets time pass, timers due on the way run in order, and what they started gets its turn. */
  async pass(ms: number): Promise<void> {
    const until = this.#nowMs + ms
    await settle()
    for (;;) {
      const due = [...this.#timers]
        .filter(([, timer]) => timer.atMs <= until)
        .sort((a, b) => a[1].atMs - b[1].atMs)[0]
      if (!due) break
      this.#timers.delete(due[0])
      this.#nowMs = due[1].atMs
      due[1].run()
      await settle()
    }
    this.#nowMs = until
    await settle()
  }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

const setUp = () => {
  const clock = new HandClock()
  const saves: number[] = []
  const states: QueueState[] = []
  let answer: () => Promise<void> = () => Promise.resolve()
  let verdict: Verdict = 'failed'
  const queue = new SaveQueue({
    save: () => {
      saves.push(clock.now())
      return answer()
    },
    judge: () => verdict,
    onState: (state) => states.push(state),
    clock,
  })
  return {
    clock,
    saves,
    states,
    queue,
    fail: (as: Verdict): void => {
      verdict = as
      answer = () => Promise.reject(new Error('no'))
    },
    work: (): void => {
      answer = () => Promise.resolve()
    },
    hold: (): (() => void) => {
      let release: () => void = () => undefined
      answer = () =>
        new Promise((resolve) => {
          release = resolve
        })
      return () => release()
    },
  }
}

describe('saving one scene', () => {
  let scene: ReturnType<typeof setUp>
  beforeEach(() => {
    scene = setUp()
  })

  test('waits for a pause of a quarter second', async () => {
    scene.queue.touch()
    await scene.clock.pass(200)
    scene.queue.touch()
    await scene.clock.pass(200)
    expect(scene.saves).toEqual([])
    await scene.clock.pass(60)
    expect(scene.saves).toEqual([450])
    expect(scene.queue.clean).toBe(true)
  })

  test('never waits longer than 900 ms while one types on', async () => {
    for (let key = 0; key < 20; key += 1) {
      scene.queue.touch()
      await scene.clock.pass(100)
    }
    expect(scene.saves).toEqual([900, 1800])
  })

  test('saves one version at a time, and what was typed meanwhile right after', async () => {
    const release = scene.hold()
    scene.queue.touch()
    await scene.clock.pass(250)
    scene.queue.touch()
    await scene.clock.pass(2000)
    expect(scene.saves).toHaveLength(1)
    expect(scene.queue.clean).toBe(false)
    scene.work()
    release()
    await scene.clock.pass(250)
    expect(scene.saves).toHaveLength(2)
    expect(scene.queue.clean).toBe(true)
  })

  test('flush saves at once and tells the truth', async () => {
    scene.queue.touch()
    expect(await scene.queue.flush()).toBe(true)
    expect(scene.saves).toEqual([0])
    await scene.clock.pass(1000)
    expect(scene.saves).toHaveLength(1)
  })

  test('tries again by itself after a failure, and says so meanwhile', async () => {
    scene.fail('failed')
    scene.queue.touch()
    await scene.clock.pass(300)
    expect(scene.queue.state).toBe('failed')
    expect(scene.queue.clean).toBe(false)
    scene.work()
    await scene.clock.pass(4000)
    expect(scene.queue.state).toBe('saved')
  })

  test('holds everything while the engine is away, and saves it when it is back', async () => {
    scene.fail('waiting')
    scene.queue.touch()
    await scene.clock.pass(300)
    scene.queue.touch()
    await scene.clock.pass(10_000)
    expect(scene.saves).toHaveLength(1)
    expect(scene.queue.state).toBe('waiting')
    scene.work()
    expect(await scene.queue.resume()).toBe(true)
    expect(scene.states.at(-1)).toBe('saved')
  })

  test('a conflict blocks saving until the writer has chosen', async () => {
    scene.fail('blocked')
    scene.queue.touch()
    await scene.clock.pass(300)
    scene.queue.touch()
    await scene.clock.pass(10_000)
    expect(await scene.queue.flush()).toBe(false)
    expect(scene.saves).toHaveLength(1)
    scene.work()
    expect(await scene.queue.resume()).toBe(true)
  })
})
