// Every eval: questions about quality that are answered with figures. A new one is one file and one line here.
import type { Evaluation } from './evaluation.ts'
import { firstModel } from './first-model.ts'
import { seqganOracle } from './seqgan-oracle.ts'
import { vae } from './vae.ts'

export const evals: readonly Evaluation[] = [firstModel, seqganOracle, vae]
