// Whether a model can be trained with these settings.
import { EngineError } from '../domain/errors.ts'
import type { TrainingRun } from '../domain/training-run.ts'
import { findModel, type RegisteredModel } from '../models/registry.ts'
import { presetOf } from './training-preset.ts'

export const badSettings = (cause: unknown): EngineError => {
  const message = cause instanceof Error ? cause.message : String(cause)
  const words = 'The model cannot be trained with these settings.'
  return new EngineError('BAD_INPUT', words, { message }, { cause })
}

/** BAD_INPUT for a model, a preset or a setting that there is not. */
export const checkSettings = (
  modelId: string,
  preset: string,
  settings: TrainingRun['settings'],
): RegisteredModel => {
  const known = presetOf(preset)
  try {
    const model = findModel(modelId)
    model.parse(known, settings)
    return model
  } catch (error) {
    throw badSettings(error)
  }
}
