// Reads a book's file in a thread of its own, within memory and time that no book needs: a file made to do harm ends
// its thread and nothing else.
import { Worker } from 'node:worker_threads'
import { EngineError } from '../domain/errors.ts'
import type { ImportContext } from '../importers/imported-book.ts'
import type { ReadSource } from './import-source.ts'
import type { ImportReply } from './import-worker.ts'
import type { ReadBook } from './read-book.ts'

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './import-worker.ts' : './import-worker.js',
  import.meta.url,
)
const MAX_HEAP_MB = 2048
const MAX_STACK_MB = 16
const MAX_MS = 5 * 60_000

const gaveUp = (name: string, cause?: unknown): EngineError =>
  new EngineError(
    'FILE_UNREADABLE',
    'This file could not be read: it is damaged, or far larger inside than a book. Nothing was imported.',
    { name },
    { cause },
  )

/** The importer's own errors; FILE_UNREADABLE when it ran out of memory, time or stack. Rejects with the signal's reason. */
export const readInThread = (source: ReadSource, { signal, progress }: ImportContext): Promise<ReadBook> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(WORKER, {
      name: 'import',
      workerData: source satisfies ReadSource,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, stackSizeMb: MAX_STACK_MB },
    })
    const timer = setTimeout(() => end(() => reject(gaveUp(source.name))), MAX_MS)
    const stop = (): void => end(() => reject(signal.reason as Error))
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      settle()
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', (reply: ImportReply) => {
      switch (reply.kind) {
        case 'progress':
          progress(reply.stage, reply.done, reply.total)
          break
        case 'book':
          end(() => resolve(reply.book))
          break
        case 'failed':
          end(() =>
            reject(
              reply.code === null
                ? gaveUp(source.name, reply.message)
                : new EngineError(reply.code, reply.message, reply.detail),
            ),
          )
          break
      }
    })
    worker.on('error', (error) => end(() => reject(gaveUp(source.name, error))))
    worker.on('exit', () => end(() => reject(gaveUp(source.name))))
  })
