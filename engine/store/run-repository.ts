// Training runs and the events of their live view as rows; who trains, and when, is not known here.
import { EngineError } from '../domain/errors.ts'
import type { RunEvent, RunState, TrainingRun } from '../domain/training-run.ts'
import type { ProjectDatabase } from './database.ts'

interface RunRow {
  id: string
  name: string
  model_id: string
  preset: string
  settings: string
  seed: number
  max_minutes: number | null
  state: RunState
  reason: string
  started_at: number
  ended_at: number | null
  step: number
  best_loss: number | null
  bits_per_byte: number | null
  baseline_loss: number | null
  parameters: number | null
  model_hash: string | null
  dataset: string
  adapter: string | null
  trial: string | null
  memory: string | null
  backend: string | null
}

/** Columns that hold one JSON value or nothing. */
const fromJson = (text: string | null): unknown => (text === null ? null : JSON.parse(text))
const toJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

const toRun = (row: RunRow): TrainingRun => ({
  id: row.id,
  name: row.name,
  modelId: row.model_id,
  preset: row.preset,
  settings: JSON.parse(row.settings) as TrainingRun['settings'],
  seed: row.seed,
  maxMinutes: row.max_minutes,
  state: row.state,
  reason: row.reason,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  step: row.step,
  bestLoss: row.best_loss,
  bitsPerByte: row.bits_per_byte,
  baselineLoss: row.baseline_loss,
  parameters: row.parameters,
  modelHash: row.model_hash,
  dataset: JSON.parse(row.dataset) as TrainingRun['dataset'],
  adapter: fromJson(row.adapter) as TrainingRun['adapter'],
  trial: fromJson(row.trial) as TrainingRun['trial'],
  memory: fromJson(row.memory) as TrainingRun['memory'],
  backend: row.backend,
})

const toRow = (run: TrainingRun): RunRow => ({
  id: run.id,
  name: run.name,
  model_id: run.modelId,
  preset: run.preset,
  settings: JSON.stringify(run.settings),
  seed: run.seed,
  max_minutes: run.maxMinutes,
  state: run.state,
  reason: run.reason,
  started_at: run.startedAt,
  ended_at: run.endedAt,
  step: run.step,
  best_loss: run.bestLoss,
  bits_per_byte: run.bitsPerByte,
  baseline_loss: run.baselineLoss,
  parameters: run.parameters,
  model_hash: run.modelHash,
  dataset: JSON.stringify(run.dataset),
  adapter: toJson(run.adapter),
  trial: toJson(run.trial),
  memory: toJson(run.memory),
  backend: run.backend,
})

/** More step events than this are thinned to every second one. */
export const MAX_STEP_EVENTS = 2000

export const createRunRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[], RunRow>('SELECT * FROM training_runs ORDER BY started_at, id')
  const get = db.prepare<[string], RunRow>('SELECT * FROM training_runs WHERE id = ?')
  const insert = db.prepare<[RunRow]>(
    `INSERT INTO training_runs (id, name, model_id, preset, settings, seed, max_minutes, state, reason, started_at,
       ended_at, step, best_loss, bits_per_byte, baseline_loss, parameters, model_hash, dataset, adapter, trial,
       memory, backend)
     VALUES (@id, @name, @model_id, @preset, @settings, @seed, @max_minutes, @state, @reason, @started_at,
       @ended_at, @step, @best_loss, @bits_per_byte, @baseline_loss, @parameters, @model_hash, @dataset, @adapter,
       @trial, @memory, @backend)`,
  )
  const update = db.prepare<[RunRow]>(
    `UPDATE training_runs SET name = @name, settings = @settings, max_minutes = @max_minutes, state = @state,
       reason = @reason, started_at = @started_at, ended_at = @ended_at, step = @step, best_loss = @best_loss,
       bits_per_byte = @bits_per_byte, baseline_loss = @baseline_loss, parameters = @parameters,
       model_hash = @model_hash, adapter = @adapter, trial = @trial, memory = @memory, backend = @backend WHERE id = @id`,
  )
  const remove = db.prepare('DELETE FROM training_runs WHERE id = ?')
  const addEvent = db.prepare(
    `INSERT INTO training_events VALUES
       (@runId, (SELECT coalesce(max(seq), 0) + 1 FROM training_events WHERE run_id = @runId), @event)`,
  )
  const events = db
    .prepare<[string], string>('SELECT event FROM training_events WHERE run_id = ? ORDER BY seq')
    .pluck()
  const countSteps = db
    .prepare<[string], number>(
      `SELECT count(*) FROM training_events WHERE run_id = ? AND json_extract(event, '$.kind') = 'step'`,
    )
    .pluck()
  const thin = db.prepare(
    `DELETE FROM training_events WHERE run_id = @runId AND seq IN (
       SELECT seq FROM (
         SELECT seq, row_number() OVER (ORDER BY seq) AS rank FROM training_events
         WHERE run_id = @runId AND json_extract(event, '$.kind') = 'step')
       WHERE rank % 2 = 0)`,
  )
  const dropFrom = db.prepare(
    `DELETE FROM training_events WHERE run_id = ? AND json_extract(event, '$.step') >= ?`,
  )

  const getRun = (id: string): TrainingRun => {
    const row = get.get(id)
    if (!row)
      throw new EngineError('NOT_FOUND', 'This training run is not in the project (any more).', { runId: id })
    return toRun(row)
  }

  return {
    /** Oldest first. */
    list: (): readonly TrainingRun[] => list.all().map(toRun),

    /** NOT_FOUND. */
    get: getRun,

    find(id: string): TrainingRun | null {
      const row = get.get(id)
      return row ? toRun(row) : null
    },

    insert(run: TrainingRun): void {
      insert.run(toRow(run))
    },

    /** Changes some fields and returns the run as it now stands. NOT_FOUND. */
    update: db.transaction((id: string, changes: Partial<Omit<TrainingRun, 'id'>>): TrainingRun => {
      const run = { ...getRun(id), ...changes }
      update.run(toRow(run))
      return run
    }),

    /** Its events go with it. */
    remove(id: string): void {
      remove.run(id)
    },

    events: (runId: string): readonly RunEvent[] =>
      events.all(runId).map((event) => JSON.parse(event) as RunEvent),

    /**
     * Adds events in order. When the steps among them become too many, every second is dropped.
     * @returns true when they were thinned: the caller should from now on keep only every second of what it kept.
     */
    addEvents: db.transaction((runId: string, added: readonly RunEvent[]): boolean => {
      for (const event of added) addEvent.run({ runId, event: JSON.stringify(event) })
      if ((countSteps.get(runId) ?? 0) <= MAX_STEP_EVENTS) return false
      thin.run({ runId })
      return true
    }),

    /** Forgets what a run that goes on at `step` is about to live through again. */
    dropEventsFrom(runId: string, step: number): void {
      dropFrom.run(runId, step)
    },
  }
}
