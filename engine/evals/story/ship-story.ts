// Puts a trained story model where the studio looks for it: matrices in 8 bits, with what that costs on text it never saw.
import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { assetPath } from '../../domain/asset-path.ts'
import { loadBackend } from '../../nn/backend.ts'
import { quantizeWeights } from '../../nn/quantize.ts'
import { writeWeights } from '../../nn/weights.ts'
import { loadModel, readMerged, type ModelCard } from '../../training/model-file.ts'
import { bitsPerByte } from '../../training/corpus.ts'
import { loadCorpus, type PreparedCorpus } from '../../training/prepared-corpus.ts'
import { Validation } from '../../training/validation.ts'
import { corpusFileOf } from './train-story.ts'

const NAME = 'en.safetensors'
/** What ships. */
export const shippedWriter = assetPath('writer', NAME)

export interface ShipStoryOptions {
  /** The folder of the run, with its corpus. */
  readonly keep: string
  /** Of the model: cooled, or as it stands. */
  readonly modelFile: string
  /** Instead of the studio's own folder. */
  readonly out?: string
  readonly threads?: number
  say(line: string): void
}

export const shipStory = async ({ keep, modelFile, out, threads, say }: ShipStoryOptions) => {
  const backend = await loadBackend(threads === undefined ? {} : { threads })
  const corpus = await loadCorpus(corpusFileOf(keep))
  const { tensors, metadata } = await readMerged(modelFile)
  const shrunk = quantizeWeights(tensors)
  const file = out === undefined ? shippedWriter : path.join(out, NAME)
  await mkdir(path.dirname(file), { recursive: true })
  const before = await measure(modelFile, corpus, backend.threads)
  await writeWeights(file, { tensors: shrunk, metadata })
  const after = await measure(file, corpus, backend.threads)
  const card: ModelCard = {
    ...before.card,
    validationLoss: after.loss,
    bitsPerByte: after.bitsPerByte,
    shrunk: {
      from: path.basename(modelFile),
      prune: 0,
      eightBit: true,
      lossBefore: before.loss,
      lossAfter: after.loss,
      bytesBefore: (await stat(modelFile)).size,
    },
  }
  await writeWeights(file, { tensors: shrunk, metadata: { ...metadata, card: JSON.stringify(card) } })
  const bytes = (await stat(file)).size
  say(`${file}: ${bytes} bytes, ${before.loss.toFixed(4)} → ${after.loss.toFixed(4)} nats a token`)
  return {
    file,
    bytes,
    step: card.step,
    lossBefore: before.loss,
    lossAfter: after.loss,
    bitsPerByte: after.bitsPerByte,
  }
}

const measure = async (file: string, corpus: PreparedCorpus, threads: number) => {
  const { model, card } = await loadModel(file)
  const validation = new Validation(model, corpus.train, corpus.validation, threads)
  try {
    const loss = validation.loss()
    return { card, loss, bitsPerByte: bitsPerByte(loss, corpus) }
  } finally {
    validation.dispose()
    model.dispose()
  }
}
