// A learner that stays below a memory ceiling: its batch is worked through in as many parts as that takes, or it is refused.
import type { RegisteredModel } from '../models/registry.ts'
import type { TrainingSettings } from '../models/training-settings.ts'
import type { Random } from '../nn/seed.ts'
import { Learner, partsOf } from './learner.ts'

export interface FitOptions {
  readonly vocabularySize: number
  readonly random: Random
  readonly threads: number
  /** Absent: whatever it takes. */
  readonly ceilingMb?: number
}

export interface FittedLearner {
  readonly learner: Learner
  /** With the accumulation that was needed. */
  readonly settings: TrainingSettings
  readonly needMb: number
  readonly parts: number
}

const MB = 2 ** 20

/** Throws an Error that says what to do where even single rows need more than the ceiling. */
export function fitToMemory(
  definition: RegisteredModel,
  wanted: TrainingSettings,
  { ceilingMb = Infinity, random, ...options }: FitOptions,
): FittedLearner {
  const start = random.state()
  for (let settings = wanted; ;) {
    // Every attempt draws the same weights.
    const learner = new Learner(definition, settings, { ...options, random: random.restore(start) })
    const needMb = Math.ceil(learner.memoryBytes() / MB)
    const { rows, parts } = partsOf(settings)
    if (needMb <= ceilingMb) return { learner, settings, needMb, parts }
    learner.dispose()
    if (rows === 1)
      throw new Error(
        `This run needs about ${needMb} MB even with one row at a time, and ${ceilingMb} MB are allowed. ` +
          'Nothing was changed. Choose a smaller model or shorter sequences, or allow more in the settings.',
      )
    settings = { ...settings, accumulation: 2 * parts }
  }
}
