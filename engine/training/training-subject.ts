// What a run trains: a new model, one that was trained before, or an adapter over it; how it is trained is the trainer's.
import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { findModel, type RegisteredModel } from '../models/registry.ts'
import { trainingSettings, type TrainingSettings } from '../models/training-settings.ts'
import type { NamedVariables, TextModel } from '../models/types.ts'
import type { Random } from '../nn/seed.ts'
import { tokenizerFromJson, type Tokenizer } from '../text/tokenizers/tokenizer.ts'
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
const SHORT = { warmupSteps: 20, epochs: 20, patience: 4, steadyShare: 0, muon: false }
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
    state?.settings ?? { ...before.card.settings, ...SETTINGS[plan.kind], ...tuningSettings(wanted) },
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

/** How to learn may be chosen anew; what the network is, its base has decided. */
export const isTuningSetting = (key: string): boolean =>
  (key in trainingSettings && key !== 'vocabularySize') || /dropout$/i.test(key)

/** Throws RangeError for a setting that is the base's. */
export function tuningSettings(wanted: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const other = Object.keys(wanted).find((key) => !isTuningSetting(key))
  if (other === undefined) return wanted
  throw new RangeError(`The setting ${other} belongs to the model that is trained on`)
}
