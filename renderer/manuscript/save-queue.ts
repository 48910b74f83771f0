// When one scene is saved: soon after the last key, never later than a second after the first unsaved one, one save at
// a time, in order. Knows neither editor nor engine; whoever makes it says how to save.

export type QueueState = 'saved' | 'dirty' | 'saving' | 'waiting' | 'failed' | 'blocked'

export interface Clock {
  readonly now: () => number
  readonly setTimer: (run: () => void, delayMs: number) => number
  readonly clearTimer: (timer: number) => void
}

export const windowClock: Clock = {
  now: () => performance.now(),
  setTimer: (run, delayMs) => window.setTimeout(run, delayMs),
  clearTimer: (timer) => window.clearTimeout(timer),
}

/** What a failed save means for the queue: try again later, when the engine is back, or when the writer has chosen. */
export type Verdict = 'failed' | 'waiting' | 'blocked'

export interface SaveQueueOptions {
  /** Saves what stands in the editor at the moment of the call. */
  readonly save: () => Promise<void>
  readonly judge: (error: unknown) => Verdict
  readonly onState: (state: QueueState) => void
  readonly clock: Clock
}

const DEBOUNCE_MS = 250
const MAX_WAIT_MS = 900
const RETRY_MS = 4000

export class SaveQueue {
  readonly #options: SaveQueueOptions
  #state: QueueState = 'saved'
  /** When the first unsaved change happened. */
  #dirtySince: number | null = null
  #timer: number | null = null
  #inFlight: Promise<void> | null = null

  constructor(options: SaveQueueOptions) {
    this.#options = options
  }

  get state(): QueueState {
    return this.#state
  }

  /** True when everything is on disk. */
  get clean(): boolean {
    return this.#dirtySince === null && this.#inFlight === null
  }

  /** Something was typed. */
  touch(): void {
    const { clock } = this.#options
    const now = clock.now()
    this.#dirtySince ??= now
    if (this.#state === 'blocked' || this.#state === 'waiting') return
    if (this.#inFlight === null) this.#become('dirty')
    this.#schedule(Math.max(0, Math.min(DEBOUNCE_MS, this.#dirtySince + MAX_WAIT_MS - now)))
  }

  /** Saves now what is not saved yet. Resolves true when all of it is on disk. */
  async flush(): Promise<boolean> {
    if (this.#inFlight) await this.#inFlight
    if (this.#dirtySince !== null && this.#state !== 'blocked') await this.#run()
    return this.clean
  }

  /** The engine is back, or the writer has chosen: what was held up is saved. */
  resume(): Promise<boolean> {
    if (this.#state === 'blocked' || this.#state === 'waiting') this.#become('dirty')
    return this.flush()
  }

  /** The text was taken from the disk: nothing is left to save. */
  settle(): void {
    this.#dirtySince = null
    this.#cancel()
    this.#become('saved')
  }

  dispose(): void {
    this.#cancel()
  }

  async #run(): Promise<void> {
    this.#cancel()
    if (this.#inFlight) {
      await this.#inFlight
      return
    }
    this.#dirtySince = null
    this.#become('saving')
    const attempt = this.#attempt()
    this.#inFlight = attempt
    await attempt
  }

  async #attempt(): Promise<void> {
    const { save, judge, clock } = this.#options
    const startedAt = clock.now()
    try {
      await save()
      this.#inFlight = null
      if (this.#dirtySince === null) this.#become('saved')
      else {
        this.#become('dirty')
        this.#schedule(Math.max(0, Math.min(DEBOUNCE_MS, this.#dirtySince + MAX_WAIT_MS - clock.now())))
      }
    } catch (error) {
      this.#inFlight = null
      this.#dirtySince ??= startedAt
      const verdict = judge(error)
      this.#become(verdict)
      if (verdict === 'failed') this.#schedule(RETRY_MS)
    }
  }

  #schedule(delayMs: number): void {
    this.#cancel()
    if (this.#inFlight) return
    this.#timer = this.#options.clock.setTimer(() => {
      this.#timer = null
      void this.#run()
    }, delayMs)
  }

  #cancel(): void {
    if (this.#timer !== null) this.#options.clock.clearTimer(this.#timer)
    this.#timer = null
  }

  #become(state: QueueState): void {
    if (this.#state === state) return
    this.#state = state
    this.#options.onState(state)
  }
}
