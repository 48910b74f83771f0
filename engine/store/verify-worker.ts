// The thread that reads a copy from end to end, so that typing does not wait for it. One file, then it ends.
import { parentPort, workerData } from 'node:worker_threads'
import { inspectDatabase, type Verdict } from './check-project.ts'
import type { FileKey } from './passphrase.ts'
import { claimDatabase } from './database.ts'

export interface VerifyRequest {
  readonly path: string
  /** Of an encrypted file. */
  readonly key?: FileKey | null
}

const { path, key = null } = workerData as VerifyRequest

const verify = (): Verdict => {
  try {
    const db = claimDatabase(path, key)
    try {
      return inspectDatabase(db)
    } finally {
      db.close()
    }
  } catch (error) {
    return { whole: false, problems: [String(error)], rows: {}, version: 0 }
  }
}

parentPort?.postMessage(verify())
