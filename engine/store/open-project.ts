// Opening a project file: every way it can fail has its code. What is inside is the repositories' concern.
import { statSync, type Stats } from 'node:fs'
import { EngineError } from '../domain/errors.ts'
import {
  APPLICATION_ID,
  claimDatabase,
  holdReferences,
  readPragma,
  type ProjectDatabase,
} from './database.ts'
import { damaged, explain, notAProject } from './file-errors.ts'
import { forgetHolder, noteHolder } from './lock.ts'
import { migrate, refuseNewer } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { createRepositories, type ProjectStore } from './project-store.ts'

export interface StoreOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly migrations?: typeof MIGRATIONS
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

/**
 * Opens a project for this process alone.
 * FILE_NOT_FOUND, NOT_A_PROJECT, FILE_TOO_NEW, PROJECT_LOCKED { pid, host, since }, PROJECT_DAMAGED, FILE_UNREADABLE.
 * @param path canonical: no links, absolute.
 */
export const openProjectStore = (path: string, options: StoreOptions = {}): ProjectStore => {
  const { now = Date.now, migrations = MIGRATIONS } = options
  statOf(path)
  let db: ProjectDatabase | undefined
  try {
    db = claimDatabase(path)
    if (readPragma(db, 'application_id') !== APPLICATION_ID) throw notAProject()
    refuseNewer(db, migrations)
    refuseDamaged(db)
    migrate(db, path, migrations)
    holdReferences(db)
    const held = db
    const repositories = createRepositories(held, now)
    // Content that was removed longer ago than undo reaches, or that a crash left half written.
    repositories.blobs.removeUnreferenced()
    noteHolder(path, now())
    return {
      ...repositories,
      close: () => {
        if (!held.open) return
        forgetHolder(path)
        held.close()
      },
    }
  } catch (error) {
    if (db) close(db)
    throw explain(error, path)
  }
}
