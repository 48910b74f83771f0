// The list of long work in progress that every window shows; knows nothing of what the work is.
import { EventPublisher } from '@orpc/server'
import type { Outputs } from '../contract/index.ts'
import { newId } from '../domain/ids.ts'

type Jobs = Outputs['studio']['watchJobs'] extends AsyncIterable<infer List> ? List : never
export type Job = Jobs[number]

/** What the work itself holds: report, and end. */
export interface JobHandle {
  readonly signal: AbortSignal
  report(done: number, total: number, remainingMs?: number | null): void
  end(): void
}

const MIN_INTERVAL_MS = 100

export class JobBoard {
  readonly #jobs = new Map<string, { job: Job; controller: AbortController }>()
  readonly #events = new EventPublisher<{ jobs: Jobs }>()
  #scheduled = false

  /** @param signal aborts the job from outside too (a closed connection). */
  start(
    kind: Job['kind'],
    label: string,
    options: { stoppable?: boolean; signal?: AbortSignal } = {},
  ): JobHandle {
    const id = newId()
    const controller = new AbortController()
    const abort = (): void => controller.abort()
    options.signal?.addEventListener('abort', abort, { once: true })
    this.#jobs.set(id, {
      job: { id, kind, label, done: 0, total: 0, remainingMs: null, stoppable: options.stoppable ?? true },
      controller,
    })
    this.#publish()
    return {
      signal: controller.signal,
      report: (done, total, remainingMs = null) => {
        const entry = this.#jobs.get(id)
        if (!entry) return
        entry.job = { ...entry.job, done, total, remainingMs }
        this.#publish()
      },
      end: () => {
        options.signal?.removeEventListener('abort', abort)
        if (this.#jobs.delete(id)) this.#publish()
      },
    }
  }

  stop(id: string): void {
    this.#jobs.get(id)?.controller.abort()
  }

  list(): Jobs {
    return [...this.#jobs.values()].map((entry) => entry.job)
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Jobs> {
    yield this.list()
    yield* this.#events.subscribe('jobs', { signal })
  }

  /** Merges bursts: at most ten lists a second, the last one always sent. */
  #publish(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setTimeout(() => {
      this.#scheduled = false
      this.#events.publish('jobs', this.list())
    }, MIN_INTERVAL_MS).unref()
  }
}
