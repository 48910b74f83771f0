// Runs side by side: their curves on common axes, and the settings in which they differ. Reads what is stored.
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { RunEvent, SettingValue, TrainingRun } from '../domain/training-run.ts'
import { findModel } from '../models/registry.ts'
import type { OpenProject } from './context.ts'
import { presetOf } from './training-preset.ts'
import { toContractRun } from './training-session.ts'

type Comparison = Outputs['training']['compare']
type Learner = Comparison['runs'][number]
type Row = Comparison['settings'][number]

const MOST_SAMPLES = 5
/** More points than that are not told apart on any screen. */
const MOST_STEPS = 600

/** Every setting as it was in force; a model of another version of this program may not be known any more. */
const settingsOf = (run: TrainingRun): ReadonlyMap<string, SettingValue> => {
  try {
    return new Map(Object.entries({ ...findModel(run.modelId).parse(presetOf(run.preset), run.settings) }))
  } catch {
    return new Map(Object.entries(run.settings))
  }
}

const kept = <T>(all: readonly T[], most: number): T[] => {
  const every = Math.ceil(all.length / most)
  return all.filter((_, at) => at % every === 0)
}

const learnerOf = (run: TrainingRun, events: readonly RunEvent[]): Learner => {
  let elapsedMs = 0
  const steps: Learner['steps'] = []
  const validations: Learner['validations'] = []
  const samples: Learner['samples'] = []
  for (const event of events) {
    switch (event.kind) {
      case 'step':
        ;({ elapsedMs } = event)
        steps.push({ step: event.step, elapsedMs, loss: event.loss })
        break
      case 'validation': {
        const { step, loss, bitsPerByte, best } = event
        validations.push({ step, elapsedMs, loss, bitsPerByte, best })
        break
      }
      case 'sample':
        samples.push({ step: event.step, text: event.text })
    }
  }
  return {
    run: toContractRun(run),
    elapsedMs,
    steps: kept(steps, MOST_STEPS),
    validations: kept(validations, MOST_STEPS),
    samples: samples.slice(-MOST_SAMPLES),
  }
}

const rowsOf = (runs: readonly TrainingRun[]): Row[] => {
  const settings = runs.map(settingsOf)
  const keys = new Set(settings.flatMap((each) => [...each.keys()]))
  const row = (key: string, values: readonly (SettingValue | null)[]): Row => ({
    key,
    values: [...values],
    differs: new Set(values).size > 1,
  })
  return [
    row(
      'modelId',
      runs.map((run) => run.modelId),
    ),
    row(
      'preset',
      runs.map((run) => run.preset),
    ),
    row(
      'dataset',
      runs.map((run) => JSON.stringify(run.dataset)),
    ),
    row(
      'seed',
      runs.map((run) => run.seed),
    ),
    row(
      'maxMinutes',
      runs.map((run) => run.maxMinutes),
    ),
    ...[...keys].map((key) =>
      row(
        key,
        settings.map((each) => each.get(key) ?? null),
      ),
    ),
  ]
}

/** NOT_FOUND for a run that is not there; BAD_INPUT for the same run twice. */
export const compareRuns = ({ store }: OpenProject, runIds: readonly string[]): Comparison => {
  if (new Set(runIds).size < runIds.length)
    throw new EngineError('BAD_INPUT', 'A run cannot be compared with itself.')
  const runs = runIds.map((id) => store.runs.get(id))
  return {
    runs: runs.map((run) => learnerOf(run, store.runs.events(run.id))),
    settings: rowsOf(runs),
  }
}
