// The preset that a name stands for; what it means is each model's own.
import { EngineError } from '../domain/errors.ts'
import { PRESETS, type Preset } from '../models/types.ts'

/** BAD_INPUT for a name that there is not. */
export const presetOf = (name: string): Preset => {
  const preset = PRESETS.find((each) => each === name)
  if (preset) return preset
  throw new EngineError('BAD_INPUT', `There is no preset "${name}".`, { presets: PRESETS.join(', ') })
}
