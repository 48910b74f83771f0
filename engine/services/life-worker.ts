// The thread that reads an archive of a life: entries first, then each picture when it is asked for. Ends with its import.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { EngineError, type ErrorCode, type ErrorDetail } from '../domain/errors.ts'
import type { BookFolder } from '../importers/imported-book.ts'
import type { LifeOptions, ReadLife } from '../importers/life/life-archive.ts'
import { lifeImporters } from '../importers/life/life-registry.ts'
import { openLifeZip } from '../importers/life/open-archive.ts'
import { openFolder } from './folder-on-disk.ts'
import { fromSystemError } from './system-errors.ts'

/** Where it lies, or its bytes. */
export type LifePlaceOnDisk =
  | { readonly name: string; readonly file: string }
  | { readonly name: string; readonly folder: string }
  | { readonly name: string; readonly bytes: Uint8Array }

export interface LifeTask extends LifeOptions {
  readonly source: LifePlaceOnDisk
  /** Null: whoever fits first. */
  readonly importer: string | null
}

export type LifeReply =
  | { readonly kind: 'progress'; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly kind: 'life'; readonly importer: string; readonly life: ReadLife }
  | { readonly kind: 'medium'; readonly path: string; readonly bytes: Uint8Array | null }
  | {
      readonly kind: 'failed'
      readonly code: ErrorCode | null
      readonly message: string
      readonly detail: ErrorDetail
    }

const REPORT_EVERY_MS = 80

const send = (reply: LifeReply): void => parentPort?.postMessage(reply)

/** One file is a folder of one. */
const openArchive = async (source: LifePlaceOnDisk): Promise<BookFolder> => {
  if ('folder' in source) return openFolder(source.folder)
  const bytes = 'bytes' in source ? source.bytes : await readFile(source.file)
  const name = basename(source.name)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03) return openLifeZip(bytes, name)
  return { name, paths: [name], read: (path) => (path === name ? bytes : undefined) }
}

const read = (archive: BookFolder, { importer: wanted, mapping, dateOrder }: LifeTask): void => {
  const importer = lifeImporters.find(({ id, fits }) => (wanted === null ? fits(archive) : id === wanted))
  if (!importer)
    throw new EngineError(
      'UNSUPPORTED_FORMAT',
      'This is none of the diaries, chats and archives that can be read here. Nothing was imported.',
      { name: archive.name },
    )
  let reportedAt = 0
  const life = importer.read(
    archive,
    { mapping, dateOrder },
    {
      // A stop ends the thread.
      signal: new AbortController().signal,
      progress: (stage, done, total) => {
        const now = performance.now()
        if (now - reportedAt < REPORT_EVERY_MS) return
        reportedAt = now
        send({ kind: 'progress', stage, done, total })
      },
    },
  )
  send({ kind: 'life', importer: importer.id, life })
}

const fail = (error: unknown): void => {
  const known = error instanceof EngineError ? error : fromSystemError(error)
  if (known) send({ kind: 'failed', code: known.code, message: known.message, detail: known.detail })
  else send({ kind: 'failed', code: null, message: String(error), detail: {} })
}

const mediumOf = (archive: BookFolder, path: string): Uint8Array | null => {
  try {
    return archive.read(path) ?? null
  } catch {
    return null
  }
}

const begin = async (task: LifeTask): Promise<void> => {
  const archive = await openArchive(task.source)
  parentPort?.on('message', (path: string) => send({ kind: 'medium', path, bytes: mediumOf(archive, path) }))
  read(archive, task)
}

begin(workerData as LifeTask).catch(fail)
