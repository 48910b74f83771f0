// With what a run computed.
import type { Migration } from './index.ts'

export const runBackend: Migration = {
  version: 12,
  name: 'run-backend',
  sql: 'ALTER TABLE training_runs ADD COLUMN backend TEXT;',
}
