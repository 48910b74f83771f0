// Makes a trained model's file smaller or sparser, and measures on text what that costs.
import { stat } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { pruneWeights } from '../nn/prune.ts'
import { quantizeWeights } from '../nn/quantize.ts'
import { readWeights, writeWeights } from '../nn/weights.ts'
import { plainTypography } from '../text/typography.ts'
import { bitsPerByte, buildCorpus, type TrainingDocument } from './corpus.ts'
import { loadModel, readMerged, type ModelCard } from './model-file.ts'
import { Validation } from './validation.ts'

export interface ShrinkPlan {
  /** Share of every matrix' weights that become zero, the smallest first; 0: none. */
  readonly prune: number
  /** Matrices as 8-bit numbers with a scale a row. A model that has them already keeps them. */
  readonly quantize: boolean
}

export interface ShrinkReport {
  readonly bytesBefore: number
  readonly bytesAfter: number
  /** Nats a token on the held-out end of the documents. */
  readonly lossBefore: number
  readonly lossAfter: number
}

interface ShrinkOptions {
  /** What the model is called; the new one says that it comes from it. */
  readonly name: string
  readonly documents: readonly TrainingDocument[]
  readonly threads: number
  readonly signal?: AbortSignal
  /** Share of the work, 0 … 1. */
  readonly onProgress?: (share: number) => void
}

/**
 * Writes `target`, a model file like `source`. Throws as loadModel does, RangeError for a share outside 0 … 1, and the
 * signal's reason when stopped.
 */
export async function shrinkModel(
  source: string,
  target: string,
  plan: ShrinkPlan,
  options: ShrinkOptions,
): Promise<ShrinkReport> {
  const { onProgress } = options
  const part = (from: number) => (share: number) => onProgress?.(from + share / 2)
  const before = await measure(source, { ...options, onProgress: part(0) })
  const wasQuantized = [...(await readWeights(source)).tensors.values()].some(({ dtype }) => dtype === 'int8')
  const { tensors: whole, metadata } = await readMerged(source)
  const quantize = plan.quantize || wasQuantized
  const sparse = plan.prune === 0 ? whole : pruneWeights(whole, plan.prune)
  const shrunk = quantize ? quantizeWeights(sparse) : sparse
  await writeWeights(target, { tensors: shrunk, metadata })
  const after = await measure(target, { ...options, onProgress: part(0.5) })
  const bytesBefore = (await stat(source)).size
  const card: ModelCard = {
    ...before.card,
    validationLoss: after.loss,
    bitsPerByte: after.bitsPerByte,
    shrunk: {
      from: options.name,
      prune: plan.prune,
      eightBit: quantize,
      lossBefore: before.loss,
      lossAfter: after.loss,
      bytesBefore,
    },
  }
  await writeWeights(target, { tensors: shrunk, metadata: { ...metadata, card: JSON.stringify(card) } })
  return {
    bytesBefore,
    bytesAfter: (await stat(target)).size,
    lossBefore: before.loss,
    lossAfter: after.loss,
  }
}

const plain = (document: TrainingDocument): TrainingDocument => ({
  ...document,
  text: plainTypography(document.text),
})

async function measure(file: string, { documents, threads, signal, onProgress }: ShrinkOptions) {
  const { model, tokenizer, card } = await loadModel(file)
  const texts = card.plainMarks === true ? documents.map(plain) : documents
  const corpus = buildCorpus(texts, { ...card.settings, tokenizer })
  const validation = new Validation(model, corpus.train, corpus.validation, threads)
  try {
    const measuring = validation.measure()
    let step = measuring.next()
    for (; step.done !== true; step = measuring.next()) {
      onProgress?.(step.value)
      // Every piece of text is a moment at which a stop can arrive.
      await nextTurn()
      signal?.throwIfAborted()
    }
    const loss = step.value
    return { card, loss, bitsPerByte: bitsPerByte(loss, corpus) }
  } finally {
    validation.dispose()
    model.dispose()
  }
}
