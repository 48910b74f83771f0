// Opening a project file: every way it can fail has its code. What is inside is the repositories' concern.
import { statSync, type Stats } from 'node:fs'
import { EngineError } from '../domain/errors.ts'
import { copyProject } from './copy-project.ts'
import {
  APPLICATION_ID,
  claimDatabase,
  holdReferences,
  readPragma,
  type ProjectDatabase,
} from './database.ts'
import { damaged, explain, notAProject } from './file-errors.ts'
import { forgetHolder, noteHolder, otherHolder, type Holder } from './lock.ts'
import { migrate, refuseNewer } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { isEncrypted, passphraseNeeded, type FileKey } from './passphrase.ts'
import { createRepositories, type ProjectStore } from './project-store.ts'

export interface StoreOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly migrations?: typeof MIGRATIONS
  /** Of an encrypted file. */
  readonly key?: FileKey | null
}

const statOf = (path: string): Stats => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isFile() === true) return stats
  if (stats) throw notAProject()
  throw new EngineError('FILE_NOT_FOUND', 'The project file is not there (any more).', { path })
}

/**
 * A truncated file or a torn tree is found before anything is written. Reads the title page and the binder, not the
 * documents: the time does not grow with the book.
 */
const refuseDamaged = (db: ProjectDatabase): void => {
  for (const table of ['project', 'nodes', 'acts']) {
    const verdict = db.pragma(`quick_check('${table}')`, { simple: true })
    if (verdict !== 'ok') throw damaged()
  }
  const pages = db.pragma('page_count', { simple: true }) as number
  const sizeBytes = pages * (db.pragma('page_size', { simple: true }) as number)
  if (db.prepare('SELECT count(*) FROM project').pluck().get() !== 1) throw damaged()
  const wal = statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (wal === 0 && statSync(db.name).size < sizeBytes) throw damaged()
}

const close = (db: ProjectDatabase): void => {
  if (db.open) db.close()
}

/** What stands around an opening: where the copy of an older file goes, and what is done first and last. */
interface Opening {
  /** False: the file is a copy itself, and an older one needs no other copy kept. */
  readonly keepsCopy: boolean
  prepare(db: ProjectDatabase): { readonly foreignHolder: Holder | null }
  /** Before the lock is given back. */
  beforeClose(): void
  afterClose(): void
}

const openClaimed = (path: string, options: StoreOptions, opening: Opening): ProjectStore => {
  const { now = Date.now, migrations = MIGRATIONS, key = null } = options
  statOf(path)
  if (key === null && isEncrypted(path)) throw passphraseNeeded(path)
  let db: ProjectDatabase | undefined
  try {
    db = claimDatabase(path, key)
    if (readPragma(db, 'application_id') !== APPLICATION_ID) throw notAProject()
    refuseNewer(db, migrations)
    refuseDamaged(db)
    const olderCopy = migrate(db, opening.keepsCopy ? path : null, migrations)
    holdReferences(db)
    const held = db
    const repositories = createRepositories(held, now)
    // Content that was removed longer ago than undo reaches, or that a crash left half written.
    repositories.blobs.removeUnreferenced()
    const { foreignHolder } = opening.prepare(held)
    return {
      ...repositories,
      encrypted: key !== null,
      copyTo: (to) => copyProject(held, to, key),
      opened: { foreignHolder, olderCopy },
      close: () => {
        if (!held.open) return
        opening.beforeClose()
        held.close()
        opening.afterClose()
      },
    }
  } catch (error) {
    if (db) close(db)
    throw explain(error, path, key)
  }
}

/**
 * Opens a project for this process alone.
 * FILE_NOT_FOUND, NOT_A_PROJECT, FILE_TOO_NEW, PROJECT_LOCKED { pid, host, since }, PROJECT_DAMAGED, FILE_UNREADABLE.
 * @param path canonical: no links, absolute.
 */
export const openProjectStore = (path: string, options: StoreOptions = {}): ProjectStore =>
  openClaimed(path, options, {
    keepsCopy: true,
    prepare: () => {
      const foreignHolder = otherHolder(path)
      noteHolder(path, (options.now ?? Date.now)())
      return { foreignHolder }
    },
    beforeClose: () => forgetHolder(path),
    afterClose: () => undefined,
  })

/** A copy that nobody else knows of: no note beside it. The errors of `openProjectStore`. */
export const openPrivateStore = (
  path: string,
  options: StoreOptions,
  { prepare, onClose }: { prepare(db: ProjectDatabase): void; onClose(): void },
): ProjectStore =>
  openClaimed(path, options, {
    keepsCopy: false,
    prepare: (db) => {
      prepare(db)
      return { foreignHolder: null }
    },
    beforeClose: () => undefined,
    afterClose: onClose,
  })
