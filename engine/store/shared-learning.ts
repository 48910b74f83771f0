// The file in which projects that share what they learn keep it: the tables of a project's own learning, beside the app's data.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { createFeedbackRepository, type FeedbackRepository } from './feedback-repository.ts'
import { createLearntRepository, type LearntRepository } from './learnt-repository.ts'
import { feedback } from './migrations/0019-feedback.ts'

/** Several studios may write it: each waits for the other's moment. */
const BUSY_WAIT_MS = 3000

export interface SharedLearning {
  readonly feedback: FeedbackRepository
  readonly learnt: LearntRepository
  close(): void
}

/** Made when it is not there. The errors of SQLite for a file that is none. */
export const openSharedLearning = (path: string): SharedLearning => {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path, { timeout: BUSY_WAIT_MS })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('trusted_schema = OFF')
    db.transaction(() => {
      const version = db.pragma('user_version', { simple: true }) as number
      if (version > 0) return
      db.exec(feedback.sql)
      db.pragma('user_version = 1')
    }).immediate()
    return {
      feedback: createFeedbackRepository(db),
      learnt: createLearntRepository(db),
      close: () => db.close(),
    }
  } catch (error) {
    db.close()
    throw error
  }
}
