// Makes a trained model's file smaller or sparser, and measures on text what that costs.
import { stat } from 'node:fs/promises'
import { pruneWeights } from '../nn/prune.ts'
import { quantizeWeights } from '../nn/quantize.ts'
import { readWeights, writeWeights } from '../nn/weights.ts'
import { buildCorpus, type TrainingDocument } from './corpus.ts'
import { loadModel } from './model-file.ts'
import { Validation } from './validation.ts'

export interface ShrinkPlan {
  /** Share of every matrix' weights that become zero, the smallest first; 0: none. */
  readonly prune: number
  /** Matrices as 8-bit numbers with a scale a row. */
  readonly quantize: boolean
}

export interface ShrinkReport {
  readonly bytesBefore: number
  readonly bytesAfter: number
  /** Nats a token on the held-out end of the documents. */
  readonly lossBefore: number
  readonly lossAfter: number
}

/** Writes `target`, a model file like `source`; throws as loadModel does, RangeError for a share outside 0 … 1. */
export async function shrinkModel(
  source: string,
  target: string,
  plan: ShrinkPlan,
  options: { readonly documents: readonly TrainingDocument[]; readonly threads: number },
): Promise<ShrinkReport> {
  const lossBefore = await lossOf(source, options)
  const { tensors, metadata } = await readWeights(source)
  const sparse = plan.prune === 0 ? tensors : pruneWeights(tensors, plan.prune)
  await writeWeights(target, { tensors: plan.quantize ? quantizeWeights(sparse) : sparse, metadata })
  const [before, after] = await Promise.all([stat(source), stat(target)])
  const lossAfter = await lossOf(target, options)
  return { bytesBefore: before.size, bytesAfter: after.size, lossBefore, lossAfter }
}

async function lossOf(
  file: string,
  { documents, threads }: { readonly documents: readonly TrainingDocument[]; readonly threads: number },
): Promise<number> {
  const { model, tokenizer, card } = await loadModel(file)
  const corpus = buildCorpus(documents, { ...card.settings, tokenizer })
  const validation = new Validation(model, corpus.train, corpus.validation, threads)
  try {
    return validation.loss()
  } finally {
    validation.dispose()
    model.dispose()
  }
}
