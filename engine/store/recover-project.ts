// Guided recovery: a damaged file is read page by page and what can be read goes into a new project. The damaged file is
// never written, locked or renamed.
import { rmSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { createDatabase, holdReferences, type ProjectDatabase } from './database.ts'
import { publishFile } from './create-project.ts'
import { explain } from './file-errors.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { makeReadingCopy } from './reading-copy.ts'
import { isEncrypted, passphraseNeeded, passphraseWrong, type FileKey } from './passphrase.ts'
import { pageCipher } from './recovery/page-cipher.ts'
import { openPageFile } from './recovery/page-file.ts'
import { rebuild, type Salvage } from './recovery/rebuild.ts'
import { scanPages, tablesToFind, tablesToRead, type Scan, type Table } from './recovery/scan.ts'

export interface Recovery extends Salvage {
  /** Places in the file where nothing could be read. */
  readonly brokenPages: number
  readonly brokenRows: number
}

const scanCopy = (
  path: string,
  folder: string,
  key: FileKey | null,
  read: (version: number) => readonly Table[],
) => {
  const copy = makeReadingCopy(path, folder)
  try {
    const file = openPageFile(copy.path, key && pageCipher(key))
    try {
      if (!file.fitsKey) throw passphraseWrong()
      const newest = MIGRATIONS.at(-1)?.version ?? 0
      // A header that is noise says anything: then the newest shape is the best guess.
      const version = file.version >= 1 && file.version <= newest ? file.version : newest
      return { version, scan: scanPages(file, read(version)) }
    } finally {
      file.close()
    }
  } finally {
    copy.remove()
  }
}

/** An empty file of that version, to learn its shape from or to be filled. */
const emptyOf = (path: string, version: number, key: FileKey | null): ProjectDatabase => {
  const db = createDatabase(path, key)
  migrate(
    db,
    path,
    MIGRATIONS.filter((each) => each.version <= version),
  )
  return db
}

const isEmpty = ({ rows }: Scan): boolean =>
  ['nodes', 'scenes', 'media'].every((table) => rows.get(table)?.length === 0)

/**
 * Whole or not at all. FILE_NOT_FOUND, PROJECT_EXISTS; NOT_A_PROJECT when nothing of a project is found. PASSPHRASE_NEEDED,
 * PASSPHRASE_WRONG: what comes out of an encrypted file is encrypted under the same key.
 * @param folder for private copies. @param now milliseconds since the epoch.
 */
export const recoverProject = (
  path: string,
  to: string,
  folder: string,
  now: number,
  key: FileKey | null = null,
): Recovery => {
  if (statSync(to, { throwIfNoEntry: false }))
    throw new EngineError('PROJECT_EXISTS', 'A file with this name exists already. It was not touched.', {
      path: to,
    })
  if (isEncrypted(path) && key === null) throw passphraseNeeded(path)
  const temporary = `${to}.partial-${newId()}`
  let db: ProjectDatabase | null = null
  try {
    let tables: readonly Table[] = []
    const { scan } = scanCopy(path, folder, key, (version) => {
      db = emptyOf(temporary, version, key)
      tables = tablesToFind(db)
      return [...tables, ...tablesToRead(db)]
    })
    const target = db as ProjectDatabase | null
    if (!target || isEmpty(scan)) {
      throw new EngineError(
        'NOT_A_PROJECT',
        'Nothing of a project can be found in this file: no scene, no node, no media. It was not changed.',
        { path },
      )
    }
    const title = basename(path).replace(/\.arcwright$/i, '')
    const salvage = rebuild(target, tables, scan, { title, now })
    migrate(target, null, MIGRATIONS)
    holdReferences(target)
    target.close()
    publishFile(temporary, to)
    return { ...salvage, brokenPages: scan.brokenPages, brokenRows: scan.brokenRows }
  } catch (error) {
    throw explain(error, path)
  } finally {
    const open = db as ProjectDatabase | null
    if (open?.open === true) open.close()
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(temporary + end, { force: true })
  }
}
