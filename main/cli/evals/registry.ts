// Every eval: questions about quality that are answered with figures. A new one is one file and one line here.
import type { Measurement } from '../measurement.ts'
import { firstModel } from './first-model.ts'

export const evals: readonly Measurement[] = [firstModel]
