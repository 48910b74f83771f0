// Every eval: questions about quality that are answered with figures. A new one is one file and one line here.
import type { Evaluation } from './evaluation.ts'
import { firstModel } from './first-model.ts'

export const evals: readonly Evaluation[] = [firstModel]
