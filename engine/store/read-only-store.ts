// A project that somebody else is writing, opened to read: a private copy of what is on the disk at this moment. The
// file itself is neither locked nor written. What may be read or done with it is the repositories' concern.
import { tablesOf } from './check-project.ts'
import type { ProjectDatabase } from './database.ts'
import { isDerived } from './derived-tables.ts'
import { openPrivateStore, type StoreOptions } from './open-project.ts'
import type { ProjectStore } from './project-store.ts'
import { READ_ONLY_MARK } from './read-only-mark.ts'
import { makeReadingCopy } from './reading-copy.ts'

/** What can be found out again may change in the copy and vanish with it; every other change is refused by the database itself, whoever asks for it. */
const guard = (db: ProjectDatabase): void => {
  for (const table of tablesOf(db).filter((name) => !isDerived(name)))
    for (const change of ['INSERT', 'UPDATE', 'DELETE'])
      db.exec(
        `CREATE TEMP TRIGGER "guard_${table}_${change}" BEFORE ${change} ON main."${table}"
         BEGIN SELECT RAISE(ABORT, '${READ_ONLY_MARK}'); END`,
      )
}

/**
 * FILE_NOT_FOUND, NOT_A_PROJECT, FILE_TOO_NEW, PROJECT_DAMAGED, FILE_UNREADABLE. Every later change is refused with
 * READ_ONLY. Must not be called for a file that this process itself has open (reading-copy.ts).
 * @param folder for the copy; private to the writer. It is removed when the store is closed.
 */
export const openReadOnlyStore = (path: string, folder: string, options: StoreOptions = {}): ProjectStore => {
  const copy = makeReadingCopy(path, folder)
  try {
    return openPrivateStore(copy.path, options, { prepare: guard, onClose: copy.remove })
  } catch (error) {
    copy.remove()
    throw error
  }
}
