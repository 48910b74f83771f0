// Teaches an adapter over a trained model from preferences, and tells how likely passages are with and without one. Where the
// preferences come from, and whether the adapter is used, is not known here.
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { CONDITION_SIZE } from '../../models/condition.ts'
import type { TextModel } from '../../models/types.ts'
import { compile } from '../../nn/compile/index.ts'
import { AdamW } from '../../nn/optimizers/adamw.ts'
import { Random } from '../../nn/seed.ts'
import { decodeWeights, encodeWeights } from '../../nn/weights.ts'
import { adaptedDefinition, createAdapter, joinAdapter, type AdapterPlan } from '../adapted-model.ts'
import { loadModel, readVariables, saveModel, writeVariables, type LoadedModel } from '../model-file.ts'
import { ROW_TOKENS, toBatch, tokenRow, type PreferenceLesson, type TokenRow } from './preference-batch.ts'
import { PREFERENCE_DEFAULTS, preferenceLoss } from './preference-loss.ts'

/** A few hundred verdicts are little to learn from: a small change of the matrices alone. */
const PLAN: AdapterPlan = { kind: 'lora', rank: 4, scale: 2, tableRank: 0, gains: false }
const PAIRS = 4
const ROWS = 2 * PAIRS
const PASSES = 3
const LEAST_STEPS = 24
const MOST_STEPS = 240
const LEARNING_RATE = 1e-3
const WARM_UP = 8
const FORMAT = 'arcwright-adapter-1'

export interface TuningWork {
  readonly threads: number
  readonly signal: AbortSignal
  progress(share: number): void
  /** Lets aborts in, between two steps. */
  readonly turn: () => Promise<unknown>
}

type StepInputs = [tf.Tensor1D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D]

/** Summed log-probabilities of the masked tokens, a row each: [rows]. */
const rowLikelihoods = (
  model: TextModel,
  [tokens, targets, conditions, mask]: StepInputs,
  rows: number,
): tf.Tensor1D => {
  if (!model.likelihoods) throw new TypeError('This model cannot learn from preferences')
  const each = model.likelihoods({ time: ROW_TOKENS, batch: rows, tokens, targets, conditions })
  const masked = tf.reshape<tf.Rank.R2>(tf.mul(each, mask), [ROW_TOKENS, rows])
  return tf.sum(masked, 0)
}

const inputsOf = (rows: readonly TokenRow[]): StepInputs => {
  const { tokens, targets, conditions, mask } = toBatch(rows)
  return [
    tf.tensor1d(tokens, 'int32'),
    tf.tensor1d(targets, 'int32'),
    tf.tensor2d(conditions, [rows.length * ROW_TOKENS, CONDITION_SIZE]),
    tf.tensor1d(mask),
  ]
}

const adapted = ({ definition, model, card }: LoadedModel, plan: AdapterPlan, random: Random): TextModel =>
  adaptedDefinition({ definition, model }, plan).create(
    card.settings,
    { vocabularySize: card.vocabularySize },
    random,
  )

const header = z.object({ format: z.literal(FORMAT), plan: z.string(), base: z.string().max(200) })
/** It may come from anyone's file: nothing that would not fit any machine. */
const loraPlan = z.object({
  kind: z.literal('lora'),
  rank: z.int().min(1).max(64),
  scale: z.number().min(0).max(16),
  tableRank: z.int().min(0).max(64),
  gains: z.boolean(),
})

/** What an adapter's bytes say of themselves. Throws for other bytes. */
export const readAdapter = (bytes: Uint8Array) => {
  const { tensors, metadata } = decodeWeights(Buffer.from(bytes))
  const { plan, base } = header.parse(metadata)
  return { tensors, base, plan: loraPlan.parse(JSON.parse(plan)) }
}

/** The id of the model that it belongs to. */
export const baseOfAdapter = (bytes: Uint8Array): string => readAdapter(bytes).base

interface Tuning {
  readonly modelFile: string
  /** Written into the adapter's bytes: whose it is. */
  readonly base: string
  readonly lessons: readonly PreferenceLesson[]
  /** An adapter to go on from. */
  readonly before: Uint8Array | null
  readonly seed: number
}

/** Sums of log-probabilities of rows under a model, a batch at a time. */
const measureRows = async (
  model: TextModel,
  vars: Iterable<tf.Variable>,
  rows: readonly TokenRow[],
  { threads, signal, turn, progress }: TuningWork,
): Promise<readonly number[]> => {
  const measure = compile((...inputs: StepInputs) => rowLikelihoods(model, inputs, ROWS), {
    vars,
    threads,
    name: 'likelihoods',
  })
  const sums: number[] = []
  try {
    for (let from = 0; from < rows.length; from += ROWS) {
      await turn()
      signal.throwIfAborted()
      const part = rows.slice(from, from + ROWS)
      const full = [...part, ...Array<TokenRow>(ROWS - part.length).fill(part[0])]
      const inputs = inputsOf(full)
      const found = measure(...inputs)
      sums.push(...[...found.dataSync()].slice(0, part.length))
      tf.dispose([...inputs, found])
      progress(Math.min(1, (from + ROWS) / rows.length))
    }
    return sums
  } finally {
    measure.dispose()
  }
}

