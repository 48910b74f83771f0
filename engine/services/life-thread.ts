// Reads an archive of a life in a thread of its own, within memory and time that none needs, and hands its pictures out
// one by one. What becomes of the entries is the life service's concern.
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { EngineError } from '../domain/errors.ts'
import type { ImportContext } from '../importers/imported-book.ts'
import type { ReadLife } from '../importers/life/life-archive.ts'
import type { LifePlaceOnDisk, LifeReply, LifeTask } from './life-worker.ts'

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './life-worker.ts' : './life-worker.js',
  import.meta.url,
)
const MAX_HEAP_MB = 2048
const MAX_STACK_MB = 16
const MAX_READ_MS = 5 * 60_000
const MAX_MEDIUM_MS = 60_000
/** What one file may hold in memory while it is read. */
const MAX_BYTES = 1_500_000_000

export type LifeFile = { readonly path: string } | { readonly file: File }

export interface OpenLife {
  readonly importer: string
  readonly life: ReadLife
  /** Undefined where it is missing or damaged. Asked for one after another. */
  medium(path: string): Promise<Uint8Array | undefined>
  /** Ends the thread. Idempotent. */
  close(): void
}

const checkSize = (sizeBytes: number, name: string): void => {
  if (sizeBytes === 0)
    throw new EngineError('EMPTY_FILE', 'This file is empty. Nothing was imported.', { name })
  if (sizeBytes > MAX_BYTES)
    throw new EngineError(
      'FILE_TOO_LARGE',
      'Archives up to 1.5 GB can be read; unpack a larger one and choose its folder. Nothing was imported.',
      {
        name,
        sizeBytes,
        maxBytes: MAX_BYTES,
      },
    )
}

const placeOf = async (source: LifeFile): Promise<LifePlaceOnDisk> => {
  if ('file' in source) {
    checkSize(source.file.size, source.file.name)
    return { name: source.file.name, bytes: new Uint8Array(await source.file.arrayBuffer()) }
  }
  const name = basename(source.path)
  const info = await stat(source.path)
  if (info.isDirectory()) return { name, folder: source.path }
  if (!info.isFile())
    throw new EngineError('FILE_UNREADABLE', 'This is not a file that can be read. Nothing was imported.', {
      name,
    })
  checkSize(info.size, name)
  return { name, file: source.path }
}

const gaveUp = (name: string, cause?: unknown): EngineError =>
  new EngineError(
    'FILE_UNREADABLE',
    'This archive could not be read: it is damaged, or far larger inside than a diary. Nothing was imported.',
    { name },
    { cause },
  )

/** The readers' own errors; FILE_UNREADABLE when memory, time or stack ran out; UNSUPPORTED_FORMAT. Rejects with the signal's reason. */
export const openLife = async (
  file: LifeFile,
  options: Omit<LifeTask, 'source'>,
  { signal, progress }: ImportContext,
): Promise<OpenLife> => {
  const source = await placeOf(file)
  signal.throwIfAborted()
  const worker = new Worker(WORKER, {
    name: 'life',
    workerData: { ...options, source } satisfies LifeTask,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, stackSizeMb: MAX_STACK_MB },
  })
  let waiting: { readonly hear: (reply: LifeReply) => void; readonly fail: (error: Error) => void } | null =
    null
  const close = (): void => {
    signal.removeEventListener('abort', stop)
    void worker.terminate()
  }
  const stop = (): void => {
    waiting?.fail(signal.reason as Error)
    close()
  }
  signal.addEventListener('abort', stop, { once: true })
  worker.on('message', (reply: LifeReply) => waiting?.hear(reply))
  worker.on('error', (error) => waiting?.fail(gaveUp(source.name, error)))
  worker.on('exit', () => waiting?.fail(gaveUp(source.name)))
  /** Until an answer comes, or its time is over. */
  const answer = <Result>(limitMs: number, take: (reply: LifeReply) => Result | undefined): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(gaveUp(source.name))
        close()
      }, limitMs)
      const end = (): void => {
        clearTimeout(timer)
        waiting = null
      }
      waiting = {
        hear: (reply) => {
          if (reply.kind === 'progress') return progress(reply.stage, reply.done, reply.total)
          if (reply.kind === 'failed') {
            end()
            return reject(
              reply.code === null
                ? gaveUp(source.name, reply.message)
                : new EngineError(reply.code, reply.message, reply.detail),
            )
          }
          const result = take(reply)
          if (result === undefined) return
          end()
          resolve(result)
        },
        fail: (error) => {
          end()
          reject(error)
        },
      }
    })
  try {
    const { importer, life } = await answer(MAX_READ_MS, (reply) =>
      reply.kind === 'life' ? reply : undefined,
    )
    return {
      importer,
      life,
      close,
      medium: async (path) => {
        const asked = answer(MAX_MEDIUM_MS, (reply) =>
          reply.kind === 'medium' && reply.path === path ? reply : undefined,
        )
        worker.postMessage(path)
        return (await asked).bytes ?? undefined
      },
    }
  } catch (error) {
    close()
    throw error
  }
}
