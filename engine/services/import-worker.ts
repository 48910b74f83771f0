// The import thread: reads one file and ends. Whatever a hostile file does here, typing goes on.
import { parentPort, workerData } from 'node:worker_threads'
import { EngineError, type ErrorCode, type ErrorDetail } from '../domain/errors.ts'
import type { ImportedBook, ImportFile } from '../importers/imported-book.ts'
import { importers } from '../importers/importer-registry.ts'

export interface ImportTask {
  readonly importer: string
  readonly file: ImportFile
}

export type ImportReply =
  | { readonly kind: 'progress'; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly kind: 'book'; readonly book: ImportedBook }
  | {
      readonly kind: 'failed'
      readonly code: ErrorCode | null
      readonly message: string
      readonly detail: ErrorDetail
    }

const send = (reply: ImportReply): void => parentPort?.postMessage(reply)

const REPORT_EVERY_MS = 80

const read = async ({ importer: id, file }: ImportTask): Promise<void> => {
  const importer = importers.find((one) => one.id === id)
  if (!importer) throw new Error(`no importer ${id}`)
  let reportedAt = 0
  const book = await importer.read(file, {
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

read(workerData as ImportTask).catch((error: unknown) => {
  if (error instanceof EngineError)
    send({ kind: 'failed', code: error.code, message: error.message, detail: error.detail })
  else send({ kind: 'failed', code: null, message: String(error), detail: {} })
})
