// A private copy of a project file as it stands on the disk at this moment, also while another process writes it. What
// is read from it is others' concern.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { claimDatabase, type ProjectDatabase } from './database.ts'
import { explain, notAProject } from './file-errors.ts'
import { isAlive } from './lock.ts'
import type { FileKey } from './passphrase.ts'

const WAL_HEADER_BYTES = 32
const ATTEMPTS = 20

/** What tells one run of the log from the next: its salt changes whenever it starts over. */
const logMark = (path: string): string => {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch {
    return ''
  }
  try {
    const header = Buffer.alloc(WAL_HEADER_BYTES)
    const length = readSync(handle, header, 0, WAL_HEADER_BYTES, 0)
    return header.toString('hex', 0, length)
  } finally {
    closeSync(handle)
  }
}

/**
 * Copies the file, then its log. Every page that the writer carried over meanwhile is still in the log as long as that
 * did not start over; where it did, the copy is made anew.
 */
const copyAsItStands = (path: string, to: string): void => {
  const log = `${path}-wal`
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [mark, before] = [logMark(log), statSync(path)]
    copyFileSync(path, to)
    rmSync(`${to}-wal`, { force: true })
    if (mark !== '') copyFileSync(log, `${to}-wal`)
    const after = statSync(path)
    const same = mark !== '' || (before.mtimeMs === after.mtimeMs && before.size === after.size)
    if (same && logMark(log) === mark) return
  }
  throw new EngineError(
    'PROJECT_LOCKED',
    'This project is being written all the time; it could not be read just now. Try again in a moment.',
    { pid: 0, host: '', since: 0 },
  )
}

const NAME = /^(\d+)-/

/** Copies whose process ended without taking them away. */
const sweep = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const pid = Number(NAME.exec(name)?.[1] ?? 0)
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) rmSync(join(folder, name), { force: true })
  }
}

export interface ReadingCopy {
  readonly path: string
  /** Idempotent. */
  remove(): void
}

/**
 * FILE_NOT_FOUND, NOT_A_PROJECT for what is no file, PROJECT_LOCKED. Must not be called for a file that this process
 * itself has open: closing any handle on it would give its lock away.
 * @param folder made where it is missing; private to the writer.
 */
export const makeReadingCopy = (path: string, folder: string): ReadingCopy => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new EngineError('FILE_NOT_FOUND', 'The project file is not there (any more).', { path })
  if (!stats.isFile()) throw notAProject()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  sweep(folder)
  const copy = join(folder, `${process.pid}-${newId()}-${basename(path)}`)
  const remove = (): void => {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(copy + end, { force: true })
  }
  try {
    copyAsItStands(path, copy)
    chmodSync(copy, 0o600)
    return { path: copy, remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** Runs on a handle of the copy; handle and copy are gone afterwards. */
export const withReadingCopy = <Result>(
  path: string,
  folder: string,
  run: (db: ProjectDatabase, copy: string) => Result,
  key: FileKey | null = null,
): Result => {
  const copy = makeReadingCopy(path, folder)
  try {
    const db = claimDatabase(copy.path, key)
    try {
      return run(db, copy.path)
    } finally {
      db.close()
    }
  } catch (error) {
    throw explain(error, path, key)
  } finally {
    copy.remove()
  }
}
