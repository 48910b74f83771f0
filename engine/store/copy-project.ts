// A copy of an open project, made while it is being written, and proved before it counts. Where copies are kept and for
// how long is the services' concern.
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { tablesOf, type Verdict } from './check-project.ts'
import type { ProjectDatabase } from './database.ts'
import type { FileKey } from './passphrase.ts'
import type { VerifyRequest } from './verify-worker.ts'

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './verify-worker.ts' : './verify-worker.js',
  import.meta.url,
)

/** Reads a file that nobody else has open from end to end, in a thread of its own. */
export const verifyInThread = (request: VerifyRequest): Promise<Verdict> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { name: 'verify', workerData: request })
    worker.once('message', (verdict: Verdict) => resolve(verdict))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The checking of a copy ended without a verdict.')))
  })

const syncPath = (path: string): void => {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } catch {
    // Not every system syncs a folder, or a handle that only reads.
  } finally {
    closeSync(handle)
  }
}

const countRows = (db: ProjectDatabase): Readonly<Record<string, number>> =>
  Object.fromEntries(
    tablesOf(db).map((table) => [
      table,
      db.prepare(`SELECT count(*) FROM main."${table}"`).pluck().get() as number,
    ]),
  )

/**
 * Puts a whole, checked copy at `to`, or nothing: it gets its name last, over whatever had it. Saving goes on meanwhile.
 * PROJECT_DAMAGED when the copy is not what the project is; the system's errors.
 */
export const copyProject = async (
  db: ProjectDatabase,
  to: string,
  key: FileKey | null = null,
): Promise<void> => {
  const partial = `${to}.partial-${newId()}`
  try {
    // The online copy knows no cipher; the other way takes the file's own key along, in one breath.
    if (key === null) await db.backup(partial)
    else db.prepare('VACUUM INTO ?').run(partial)
    const rows = countRows(db)
    const verdict = await verifyInThread({ path: partial, key })
    const differs = Object.entries(rows).find(([table, count]) => verdict.rows[table] !== count)
    if (!verdict.whole || differs) {
      throw new EngineError(
        'PROJECT_DAMAGED',
        'A copy was made but is not whole, so it was thrown away. The project may be damaged: check it, and keep older backups.',
        { problem: verdict.problems[0] ?? `rows of ${differs?.[0] ?? ''} differ` },
      )
    }
    syncPath(partial)
    renameSync(partial, to)
    syncPath(dirname(to))
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(partial + end, { force: true })
  }
}
