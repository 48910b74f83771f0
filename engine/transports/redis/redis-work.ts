// Asks other machines for work over BullMQ and waits for what they give. The queue may forget, restart or repeat itself: a
// piece of work is named by what it is about, so that asking again is never doing twice.
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Queue, QueueEvents } from 'bullmq'
import type { AskOptions, SharedWork } from '../../services/shared-work.ts'
import { WORK_KINDS, type WorkInput, type WorkKindId, type WorkOutput } from '../../services/work-kinds.ts'
import { connectRedis } from './redis-connection.ts'
import { createRedisFiles } from './redis-files.ts'
import {
  cancelKey,
  failureOf,
  packed,
  PREFIX,
  queueName,
  unpacked,
  type WorkMessage,
} from './work-message.ts'

export interface RedisWorkOptions {
  readonly url: string
  readonly version: string
  /** For files that came along. */
  readonly folder: string
  /** Between two looks at work of which no event told; events may be lost with a connection. */
  readonly lookEveryMs?: number
}

/** Results that nobody fetched. */
const KEPT = { age: 7 * 86_400 }
const STOP_KEPT_SECONDS = 3600
const ATTEMPTS = 3

const idOf = (kind: WorkKindId, input: unknown): string =>
  `${kind}-${createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 40)}`

/** SERVER_FAILED where no Redis answers. */
export const connectWork = async (options: RedisWorkOptions): Promise<SharedWork> => {
  const { url, version, folder, lookEveryMs = 2000 } = options
  const redis = await connectRedis(url)
  const files = createRedisFiles(redis, PREFIX, folder)
  const shared = { prefix: PREFIX, connection: redis }
  const queue = new Queue<WorkMessage, WorkMessage, string>(queueName(version), shared)
  const events = new QueueEvents(queueName(version), shared)
  // Both tell of every lost connection; it comes back, or the one who asked gives up.
  queue.on('error', () => undefined)
  events.on('error', () => undefined)
  const wakers = new Map<string, Set<() => void>>()
  const listeners = new Map<string, Set<(event: unknown) => void>>()
  const wake = ({ jobId }: { readonly jobId: string }): void => wakers.get(jobId)?.forEach((each) => each())
  events.on('completed', wake)
  events.on('failed', wake)
  events.on('progress', ({ jobId, data }) => {
    const told = Array.isArray(data) ? data : []
    for (const event of told) listeners.get(jobId)?.forEach((each) => each(event))
  })

  const registered = <T>(all: Map<string, Set<T>>, id: string, one: T): (() => void) => {
    const set = all.get(id) ?? new Set()
    all.set(id, set.add(one))
    return () => {
      set.delete(one)
      if (set.size === 0) all.delete(id)
    }
  }

  /** Until something may have happened to it. */
  const change = async (id: string, signal: AbortSignal): Promise<void> => {
    const waiting = new AbortController()
    const end = (): void => waiting.abort()
    const forget = registered(wakers, id, end)
    signal.addEventListener('abort', end, { once: true })
    await sleep(lookEveryMs, undefined, { signal: waiting.signal }).catch(() => undefined)
    signal.removeEventListener('abort', end)
    forget()
  }

  /** True where it waited still, and now nobody does it. */
  const withdrawn = async (id: string): Promise<boolean> => {
    await redis.set(cancelKey(id), '1', 'EX', STOP_KEPT_SECONDS)
    try {
      return (await queue.remove(id)) === 1
    } catch {
      // A worker has it.
      return false
    }
  }

  const never = new AbortController().signal

  const ask = async <Kind extends WorkKindId>(
    kind: Kind,
    input: WorkInput<Kind>,
    { signal, onEvent }: AskOptions,
  ): Promise<WorkOutput<Kind>> => {
    signal.throwIfAborted()
    const { output, givesWhenStopped } = WORK_KINDS[kind]
    const id = idOf(kind, input)
    const body = await packed(files, input)
    const forget = onEvent ? registered(listeners, id, onEvent) : () => undefined
    let isStopping = false
    try {
      await redis.del(cancelKey(id))
      // What failed for somebody before is tried afresh.
      if ((await queue.getJobState(id)) === 'failed') await queue.remove(id)
      for (;;) {
        const state = await queue.getJobState(id)
        if (state === 'unknown' && isStopping) throw signal.reason as Error
        if (state === 'unknown')
          await queue.add(kind, body, {
            jobId: id,
            attempts: ATTEMPTS,
            backoff: { type: 'exponential', delay: 500 },
            removeOnComplete: KEPT,
            removeOnFail: KEPT,
          })
        if (state === 'completed' || state === 'failed') {
          const job = await queue.getJob(id)
          if (job && state === 'failed') throw failureOf(job.failedReason)
          // Another one who waits for the same has taken it meanwhile: asked once more.
          if (!job) continue
          const given = await unpacked(files, job.returnvalue)
          await queue.remove(id)
          return output.parse(given) as WorkOutput<Kind>
        }
        await change(id, isStopping ? never : signal)
        if (signal.aborted && !isStopping) {
          if ((await withdrawn(id)) || !givesWhenStopped) throw signal.reason as Error
          isStopping = true
        }
      }
    } finally {
      forget()
    }
  }

  return {
    files,
    ask,
    async load() {
      const { waiting = 0, prioritized = 0, delayed = 0, active = 0 } = await queue.getJobCounts()
      const workers = await queue.getWorkersCount()
      return { workers, waiting: waiting + prioritized + delayed, underWay: active }
    },
    async close() {
      await Promise.allSettled([queue.close(), events.close()])
      redis.disconnect()
    },
  }
}
