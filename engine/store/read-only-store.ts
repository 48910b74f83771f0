// A project that somebody else is writing, opened to read: a private copy of what is on the disk at this moment. The
// file itself is neither locked nor written. What may be read or done with it is the repositories' concern.
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
import type { ProjectDatabase } from './database.ts'
import { explain, notAProject } from './file-errors.ts'
import { isAlive } from './lock.ts'
import { openPrivateStore, type StoreOptions } from './open-project.ts'
import type { ProjectStore } from './project-store.ts'

/** What the guard says; errors of SQLite carry nothing but text. */
export const READ_ONLY_MARK = 'arcwright-read-only'

/** Findings are a cache: they may go into the copy and vanish with it. */
const WRITABLE: ReadonlySet<string> = new Set(['findings'])

/** Every change of a row is refused by the database itself, whoever asks for it. */
const guard = (db: ProjectDatabase): void => {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all()
  for (const table of tables.filter((name) => !WRITABLE.has(name)))
    for (const change of ['INSERT', 'UPDATE', 'DELETE'])
      db.exec(
        `CREATE TEMP TRIGGER "guard_${table}_${change}" BEFORE ${change} ON main."${table}"
         BEGIN SELECT RAISE(ABORT, '${READ_ONLY_MARK}'); END`,
      )
}

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

/**
 * FILE_NOT_FOUND, NOT_A_PROJECT, FILE_TOO_NEW, PROJECT_DAMAGED, FILE_UNREADABLE. Every later change is refused with
 * READ_ONLY. Must not be called for a file that this process itself has open: closing any handle on it would give its
 * lock away.
 * @param folder for the copy; private to the writer. It is removed when the store is closed.
 */
export const openReadOnlyStore = (path: string, folder: string, options: StoreOptions = {}): ProjectStore => {
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
    return openPrivateStore(copy, options, { prepare: guard, onClose: remove })
  } catch (error) {
    remove()
    throw explain(error, path)
  }
}
