// Whose turn it is: a bounded queue that serves its callers in turn, however many requests each of them has sent.

/** There is no room; after so many seconds there may be. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('Too many requests are waiting.')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export interface FairQueueOptions {
  /** So many hold a slot at once. */
  readonly slots: number
  /** So many may wait, of all callers together. */
  readonly capacity: number
  /** Milliseconds, for the estimate of when to come back. */
  readonly now: () => number
}

interface Waiter {
  enter(): void
}

/** How much the newest piece of work weighs in the mean. */
const NEWEST = 0.2
const FIRST_GUESS_MS = 2000
const LONGEST_RETRY_SECONDS = 120

export class FairQueue {
  readonly #options: FairQueueOptions
  /** In the order in which callers have their turn; each has at least one waiter. */
  readonly #waiting = new Map<string, Waiter[]>()
  #waitingCount = 0
  #running = 0
  #meanMs = FIRST_GUESS_MS

  constructor(options: FairQueueOptions) {
    this.#options = options
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waitingCount
  }

  /**
   * Waits for a slot. Rejects with QueueFull at once, or with the signal's reason as soon as it is aborted.
   * @param caller whose turn is meant: the id of a key. @returns gives the slot back; idempotent.
   */
  async enter(caller: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#running < this.#options.slots) return this.#take()
    if (this.#waitingCount >= this.#options.capacity) throw new QueueFull(this.#retryAfter())
    return this.#wait(caller, signal)
  }

  #wait(caller: string, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#remove(caller, waiter)
        reject(signal.reason as Error)
      }
      const waiter: Waiter = {
        enter: () => {
          signal.removeEventListener('abort', leave)
          // Taken here, not where it is awaited: in between another could slip in.
          resolve(this.#take())
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      const others = this.#waiting.get(caller)
      if (others) others.push(waiter)
      else this.#waiting.set(caller, [waiter])
      this.#waitingCount++
    })
  }

  #remove(caller: string, waiter: Waiter): void {
    const left = (this.#waiting.get(caller) ?? []).filter((each) => each !== waiter)
    if (left.length > 0) this.#waiting.set(caller, left)
    else this.#waiting.delete(caller)
    this.#waitingCount--
  }

  #take(): () => void {
    this.#running++
    const since = this.#options.now()
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#running--
      this.#meanMs += NEWEST * (this.#options.now() - since - this.#meanMs)
      this.#callNext()
    }
  }

  /** The caller who has waited longest for a turn; if more of it wait, it goes to the end. */
  #callNext(): void {
    const next = this.#waiting.entries().next().value
    if (!next) return
    const [caller, [waiter, ...rest]] = next
    this.#waiting.delete(caller)
    if (rest.length > 0) this.#waiting.set(caller, rest)
    this.#waitingCount--
    waiter.enter()
  }

  #retryAfter(): number {
    const waitMs = ((this.#waitingCount + 1) / this.#options.slots) * this.#meanMs
    return Math.min(LONGEST_RETRY_SECONDS, Math.max(1, Math.ceil(waitMs / 1000)))
  }
}
