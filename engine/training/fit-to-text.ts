// Batches that a text is long enough for.
import type { TrainingSettings } from '../models/training-settings.ts'

/** A short text gets fewer rows, then shorter pieces, so that a pass still has some steps. Throws RangeError below that. */
export function fitToText(settings: TrainingSettings, tokens: number): TrainingSettings {
  let { batchSize, sequenceLength } = settings
  const fits = () => tokens > 4 * batchSize * sequenceLength
  while (!fits() && batchSize > 4) batchSize = Math.ceil(batchSize / 2)
  while (!fits() && sequenceLength > 8) sequenceLength = Math.ceil(sequenceLength / 2)
  while (!fits() && batchSize > 1) batchSize = Math.ceil(batchSize / 2)
  if (!fits()) throw new RangeError(`The text is too short to learn from: ${tokens} tokens`)
  return { ...settings, batchSize, sequenceLength }
}
