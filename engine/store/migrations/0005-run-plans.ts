// What a run is beside a model from scratch: an adapter over another run, a trial of a search, one that must watch its memory.
import type { Migration } from './index.ts'

/** Each is one JSON object of engine/domain/training-run.ts, or nothing. */
export const runPlans: Migration = {
  version: 5,
  name: 'run-plans',
  sql: `
    ALTER TABLE training_runs ADD COLUMN adapter TEXT;
    ALTER TABLE training_runs ADD COLUMN trial TEXT;
    ALTER TABLE training_runs ADD COLUMN memory TEXT;
  `,
}
