// What the variational autoencoder's plans are worth: the bound taken apart, beside the same writer without plans.
// Active units after Burda et al. 2016 (arXiv 1509.00519): numbers of the plan whose mean varies by more than 0.01.
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../models/condition.ts'
import type { SequenceBatch, TextModel } from '../models/types.ts'
import { VaeModel } from '../models/vae/model.ts'
import { loadBackend } from '../nn/backend.ts'
import { compile } from '../nn/compile/index.ts'
import { crossEntropy } from '../nn/ops/cross-entropy.ts'
import { Random } from '../nn/seed.ts'
import { buildCorpus, type TokenStream, type TrainingDocument } from '../training/corpus.ts'
import { around, between, LatentMap } from '../training/latent-map.ts'
import { loadModel, type LoadedModel } from '../training/model-file.ts'
import { train } from '../training/trainer.ts'
import { clear } from '../training/validation.ts'

export interface VaeRequest {
  readonly documents: readonly TrainingDocument[]
  /** Of training, for each of the two models; absent: the settings' passes decide. */
  readonly minutes?: number
  readonly settings?: Readonly<Record<string, unknown>>
  readonly folder: string
  readonly seed?: number
  readonly threads?: number
  readonly signal: AbortSignal
  now(): number
  say(line: string): void
}

const ROWS = 16
const ACTIVE = 0.01

export async function runVae(request: VaeRequest): Promise<Readonly<Record<string, unknown>>> {
  const { folder, documents, settings = {}, seed = 1, signal, now, say } = request
  const backend = await loadBackend({ threads: request.threads ?? 1 })
  const learn = async (name: string, own: Readonly<Record<string, unknown>>) => {
    const runDir = join(folder, name)
    const result = await train(
      {
        runDir,
        modelId: 'vae',
        preset: 'small',
        settings: { ...settings, ...own },
        documents,
        language: 'en',
        seed,
        ...(request.minutes === undefined ? {} : { maxMinutes: request.minutes }),
        resume: true,
      },
      {
        signal,
        backend,
        now,
        onEvent: (event) => {
          if (event.type === 'validation') say(`${name}  step ${event.step}  ${event.loss.toFixed(4)} nats`)
        },
      },
    )
    return { result, loaded: await loadModel(result.modelFile) }
  }
  const planned = await learn('planned', {})
  // The same writer that never had a plan, without the word dropout that only a plan makes up for.
  const plain = await learn('plain', { plannedShare: 0, wordDropout: 0.05 })
  const { threads } = backend
  const { tokenizer, card, model } = planned.loaded
  const { validation } = buildCorpus(documents, { ...card.settings, tokenizer })
  const time = card.settings.sequenceLength
  const pieces = batches(validation, time)
  if (!(model instanceof VaeModel)) throw new TypeError(`${card.modelId} is no variational autoencoder`)
  const bound = boundOf(model, pieces, time, threads)
  const plainLoss = freshLoss(plain.loaded.model, pieces, time, threads)
  const figures = {
    ...bound,
    plainLoss,
    elboOverPlain: bound.elbo / plainLoss,
    unplannedLoss: freshLoss(model, pieces, time, threads),
    steps: { planned: planned.result.step, plain: plain.result.step },
    minutes: { planned: planned.result.elapsedMs / 60_000, plain: plain.result.elapsedMs / 60_000 },
    vocabularySize: card.vocabularySize,
    settings: card.settings,
    ...writings(planned.loaded, validation, threads),
  }
  planned.loaded.model.dispose()
  plain.loaded.model.dispose()
  return figures
}

interface HostPiece {
  readonly tokens: Int32Array
  readonly targets: Int32Array
}

/** Pieces of `time` tokens, ROWS at a time, time first; the rest of the stream is left out. */
function batches(stream: TokenStream, time: number): HostPiece[] {
  const count = Math.floor((stream.tokens.length - 1) / time / ROWS)
  if (count === 0) throw new RangeError('The held-out text is too short to measure on')
  return Array.from({ length: count }, (_, batch) => {
    const at = (row: number, t: number) => (batch * ROWS + row) * time + t
    const read = (shift: number) =>
      Int32Array.from(
        { length: time * ROWS },
        (_, i) => stream.tokens[at(i % ROWS, Math.floor(i / ROWS)) + shift],
      )
    return { tokens: read(0), targets: read(1) }
  })
}

