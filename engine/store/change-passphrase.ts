// Sets, changes or takes away a project's passphrase: on a copy that is proved, then takes the file's place. A crash at
// any moment leaves the old file or the new one, whole.
import { renameSync, rmSync } from 'node:fs'
import { inspectDatabase } from './check-project.ts'
import { claimDatabase, rekeyDatabase } from './database.ts'
import { explain } from './file-errors.ts'
import { newId } from '../domain/ids.ts'
import { EngineError } from '../domain/errors.ts'
import type { FileKey } from './passphrase.ts'

/** PROJECT_LOCKED, PASSPHRASE_WRONG, PROJECT_DAMAGED; the system's errors. @param next null: not encrypted any more. */
export const changePassphrase = (path: string, key: FileKey | null, next: FileKey | null): void => {
  const temporary = `${path}.partial-${newId()}`
  const ends = ['', '-wal', '-shm', '-journal']
  try {
    const db = claimDatabase(path, key)
    try {
      // Nothing of the old file may be left in a log beside the new one.
      db.pragma('journal_mode = DELETE')
      db.prepare('VACUUM INTO ?').run(temporary)
      const before = inspectDatabase(db)
      rekeyDatabase(temporary, key, next)
      const copy = claimDatabase(temporary, next)
      const after = inspectDatabase(copy)
      copy.close()
      if (!after.whole || JSON.stringify(after.rows) !== JSON.stringify(before.rows))
        throw new EngineError(
          'PROJECT_DAMAGED',
          'The project is not whole. Its passphrase was not changed.',
          {
            problem: before.problems[0] ?? after.problems[0] ?? '',
          },
        )
      // Where an open file cannot be replaced, the lock is given up a moment earlier.
      if (process.platform === 'win32') db.close()
      renameSync(temporary, path)
    } finally {
      db.close()
    }
  } catch (error) {
    throw explain(error, path, key)
  } finally {
    for (const end of ends) rmSync(temporary + end, { force: true })
  }
}
