// Making a project file, whole or not at all. Opening it afterwards is open-project.ts.
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { createDatabase, holdReferences } from './database.ts'
import { errorCode, explain } from './file-errors.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { StoreOptions } from './open-project.ts'
import { createRepositories, type Repositories } from './project-store.ts'

const syncPath = (path: string): void => {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A new name on the disk survives a power cut only once its folder is written too; not every system can do that. */
const syncFolder = (path: string): void => {
  try {
    const handle = openSync(path, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    // Windows opens no folders; its file system journals names by itself.
  }
}

/** Gives the finished file its name only if nothing has that name. */
export const publishFile = (from: string, path: string): void => {
  try {
    linkSync(from, path)
    rmSync(from)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error
    // No hard links here (FAT, some network drives): reserve the name, then replace the empty file.
    closeSync(openSync(path, 'wx'))
    renameSync(from, path)
  }
}

export interface NewProject {
  readonly title: string
  readonly author: string
  readonly language: 'en' | 'zh'
  readonly sample?: boolean
}

/** Writes the first rows of a file that has no name yet. */
export type FirstRows = (store: Repositories) => void

/**
 * Makes a project file, whole or not at all. PROJECT_EXISTS when the name is taken; FILE_NOT_FOUND without a folder.
 * `fill` runs before the file gets its name.
 */
export const createProjectFile = (
  path: string,
  facts: NewProject,
  options: StoreOptions & { readonly fill?: FirstRows } = {},
): void => {
  const { now = Date.now, migrations = MIGRATIONS, fill } = options
  const exists = (cause?: unknown): EngineError =>
    new EngineError(
      'PROJECT_EXISTS',
      'A file with this name exists already. It was not touched.',
      { path },
      { cause },
    )
  if (statSync(path, { throwIfNoEntry: false })) throw exists()
  statSync(dirname(path))
  const temporary = join(dirname(path), `.${basename(path)}.${newId()}`)
  try {
    const db = createDatabase(temporary)
    try {
      migrate(db, temporary, migrations)
      holdReferences(db)
      db.prepare(
        'INSERT INTO project (id, title, author, language, sample, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(newId(), facts.title, facts.author, facts.language, facts.sample === true ? 1 : 0, now())
      fill?.(createRepositories(db, now))
    } finally {
      db.close()
    }
    syncPath(temporary)
    publishFile(temporary, path)
    syncFolder(dirname(path))
  } catch (error) {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(temporary + end, { force: true })
    throw errorCode(error) === 'EEXIST' ? exists(error) : explain(error, path)
  }
}