const batchOf = (time: number, tokens: tf.Tensor1D, targets: tf.Tensor1D): SequenceBatch => ({
  time,
  batch: ROWS,
  tokens,
  targets,
  conditions: tf.zeros([time * ROWS, CONDITION_SIZE]),
})

/** Runs `step` on every piece and hands its numbers on. */
function overPieces(
  pieces: readonly HostPiece[],
  step: (tokens: tf.Tensor1D, targets: tf.Tensor1D) => tf.Tensor[],
  each: (numbers: readonly Float32Array[]) => void,
): void {
  for (const { tokens, targets } of pieces) {
    const inputs = [tf.tensor1d(tokens, 'int32'), tf.tensor1d(targets, 'int32')] as const
    const outputs = step(...inputs)
    each(outputs.map((output) => output.dataSync<'float32'>().slice()))
    tf.dispose([...inputs, ...outputs])
  }
}

/** The bound of fresh pieces under one draw of each plan. */
function boundOf(model: VaeModel, pieces: readonly HostPiece[], time: number, threads: number) {
  const { size } = model.latent
  const step = compile(
    (tokens: tf.Tensor1D, targets: tf.Tensor1D) => [...model.bound(batchOf(time, tokens, targets))],
    { vars: model.weights.values(), threads, name: 'bound' },
  )
  let reconstruction = 0
  const divergence = new Float64Array(size)
  const [sum, squares] = [new Float64Array(size), new Float64Array(size)]
  overPieces(pieces, step, ([nats, divergences, means]) => {
    reconstruction += nats[0] / pieces.length
    divergences.forEach((value, i) => (divergence[i % size] += value / (pieces.length * ROWS)))
    means.forEach((value, i) => {
      sum[i % size] += value / (pieces.length * ROWS)
      squares[i % size] += value ** 2 / (pieces.length * ROWS)
    })
  })
  step.dispose()
  const kl = divergence.reduce((a, b) => a + b, 0)
  return {
    /** Nats a piece. */
    kl,
    activeUnits: squares.filter((square, i) => square - sum[i] ** 2 > ACTIVE).length,
    /** Nats a token, given the plan. */
    reconstruction,
    elbo: reconstruction + kl / time,
    pieces: pieces.length * ROWS,
    pieceTokens: time,
  }
}

/** Mean nats a token of pieces that begin with no memory and no plan. */
function freshLoss(model: TextModel, pieces: readonly HostPiece[], time: number, threads: number): number {
  const memory = model.memory(ROWS)
  const step = compile(
    (tokens: tf.Tensor1D, targets: tf.Tensor1D) => {
      const logits = model.logits(batchOf(time, tokens, targets), memory)
      return [crossEntropy(logits, targets)]
    },
    { vars: [...model.weights.values(), ...memory.values()], threads, name: 'fresh pieces' },
  )
  let loss = 0
  overPieces(pieces, step, ([nats]) => {
    loss += nats[0] / pieces.length
    clear(memory)
  })
  step.dispose()
  tf.dispose([...memory.values()])
  return loss
}

/** A morph between two held-out sentences and variations of the first. */
function writings({ model, tokenizer }: LoadedModel, validation: TokenStream, threads: number) {
  const map = new LatentMap(model, tokenizer, threads)
  const sentences = tokenizer
    .decode([...validation.tokens.subarray(0, 4000)])
    .split(/(?<=[.!?]["”’]?)\s+/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length > 50 && sentence.length < 120)
  const [first, last] = [sentences[0] ?? '', sentences[5] ?? '']
  const [from, to] = [map.locate(first), map.locate(last)]
  const settings = { maxWords: 16, seed: 1, sampling: { temperature: 0.5 } }
  return {
    first,
    last,
    morph: map.write(between(from.mean, to.mean, 5), settings),
    around: map.write(around(from, 4, 1, new Random(1)), settings),
  }
}
