// What an adapter learns of one author's voice, beside what training every weight learns: held-out loss of both over one base.
// Low-rank adapters: Hu et al. 2021, arXiv 2106.09685.
import { join } from 'node:path'
import { loadBackend } from '../nn/backend.ts'
import { encodeDocuments, type TrainingDocument } from '../training/corpus.ts'
import { loadModel, type LoadedModel } from '../training/model-file.ts'
import { train } from '../training/trainer.ts'
import type { TrainRequest } from '../training/types.ts'
import { Validation } from '../training/validation.ts'

export interface LoraRequest {
  /** Many hands, none of them the author's. */
  readonly others: readonly TrainingDocument[]
  /** What the adapter learns from. */
  readonly own: readonly TrainingDocument[]
  /** Of the same author, from another book: what is measured. */
  readonly heldOut: readonly TrainingDocument[]
  /** Of training the base. */
  readonly minutes: number
  readonly settings?: Readonly<Record<string, unknown>>
  readonly folder: string
  readonly seed: number
  readonly threads?: number
  readonly signal: AbortSignal
  now(): number
  say(line: string): void
}

type Learning = Pick<TrainRequest, 'documents' | 'settings' | 'tuning' | 'maxMinutes'>

/** Both learn until their own held-out tenth gets no better. The rates are usual ones for each, not tuned on this data. */
const FULL = { learningRate: 1e-3, epochs: 12, patience: 3, warmupSteps: 20, validationShare: 0.1 }
const ADAPTER = { learningRate: 8e-3, epochs: 20, patience: 3, warmupSteps: 20, validationShare: 0.1 }

export async function runLora(request: LoraRequest) {
  const { folder, others, own, heldOut, minutes, settings = {}, seed, signal, now, say } = request
  const backend = await loadBackend({ threads: request.threads ?? 1 })
  const learn = async (name: string, learning: Learning) => {
    let learnt = 0
    const result = await train(
      {
        runDir: join(folder, name),
        modelId: 'transformer',
        preset: 'small',
        language: 'en',
        seed,
        ...learning,
        resume: true,
      },
      {
        signal,
        backend,
        now,
        onEvent: (event) => {
          if (event.type === 'started') learnt = event.parameters
          if (event.type === 'validation') say(`${name}  step ${event.step}  ${event.loss.toFixed(4)} nats`)
        },
      },
    )
    // Half a comparison is none; with --keep it goes on later.
    signal.throwIfAborted()
    const { model, tokenizer, card } = await loadModel(result.modelFile)
    try {
      const loss = lossOn(heldOut, own, { model, tokenizer }, backend.threads)
      say(`${name}: ${loss.toFixed(4)} nats a token on the held-out book`)
      return {
        loss,
        learnt,
        card,
        modelFile: result.modelFile,
        step: result.step,
        minutes: result.elapsedMs / 60_000,
      }
    } finally {
      model.dispose()
    }
  }
  const base = await learn('base', { documents: others, settings, maxMinutes: minutes })
  const over = (kind: 'full' | 'lora', own_: Readonly<Record<string, unknown>>): Learning => ({
    documents: own,
    settings: own_,
    tuning: { baseFile: base.modelFile, plan: kind === 'lora' ? { kind, scale: 2 } : { kind } },
  })
  const full = await learn('full', over('full', FULL))
  const lora = await learn('lora', over('lora', ADAPTER))
  return {
    seed,
    baseLoss: base.loss,
    fullLoss: full.loss,
    loraLoss: lora.loss,
    /** Of the loss that training every weight takes away, what the adapter takes away. */
    recovered: (base.loss - lora.loss) / (base.loss - full.loss),
    share: lora.learnt / base.learnt,
    adapterWeights: lora.learnt,
    baseWeights: base.learnt,
    steps: { base: base.step, full: full.step, lora: lora.step },
    minutes: { base: base.minutes, full: full.minutes, lora: lora.minutes },
    settings: { base: base.card.settings, full: FULL, lora: ADAPTER },
  }
}

/** Nats a token, what stands before the book being the author's other book. */
function lossOn(
  heldOut: readonly TrainingDocument[],
  before: readonly TrainingDocument[],
  { model, tokenizer }: Pick<LoadedModel, 'model' | 'tokenizer'>,
  threads: number,
): number {
  const [train_, held] = [before, heldOut].map((documents) => encodeDocuments(documents, tokenizer))
  const validation = new Validation(model, train_, held, threads)
  try {
    return validation.loss()
  } finally {
    validation.dispose()
  }
}