/** The adapter's bytes after learning: the same for the same lessons and seed. Rejects with the signal's reason. */
export const tunePreferences = async (
  { modelFile, base, lessons, before, seed }: Tuning,
  work: TuningWork,
): Promise<Uint8Array> => {
  const random = new Random(seed)
  const loaded = await loadModel(modelFile)
  const { tokenizer, card, model: plain } = loaded
  const known = before && readAdapter(before)
  const plan = known?.base === base ? known.plan : PLAN
  const model = adapted(loaded, plan, random)
  try {
    if (known?.base === base) writeVariables(model.weights, known.tensors)
    const rowOf = (prompt: string, text: string): TokenRow =>
      tokenRow(prompt, text, tokenizer, card.plainMarks === true)
    const pairs = lessons.flatMap(({ prompt, better, worse }) => {
      const [good, bad] = [rowOf(prompt, better), rowOf(prompt, worse ?? better)]
      return good.count > 0 && bad.count > 0 ? [{ good, bad, weight: worse === null ? 0 : 1 }] : []
    })
    if (pairs.length === 0) throw new RangeError('There is no passage to learn from')
    const part = (from: number, to: number) => (share: number) => work.progress(from + (to - from) * share)
    const rows = pairs.flatMap(({ good, bad }) => [good, bad])
    // The model without any adapter is what must not be left too far behind.
    const reference = await measureRows(plain, plain.weights.values(), rows, {
      ...work,
      progress: part(0, 0.15),
    })
    const optimizer = new AdamW(model.weights)
    const learnt = [...model.weights.values()]
    const step = compile(
      (
        ...[tokens, targets, conditions, mask, pairNumbers, learningRate]: [
          ...StepInputs,
          tf.Tensor2D,
          tf.Scalar,
        ]
      ) => {
        const { value, grads } = tf.variableGrads(() => {
          const sums = rowLikelihoods(model, [tokens, targets, conditions, mask], ROWS)
          const [betterBefore, worseBefore, betterTokens, weight] = tf.unstack(pairNumbers) as tf.Tensor1D[]
          return preferenceLoss(
            {
              better: tf.slice1d(sums, 0, PAIRS),
              worse: tf.slice1d(sums, PAIRS, PAIRS),
              betterBefore,
              worseBefore,
              betterTokens,
              weight,
            },
            PREFERENCE_DEFAULTS,
          )
        }, learnt)
        optimizer.apply(grads, learningRate)
        return value
      },
      {
        vars: [...plain.weights.values(), ...learnt, ...optimizer.state.values()],
        threads: work.threads,
        name: 'preferences',
      },
    )
    const steps = Math.max(LEAST_STEPS, Math.min(MOST_STEPS, Math.ceil((PASSES * pairs.length) / PAIRS)))
    let order: number[] = []
    try {
      for (let at = 0; at < steps; at++) {
        await work.turn()
        work.signal.throwIfAborted()
        while (order.length < PAIRS) order = [...order, ...random.shuffle([...pairs.keys()])]
        const drawn = order.slice(0, PAIRS)
        order = order.slice(PAIRS)
        const chosen = drawn.map((index) => pairs[index])
        const inputs = inputsOf([...chosen.map(({ good }) => good), ...chosen.map(({ bad }) => bad)])
        const numbers = tf.tensor2d([
          drawn.map((index) => reference[2 * index]),
          drawn.map((index) => reference[2 * index + 1]),
          chosen.map(({ good }) => good.count),
          chosen.map(({ weight }) => weight),
        ])
        const rate = tf.scalar(LEARNING_RATE * Math.min(1, (at + 1) / WARM_UP) * (1 - at / steps))
        tf.dispose([...inputs, numbers, rate, step(...inputs, numbers, rate)])
        part(0.15, 1)((at + 1) / steps)
      }
    } finally {
      step.dispose()
      optimizer.dispose()
    }
    const metadata = { format: FORMAT, plan: JSON.stringify(plan), base }
    return new Uint8Array(encodeWeights({ tensors: readVariables(model.weights), metadata }))
  } finally {
    model.dispose()
    plain.dispose()
  }
}

/** Mean nats a token of each passage after its prompt; not a number for one without tokens. */
export const lossesOf = async (
  modelFile: string,
  adapter: Uint8Array | null,
  passages: readonly { readonly prompt: string; readonly text: string }[],
  work: TuningWork,
): Promise<readonly number[]> => {
  const loaded = await loadModel(modelFile)
  const { tokenizer, card, model: plain } = loaded
  const known = adapter && readAdapter(adapter)
  const model = known ? adapted(loaded, known.plan, new Random(0)) : plain
  try {
    if (known) writeVariables(model.weights, known.tensors)
    const rows = passages.map(({ prompt, text }) =>
      tokenRow(prompt, text, tokenizer, card.plainMarks === true),
    )
    const vars = new Set([...plain.weights.values(), ...model.weights.values()])
    const sums = await measureRows(model, vars, rows, work)
    return sums.map((sum, at) => (rows[at].count === 0 ? Number.NaN : -sum / rows[at].count))
  } finally {
    if (model !== plain) model.dispose()
    plain.dispose()
  }
}

/** A model file of the model with the adapter merged into it. */
export const mergeAdapter = async (modelFile: string, bytes: Uint8Array, target: string): Promise<void> => {
  const loaded = await loadModel(modelFile)
  const { tensors, plan } = readAdapter(bytes)
  const adapter = createAdapter(loaded.model, plan, new Random(0))
  writeVariables(adapter.weights, tensors)
  const model = joinAdapter(loaded.model, adapter)
  await saveModel(target, { ...loaded, model })
  model.dispose()
}
