// A run as it is asked for: from scratch or over a base, once there is enough to learn from. Storing and queueing it is its caller's.
import type { Inputs } from '../contract/index.ts'
import type { DatasetPlan } from '../domain/dataset.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { RunAdapter, TrainingRun } from '../domain/training-run.ts'
import { findModel } from '../models/registry.ts'
import { countWords } from '../text/words.ts'
import { ADAPTER_DEFAULTS } from '../training/adapted-model.ts'
import { tuningSettings } from '../training/training-subject.ts'
import type { OpenProject } from './context.ts'
import { readDataset } from './dataset-documents.ts'
import { WORDS_NEEDED } from './dataset-preview.ts'
import type { EngineParts } from './engine-parts.ts'
import { shippedModel } from './shipped-models.ts'
import { badSettings, checkSettings } from './training-settings.ts'

/** What learns on: a run of the project, or a model that comes with the studio. MODEL_MISSING, NOT_FOUND. */
const baseOf = async (
  { store }: OpenProject,
  id: string,
): Promise<Pick<TrainingRun, 'name' | 'modelId' | 'preset'>> => {
  const shipped = await shippedModel(id)
  if (shipped) return { name: shipped.name, modelId: shipped.header.card.modelId, preset: 'base' }
  const run = store.runs.get(id)
  if (run.modelHash !== null) return run
  const { name } = run
  throw new EngineError('MODEL_MISSING', 'This run has no trained model yet. Train it first.', { name })
}

/** BAD_INPUT for settings that are the base's to decide; MODEL_MISSING, NOT_FOUND. */
const adapterOver = async (
  project: OpenProject,
  { baseRunId, rank, kind = 'lora', ...wanted }: NonNullable<Inputs['training']['start']['adapter']>,
  settings: TrainingRun['settings'],
): Promise<{ readonly base: Pick<TrainingRun, 'modelId' | 'preset'>; readonly adapter: RunAdapter }> => {
  const base = await baseOf(project, baseRunId)
  try {
    if (kind !== 'full' && !findModel(base.modelId).takesAdapters)
      throw new TypeError(`${base.modelId} has no layers to which an adapter could be fitted`)
    tuningSettings(settings)
  } catch (error) {
    throw badSettings(error)
  }
  const { scale = ADAPTER_DEFAULTS.lora.scale, length = ADAPTER_DEFAULTS.prefix.length } = wanted
  return { base, adapter: { baseRunId, baseName: base.name, kind, rank: rank ?? null, scale, length } }
}

/** Words of the dataset before cleaning. */
const wordsOf = async (
  { store, ...project }: OpenProject,
  plan: DatasetPlan,
  signal: AbortSignal,
): Promise<number> => {
  if (plan.nodeIds === null && plan.paths.length === 0) return store.scenes.totals().words
  const { documents } = await readDataset({ store, ...project }, plan, { signal, progress: () => undefined })
  return documents.reduce(
    (sum, { paragraphs }) => sum + paragraphs.reduce((words, text) => words + countWords(text), 0),
    0,
  )
}

/** A run that is not stored yet. BAD_INPUT, MODEL_MISSING, NOT_FOUND, TOO_LITTLE_TEXT. */
export const newRun = async (
  engine: EngineParts,
  project: OpenProject,
  { adapter, ...input }: Inputs['training']['start'] & { readonly dataset: DatasetPlan },
  signal: AbortSignal = new AbortController().signal,
): Promise<TrainingRun> => {
  const { dataset, settings = {}, name = '', seed = 1, maxMinutes = null } = input
  const { runs } = project.store
  const over = adapter ? await adapterOver(project, adapter, settings) : null
  const { modelId, preset } = over?.base ?? input
  const model = checkSettings(modelId, preset, settings)
  const words = await wordsOf(project, dataset, signal)
  if (words < WORDS_NEEDED)
    throw new EngineError(
      'TOO_LITTLE_TEXT',
      'There is too little text to learn from. Write or import more first.',
      { words, needed: WORDS_NEEDED },
    )
  return {
    id: newId(),
    name: name.trim() || `${over?.adapter.baseName ?? model.title} ${runs.list().length + 1}`,
    modelId: model.id,
    preset,
    settings,
    dataset,
    seed,
    maxMinutes,
    state: 'queued',
    reason: '',
    startedAt: engine.now(),
    endedAt: null,
    step: 0,
    bestLoss: null,
    bitsPerByte: null,
    baselineLoss: null,
    parameters: null,
    modelHash: null,
    adapter: over?.adapter ?? null,
    trial: null,
    memory: null,
    backend: null,
  }
}
