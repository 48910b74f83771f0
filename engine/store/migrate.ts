// Brings an older project file to the newest shape, one migration at a time, after putting a copy of it aside.
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { readPragma, type ProjectDatabase } from './database.ts'
import type { Migration } from './migrations/index.ts'

const newestOf = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0

/** `name.before-0002.arcwright`, or with `-2`, `-3`, … where an earlier copy already stands: no copy is overwritten. */
const copyPath = (path: string, version: number): string => {
  const stem = join(dirname(path), basename(path).replace(/\.arcwright$/, ''))
  const tag = `before-${String(version).padStart(4, '0')}`
  let candidate = `${stem}.${tag}.arcwright`
  for (let count = 2; existsSync(candidate); count += 1) candidate = `${stem}.${tag}-${count}.arcwright`
  return candidate
}

const applyOne = (db: ProjectDatabase, migration: Migration): void => {
  db.transaction(() => {
    db.exec(migration.sql)
    const broken = db.pragma('foreign_key_check') as readonly unknown[]
    if (broken.length > 0) {
      throw new EngineError(
        'PROJECT_DAMAGED',
        'Rows of this project point at rows that are not there. It was not changed.',
      )
    }
    db.pragma(`user_version = ${migration.version}`)
  }).immediate()
}

/** FILE_TOO_NEW when a later Arcwright wrote the file; it is not changed then. */
export const refuseNewer = (db: ProjectDatabase, migrations: readonly Migration[]): void => {
  const version = readPragma(db, 'user_version')
  if (version <= newestOf(migrations)) return
  throw new EngineError(
    'FILE_TOO_NEW',
    'This project was saved by a newer version of Arcwright. It was not changed; update Arcwright to open it.',
    { version, supported: newestOf(migrations) },
  )
}

/**
 * Applies what is missing. Foreign keys must be off, so that tables can be rebuilt.
 * @param path beside which the copy is kept; null: none is.
 * @returns the path of the copy that was kept, null when nothing had to be done or the file was still empty.
 */
export const migrate = (
  db: ProjectDatabase,
  path: string | null,
  migrations: readonly Migration[],
): string | null => {
  const version = readPragma(db, 'user_version')
  const missing = migrations.filter((migration) => migration.version > version)
  const next = missing[0]
  if (!next) return null
  const copy = version === 0 || path === null ? null : copyPath(path, next.version)
  if (copy !== null) db.prepare('VACUUM INTO ?').run(copy)
  for (const migration of missing) applyOne(db, migration)
  return copy
}
