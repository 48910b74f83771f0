// What a run trains, and on what: a new model, one that was trained before, or an adapter over it, and the texts made plain
// for it. How it is trained is the trainer's.
import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { findModel, type RegisteredModel } from '../models/registry.ts'
import { trainingSettings, type TrainingSettings } from '../models/training-settings.ts'
import type { NamedVariables, TextModel } from '../models/types.ts'
import type { Random } from '../nn/seed.ts'
import { tokenizerFromJson, type Tokenizer } from '../text/tokenizers/tokenizer.ts'
import { plainTypography } from '../text/typography.ts'
import {
  adaptedDefinition,
  completePlan,
  continuedDefinition,
  weightsWith,
  type AdapterPlan,
  type TuningPlan,
} from './adapted-model.ts'
import type { CheckpointState } from './checkpoint.ts'
import { loadModel } from './model-file.ts'
import { loadCorpus, prepareCorpus, type PreparedCorpus } from './prepared-corpus.ts'
import type { TrainRequest, TuningRequest } from './types.ts'

export interface TrainingSubject {
  readonly definition: RegisteredModel
  /** Before the text has its say. */
  readonly settings: TrainingSettings
  /** Absent: made from the text. */
  readonly tokenizer?: Tokenizer
  readonly adapter?: AdapterPlan
  /** Texts are to be made plain before it reads them. */
  readonly plainMarks: boolean
  /** All that the file of the trained model must hold, beside `average`, what has been learnt. */
  weightsOf(average: TextModel): NamedVariables
  dispose(): void
}

/** However the base was trained: what follows is short. */
const SHORT = {
  warmupSteps: 20,
  epochs: 20,
  patience: 4,
  validationsPerEpoch: 1,
  averageDecay: 0.9,
  steadyShare: 0,
  muon: false,
}
/** A writer's own text is short: a pass over it is to have some dozens of steps, whatever the base's batches were. */
const STEP_TOKENS = 1024
/** The model under an adapter learns nothing: what is gentle for a whole model is timid for an adapter. */
const SETTINGS = {
  full: { ...SHORT, learningRate: 1e-3 },
  lora: { ...SHORT, learningRate: 8e-3 },
  prefix: { ...SHORT, learningRate: 8e-3 },
} as const satisfies Record<TuningPlan['kind'], Partial<TrainingSettings>>

/**
 * Throws RangeError for a model that there is not, ZodError for settings that cannot be, TypeError for a base that takes
 * no adapter.
 * @param random the learner's own: it also draws the dropout masks of a model under an adapter
 */
export async function openSubject(
  request: TrainRequest,
  state: CheckpointState | undefined,
  random: Random,
): Promise<TrainingSubject> {
  if (request.tuning) return tunedSubject(request, request.tuning, state, random)
  const definition = findModel(state?.modelId ?? request.modelId)
  const tokenizer = state?.tokenizer ?? request.tokenizer
  return {
    definition,
    settings: definition.parse(request.preset, state?.settings ?? request.settings),
    ...(tokenizer ? { tokenizer: tokenizerFromJson(tokenizer) } : {}),
    plainMarks: request.plainMarks === true,
    weightsOf: ({ weights }) => weights,
    dispose: () => undefined,
  }
}

async function tunedSubject(
  { runDir, settings: wanted = {}, preset }: TrainRequest,
  { plan, baseFile }: TuningRequest,
  state: CheckpointState | undefined,
  random: Random,
): Promise<TrainingSubject> {
  const own = join(runDir, 'base.safetensors')
  if (!(await stat(own).catch(() => null))) await copyFile(baseFile, own)
  const before = await loadModel(own)
  const { definition } = before
  const settings = definition.parse(
    preset,
    state?.settings ?? {
      ...shortened(before.card.settings),
      ...SETTINGS[plan.kind],
      ...tuningSettings(wanted),
    },
  )
  before.model.dispose()
  const { model, tokenizer } = await loadModel(own, { settings, random })
  const { plainMarks = false } = before.card
  const shared = { settings, tokenizer, plainMarks, dispose: () => model.dispose() }
  if (plan.kind === 'full')
    return {
      ...shared,
      definition: continuedDefinition({ definition, model }),
      weightsOf: ({ weights }) => weights,
    }
  const adapter = state?.adapter ?? completePlan(model, plan)
  return {
    ...shared,
    definition: adaptedDefinition({ definition, model }, adapter),
    adapter,
    weightsOf: (average) => weightsWith(model, average),
  }
}

const shortened = <Settings extends Pick<TrainingSettings, 'batchSize' | 'sequenceLength'>>(
  settings: Settings,
): Settings => ({
  ...settings,
  batchSize: Math.min(settings.batchSize, Math.max(1, Math.round(STEP_TOKENS / settings.sequenceLength))),
})

/** How to learn may be chosen anew; what the network is, its base has decided. */
export const isTuningSetting = (key: string): boolean =>
  (key in trainingSettings && key !== 'vocabularySize') || /dropout$/i.test(key)

/** Throws RangeError for a setting that is the base's. */
export function tuningSettings(wanted: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const other = Object.keys(wanted).find((key) => !isTuningSetting(key))
  if (other === undefined) return wanted
  throw new RangeError(`The setting ${other} belongs to the model that is trained on`)
}

/** A prepared corpus is read; documents are made into one. */
export const openCorpus = (
  { corpusFile, documents }: TrainRequest,
  { settings, tokenizer, plainMarks }: TrainingSubject,
): Promise<PreparedCorpus> | PreparedCorpus => {
  if (corpusFile !== undefined) return loadCorpus(corpusFile)
  const texts = plainMarks
    ? documents.map((document) => ({ ...document, text: plainTypography(document.text) }))
    : documents
  return prepareCorpus(texts, { ...settings, ...(tokenizer ? { tokenizer } : {}) })
}
