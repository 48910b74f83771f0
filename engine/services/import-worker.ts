// The import thread: reads one book and ends. Whatever a hostile file does here, typing goes on.
import { parentPort, workerData } from 'node:worker_threads'
import { EngineError, type ErrorCode, type ErrorDetail } from '../domain/errors.ts'
import type { ReadSource } from './import-source.ts'
import { readBook, type ReadBook } from './read-book.ts'
import { fromSystemError } from './system-errors.ts'

export type ImportReply =
  | { readonly kind: 'progress'; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly kind: 'book'; readonly book: ReadBook }
  | {
      readonly kind: 'failed'
      readonly code: ErrorCode | null
      readonly message: string
      readonly detail: ErrorDetail
    }

const send = (reply: ImportReply): void => parentPort?.postMessage(reply)

const REPORT_EVERY_MS = 80

const read = async (source: ReadSource): Promise<void> => {
  let reportedAt = 0
  const book = await readBook(source, {
    // A stop ends the thread.
    signal: new AbortController().signal,
    progress: (stage, done, total) => {
      const now = performance.now()
      if (now - reportedAt < REPORT_EVERY_MS) return
      reportedAt = now
      send({ kind: 'progress', stage, done, total })
    },
  })
  send({ kind: 'book', book })
}

read(workerData as ReadSource).catch((error: unknown) => {
  const known = error instanceof EngineError ? error : fromSystemError(error)
  if (known) send({ kind: 'failed', code: known.code, message: known.message, detail: known.detail })
  else send({ kind: 'failed', code: null, message: String(error), detail: {} })
})
