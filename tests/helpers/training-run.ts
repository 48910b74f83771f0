// A training run as the store keeps it, for tests that need one without training.
import { WHOLE_BOOK } from '../../engine/domain/dataset.ts'
import type { TrainingRun } from '../../engine/domain/training-run.ts'

/** A finished run of a tiny GRU without a model, unless said otherwise. */
export const trainingRun = (facts: Partial<TrainingRun> = {}): TrainingRun => ({
  id: 'run',
  name: 'Run',
  modelId: 'gru',
  preset: 'tiny',
  settings: {},
  dataset: WHOLE_BOOK,
  seed: 1,
  maxMinutes: null,
  state: 'finished',
  reason: 'finished',
  startedAt: 1,
  endedAt: 2,
  step: 1,
  bestLoss: 3,
  bitsPerByte: 2,
  baselineLoss: 3,
  parameters: 10,
  modelHash: null,
  adapter: null,
  trial: null,
  memory: null,
  backend: null,
  ...facts,
})
