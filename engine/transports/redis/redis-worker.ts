// A machine that does shared work: takes it from BullMQ, does it with this engine's parts, gives it back once. What the
// kinds of work are is the services'.
import { join } from 'node:path'
import { UnrecoverableError, WaitingError, Worker, type Job } from 'bullmq'
import { EngineError } from '../../domain/errors.ts'
import type { EngineParts } from '../../services/engine-parts.ts'
import type { WorkEvent } from '../../services/shared-work.ts'
import { doWork, isWorkKind } from '../../services/work-kinds.ts'
import { connectRedis } from './redis-connection.ts'
import { createRedisFiles, createRedisNotes } from './redis-files.ts'
import { shownAddress } from './shown-address.ts'
import {
  cancelKey,
  failureText,
  packed,
  PREFIX,
  queueName,
  unpacked,
  type WorkMessage,
} from './work-message.ts'

export interface RedisWorkerOptions {
  readonly url: string
  readonly version: string
  readonly folder: string
  /** Pieces of work at once. */
  readonly atOnce: number
  /** A worker that says nothing for so long is given up, and its work is given to another. */
  readonly lockMs?: number
  readonly onEvent: (event: WorkEvent) => void
}

const LOCK_MS = 30_000
const TELL_EVERY_MS = 500
/** Lost workers, one after another, before a piece of work counts as what kills them. */
const MOST_LOST = 5

/** Works until the signal; what is under way then ends, or goes back into the queue. */
export const serveWork = async (
  tools: Pick<EngineParts, 'analysis' | 'tensors'>,
  options: RedisWorkerOptions,
  signal: AbortSignal,
): Promise<void> => {
  const { url, version, folder, atOnce, lockMs = LOCK_MS, onEvent } = options
  const redis = await connectRedis(url, (lost) => onEvent({ kind: 'connection', lost }))
  const files = createRedisFiles(redis, PREFIX, join(folder, 'files'))
  const notes = createRedisNotes(redis, PREFIX)

  const run = async (job: Job<WorkMessage, WorkMessage>, token: string | undefined): Promise<WorkMessage> => {
    const { id = '', name } = job
    if (!isWorkKind(name)) throw new UnrecoverableError(`There is no work of the kind ${name} here.`)
    const stop = new AbortController()
    const end = (): void => stop.abort(new Error('the worker ends'))
    signal.addEventListener('abort', end, { once: true })
    let told: unknown[] = []
    const tell = async (): Promise<void> => {
      const now = told
      told = []
      if (now.length > 0) await job.updateProgress(now)
    }
    const beat = setInterval(() => {
      tell().catch(() => undefined)
      redis.exists(cancelKey(id)).then(
        (found) => found === 1 && stop.abort(new Error('nobody wants it any more')),
        () => undefined,
      )
    }, TELL_EVERY_MS)
    const report = (event: unknown): void => void told.push(event)
    try {
      const input = await unpacked(files, job.data)
      const given = await doWork(tools, name, input, { signal: stop.signal, files, notes, folder, report })
      if (signal.aborted) throw new Error('the worker ends')
      await tell()
      return await packed(files, given)
    } catch (error) {
      if (signal.aborted) {
        await job.moveToWait(token)
        throw new WaitingError()
      }
      // Foreseen: it would fail the same way everywhere.
      throw error instanceof EngineError ? new UnrecoverableError(failureText(error)) : error
    } finally {
      clearInterval(beat)
      signal.removeEventListener('abort', end)
    }
  }

  const worker = new Worker<WorkMessage, WorkMessage>(queueName(version), run, {
    prefix: PREFIX,
    connection: redis,
    concurrency: atOnce,
    lockDuration: lockMs,
    stalledInterval: lockMs,
    maxStalledCount: MOST_LOST,
  })
  const named = (job: Job | undefined) => ({ work: job?.name ?? '', id: job?.id ?? '' })
  worker.on('active', (job) => onEvent({ kind: 'began', ...named(job) }))
  worker.on('completed', (job) => onEvent({ kind: 'done', ...named(job) }))
  worker.on('failed', (job, error) => onEvent({ kind: 'failed', ...named(job), why: error.name }))
  // Of the connection, which is told of, or of work that another has by now.
  worker.on('error', () => undefined)
  try {
    await worker.waitUntilReady()
    onEvent({ kind: 'ready', address: shownAddress(url) })
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
  } finally {
    await worker.close()
    redis.disconnect()
  }
}
