// Every text model the studio can train, by id: a new one is one folder and one line here.
import type { Random } from '../nn/seed.ts'
import { gru } from './gru/index.ts'
import { lstm } from './lstm/index.ts'
import { seqgan } from './seqgan/index.ts'
import { transformer } from './transformer/index.ts'
import { vae } from './vae/index.ts'
import { describeSettings, type SettingDescription } from './describe-settings.ts'
import type { TrainingSettings } from './training-settings.ts'
import type { LlamaShape, ModelDefinition, ModelShape, Preset, TextModel } from './types.ts'

/** A definition with its own settings type closed in: settings come as plain JSON and are checked. */
export interface RegisteredModel {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly summary: string
  readonly paper: string
  readonly hasLatentSpace: boolean
  /** Plain JSON for forms and documentation. */
  readonly settings: readonly SettingDescription[]
  readonly takesAdapters: boolean
  /** Preset and overrides made whole; throws ZodError with the field's path. */
  parse(preset: Preset, overrides?: Readonly<Record<string, unknown>>): TrainingSettings
  /** Null for a model that is no Llama. */
  readonly llama: ((settings: TrainingSettings) => LlamaShape) | null
  create(settings: TrainingSettings, shape: ModelShape, random: Random): TextModel
}

function register<S extends TrainingSettings>(definition: ModelDefinition<S>): RegisteredModel {
  const { id, version, title, summary, paper, hasLatentSpace = false, takesAdapters = false } = definition
  const { settings, presets, llama, create } = definition
  return {
    id,
    version,
    title,
    summary,
    paper,
    hasLatentSpace,
    settings: describeSettings(settings),
    takesAdapters,
    parse: (preset, overrides = {}) => settings.parse({ ...presets[preset], ...overrides }),
    llama: llama ? (values) => llama(settings.parse(values)) : null,
    create: (values, shape, random) => create(settings.parse(values), shape, random),
  }
}

const MODELS: readonly RegisteredModel[] = [
  register(gru),
  register(lstm),
  register(transformer),
  register(seqgan),
  register(vae),
]

/** All models, in the order of the workshop. */
export const listModels = (): readonly RegisteredModel[] => MODELS

/** Throws RangeError for an id that nobody registered. */
export function findModel(id: string): RegisteredModel {
  const model = MODELS.find((each) => each.id === id)
  if (!model)
    throw new RangeError(`There is no model "${id}"; there are: ${MODELS.map((each) => each.id).join(', ')}`)
  return model
}
