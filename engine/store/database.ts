// A SQLite handle as every project file gets it: pragmas set, errors untouched. What is in the file is not its concern.
import Database from 'better-sqlite3'
import EncryptedDatabase from 'better-sqlite3-multiple-ciphers'
import type { FileKey } from './passphrase.ts'

/** A function that runs in one transaction: within another it is a part of that one. */
export interface Transaction<Inputs extends unknown[], Result> {
  (...inputs: Inputs): Result
  /** Claims the right to write at the start, not at the first change. */
  immediate(...inputs: Inputs): Result
}

export interface ProjectDatabase extends Omit<Database.Database, 'transaction'> {
  transaction<Inputs extends unknown[], Result>(
    run: (...inputs: Inputs) => Result,
  ): Transaction<Inputs, Result>
}

/** 'ARCW', at byte 68 of the file: what tells a project from any other SQLite file. */
export const APPLICATION_ID = 0x41524357

/**
 * How long another holder of the file is waited for: long enough for a window that is just closing, short enough
 * that nobody wonders.
 */
const BUSY_WAIT_MS = 250

const prepare = (db: ProjectDatabase): void => {
  // What a file brings along (views, triggers, defaults) may call nothing that has effects.
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -32000')
  // A commit returns only once it is on the disk; on macOS only fullfsync reaches the disk itself.
  db.pragma('synchronous = FULL')
  db.pragma('fullfsync = ON')
  db.pragma('checkpoint_fullfsync = ON')
  db.pragma('journal_size_limit = 8388608')
  // Off while migrations may rebuild tables; `holdReferences` turns them on.
  db.pragma('foreign_keys = OFF')
}

/** SQLCipher 4's format: AES-256 and an HMAC for each page, so that other programs can read it with the key. */
const useCipher = (db: ProjectDatabase): void => {
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
}

const openFile = (path: string, key: FileKey | null, options: Database.Options): ProjectDatabase => {
  if (key === null) return new Database(path, options)
  const db = new EncryptedDatabase(path, options)
  useCipher(db)
  db.pragma(`key = "x'${key}'"`)
  return db
}

/** Encrypts, decrypts or encrypts anew a file that nobody else has; all its pages are written. */
export const rekeyDatabase = (path: string, key: FileKey | null, next: FileKey | null): void => {
  const db = new EncryptedDatabase(path, { fileMustExist: true })
  try {
    useCipher(db)
    if (key !== null) db.pragma(`key = "x'${key}'"`)
    db.pragma('temp_store = MEMORY')
    if (next !== key) db.pragma(next === null ? "rekey = ''" : `rekey = "x'${next}'"`)
  } finally {
    db.close()
  }
}

/**
 * Opens a file that exists and claims it for this process: the operating system's lock on it ends with the process,
 * however that ends. SQLITE_BUSY when another process, or another handle of this one, holds it; SQLITE_NOTADB when
 * it is no database.
 */
export const claimDatabase = (path: string, key: FileKey | null = null): ProjectDatabase => {
  const db = openFile(path, key, { fileMustExist: true, timeout: BUSY_WAIT_MS })
  try {
    // Before the first read: from then on the lock is kept between transactions and no shared memory is needed.
    db.pragma('locking_mode = EXCLUSIVE')
    prepare(db)
    db.pragma('schema_version')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** From here on the file is written ahead in a log, and references between rows hold. */
export const holdReferences = (db: ProjectDatabase): void => {
  db.pragma('journal_mode = WAL')
  db.pragma('foreign_keys = ON')
}

/** A new, empty file; it must not exist. @param key its pages are encrypted from the first one on. */
export const createDatabase = (path: string, key: FileKey | null = null): ProjectDatabase => {
  const db = openFile(path, key, { timeout: 0 })
  try {
    prepare(db)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma('journal_mode = WAL')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** A whole number pragma such as `user_version`. */
export const readPragma = (db: ProjectDatabase, name: 'application_id' | 'user_version'): number =>
  db.pragma(name, { simple: true }) as number
