// Teaches an adapter over a trained model from preferences, and tells how likely passages are with and without one. Where the
// preferences come from, and whether the adapter is used, is not known here.
import * as tf from '@tensorflow/tfjs-core'
import type { TextModel } from '../../models/types.ts'
import { shareOfChange } from '../../nn/adapters/lora.ts'
import { compile } from '../../nn/compile/index.ts'
import { AdamW } from '../../nn/optimizers/adamw.ts'
import { Random } from '../../nn/seed.ts'
import { adaptedDefinition, createAdapter, joinAdapter } from '../adapted-model.ts'
import { loadModel, readVariables, saveModel, writeVariables, type LoadedModel } from '../model-file.ts'
import { adapterBytes, readAdapter, type KnownAdapter } from './adapter-bytes.ts'
import { chooseShare, SHARES, type MeasuredShare } from './hold-back.ts'
import { ROW_TOKENS, tokenRow, type PreferenceLesson, type TokenRow } from './preference-batch.ts'
import { driftLoss, lossOfPairs, PREFERENCE_DEFAULTS, preferenceLoss } from './preference-loss.ts'
import {
  inputsOf,
  lossOf,
  meanLoss,
  RowMeasure,
  targetLikelihoods,
  type RowInputs,
  type RowLikelihood,
  type TuningWork,
} from './row-likelihoods.ts'

/** A few hundred verdicts are little to learn from: a small change of the matrices alone. */
const PLAN: KnownAdapter['plan'] = { kind: 'lora', rank: 4, scale: 2, tableRank: 0, gains: false }
const PAIRS = 4
const ROWS = 2 * PAIRS
const PASSES = 3
const LEAST_STEPS = 24
const MOST_STEPS = 240
const LEARNING_RATE = 1e-3
const WARM_UP = 8
/** One occasion in so many says how much of the change is used, and is not learnt from. */
const ASKED = 5

const adapted = (
  { definition, model, card }: LoadedModel,
  plan: KnownAdapter['plan'],
  random: Random,
): TextModel =>
  adaptedDefinition({ definition, model }, plan).create(
    card.settings,
    { vocabularySize: card.vocabularySize },
    random,
  )

interface Tuning {
  readonly modelFile: string
  /** Written into the adapter's bytes: whose it is. */
  readonly base: string
  readonly lessons: readonly PreferenceLesson[]
  /** Prose that is nobody's, which must be read about as well as before. */
  readonly keep: readonly string[]
  /** An adapter to go on from. */
  readonly before: Uint8Array | null
  readonly seed: number
}

interface Pair {
  readonly group: string
  readonly good: TokenRow
  readonly bad: TokenRow
  readonly weight: number
  /** Under the model without any adapter, which must not be left too far behind. */
  readonly goodBefore: RowLikelihood
  readonly badBefore: RowLikelihood
}

/** Whole occasions, so that nothing is asked of what was learnt from; all for both where there are too few. */
const splitPairs = (
  pairs: readonly Pair[],
  random: Random,
): { readonly learnt: readonly Pair[]; readonly asked: readonly Pair[] } => {
  const groups = random.shuffle([...new Set(pairs.map(({ group }) => group))])
  const kept = new Set(groups.slice(0, Math.floor(groups.length / ASKED)))
  if (kept.size === 0) return { learnt: pairs, asked: pairs }
  return {
    learnt: pairs.filter(({ group }) => !kept.has(group)),
    asked: pairs.filter(({ group }) => kept.has(group)),
  }
}

/** [ROW_TOKENS, rows] of numbers that each row has for every token. */
const sideBySide = (rows: readonly Float32Array[]): tf.Tensor2D => {
  const numbers = new Float32Array(ROW_TOKENS * rows.length)
  rows.forEach((row, at) => row.forEach((value, time) => (numbers[time * rows.length + at] = value)))
  return tf.tensor2d(numbers, [ROW_TOKENS, rows.length])
}

type StepInputs = [
  ...RowInputs,
  drifting: tf.Tensor2D,
  before: tf.Tensor2D,
  pairs: tf.Tensor2D,
  rate: tf.Scalar,
]

/** Changes the model's weights, from most of the pairs a few times over. Rejects with the signal's reason. */
const learnPairs = async (
  model: TextModel,
  plain: TextModel,
  pairs: readonly Pair[],
  random: Random,
  { threads, signal, turn, progress }: TuningWork,
): Promise<void> => {
  const optimizer = new AdamW(model.weights)
  const learnt = [...model.weights.values()]
  const vars = [...plain.weights.values(), ...learnt, ...optimizer.state.values()]
  const step = compile(
    (...[tokens, targets, conditions, mask, drifting, before, pairNumbers, rate]: StepInputs) => {
      const { value, grads } = tf.variableGrads(() => {
        const each = targetLikelihoods(model, [tokens, targets, conditions, mask], ROWS)
        const passage = tf.reshape<tf.Rank.R2>(mask, [ROW_TOKENS, ROWS])
        const sums = tf.sum<tf.Tensor1D>(tf.mul(each, passage), 0)
        const [betterBefore, worseBefore, betterTokens, weight] = tf.unstack(pairNumbers) as tf.Tensor1D[]
        const [better, worse] = [tf.slice1d(sums, 0, PAIRS), tf.slice1d(sums, PAIRS, PAIRS)]
        const loss = preferenceLoss(
          { better, worse, betterBefore, worseBefore, betterTokens, weight },
          PREFERENCE_DEFAULTS,
        )
        const drift = driftLoss(each, before, drifting)
        return tf.add<tf.Scalar>(loss, tf.mul(drift, tf.scalar(PREFERENCE_DEFAULTS.gamma)))
      }, learnt)
      optimizer.apply(grads, rate)
      return value
    },
    { vars, threads, name: 'preferences' },
  )
  const steps = Math.max(LEAST_STEPS, Math.min(MOST_STEPS, Math.ceil((PASSES * pairs.length) / PAIRS)))
  let order: number[] = []
  try {
    for (let at = 0; at < steps; at++) {
      await turn()
      signal.throwIfAborted()
      while (order.length < PAIRS) order = [...order, ...random.shuffle([...pairs.keys()])]
      const chosen = order.slice(0, PAIRS).map((index) => pairs[index])
      order = order.slice(PAIRS)
      const rows = [...chosen.map(({ good }) => good), ...chosen.map(({ bad }) => bad)]
      const known = [
        ...chosen.map(({ goodBefore }) => goodBefore),
        ...chosen.map(({ badBefore }) => badBefore),
      ]
      const inputs: StepInputs = [
        ...inputsOf(rows),
        sideBySide(rows.map(({ before }) => before)),
        sideBySide(known.map(({ each }) => each)),
        tf.tensor2d([
          chosen.map(({ goodBefore }) => goodBefore.passage),
          chosen.map(({ badBefore }) => badBefore.passage),
          chosen.map(({ good }) => good.count),
          chosen.map(({ weight }) => weight),
        ]),
        tf.scalar(LEARNING_RATE * Math.min(1, (at + 1) / WARM_UP) * (1 - at / steps)),
      ]
      tf.dispose([...inputs, step(...inputs)])
      progress((at + 1) / steps)
    }
  } finally {
    step.dispose()
    optimizer.dispose()
  }
}

/** Sets the model's weights to that share of its change which serves best, and tells which. Rejects with the signal's reason. */
const holdBack = async (
  model: TextModel,
  measure: RowMeasure,
  asked: readonly Pair[],
  keep: { readonly rows: readonly TokenRow[]; readonly before: number },
  progress: (share: number) => void,
): Promise<number> => {
  const whole = readVariables(model.weights)
  const measured: MeasuredShare[] = []
  const passages = [...asked.map(({ good }) => good), ...asked.map(({ bad }) => bad)]
  for (const share of SHARES) {
    writeVariables(model.weights, shareOfChange(whole, share))
    const found = await measure.of([...passages, ...keep.rows])
    const loss = lossOfPairs(
      asked.map(({ good, weight, goodBefore, badBefore }, at) => ({
        better: found[at].passage,
        worse: found[asked.length + at].passage,
        betterBefore: goodBefore.passage,
        worseBefore: badBefore.passage,
        betterTokens: good.count,
        weight,
      })),
      PREFERENCE_DEFAULTS,
    )
    const losses = keep.rows.map((row, at) => lossOf(found[passages.length + at], row))
    measured.push({ share, loss, kept: keep.rows.length === 0 ? 1 : keep.before / meanLoss(losses) })
    progress(measured.length / SHARES.length)
  }
  const { share } = chooseShare(measured)
  writeVariables(model.weights, shareOfChange(whole, share))
  return share
}

/** The adapter's bytes after learning: the same for the same lessons and seed. Rejects with the signal's reason. */
export const tunePreferences = async (
  { modelFile, base, lessons, keep, before, seed }: Tuning,
  work: TuningWork,
): Promise<Uint8Array> => {
  const random = new Random(seed)
  const loaded = await loadModel(modelFile)
  const { tokenizer, card, model: plain } = loaded
  const known = before && readAdapter(before)
  const plan = known?.base === base ? known.plan : PLAN
  const model = adapted(loaded, plan, random)
  const part = (from: number, to: number) => (share: number) => work.progress(from + (to - from) * share)
  const reference = new RowMeasure(plain, plain.weights.values(), work)
  const own = new RowMeasure(model, [...plain.weights.values(), ...model.weights.values()], work)
  try {
    if (known?.base === base) writeVariables(model.weights, known.tensors)
    const rowOf = (prompt: string, text: string): TokenRow =>
      tokenRow(prompt, text, tokenizer, card.plainMarks === true)
    const told = lessons.flatMap(({ group, prompt, better, worse }) => {
      const [good, bad] = [rowOf(prompt, better), rowOf(prompt, worse ?? better)]
      return good.count > 0 && bad.count > 0 ? [{ group, good, bad, weight: worse === null ? 0 : 1 }] : []
    })
    if (told.length === 0) throw new RangeError('There is no passage to learn from')
    const rows = keep.map((text) => rowOf('\n\n', text)).filter(({ count }) => count > 0)
    const found = await reference.of(
      [...told.flatMap(({ good, bad }) => [good, bad]), ...rows],
      part(0, 0.12),
    )
    const pairs = told.map((each, at) => ({
      ...each,
      goodBefore: found[2 * at],
      badBefore: found[2 * at + 1],
    }))
    const read = meanLoss(rows.map((row, at) => lossOf(found[2 * told.length + at], row)))
    const { learnt, asked } = splitPairs(pairs, random)
    await learnPairs(model, plain, learnt, random, { ...work, progress: part(0.12, 0.8) })
    const share = await holdBack(model, own, asked, { rows, before: read }, part(0.8, 1))
    return adapterBytes({ tensors: readVariables(model.weights), plan, base, share })
  } finally {
    reference.dispose()
    own.dispose()
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
  const measure = new RowMeasure(model, [...plain.weights.values(), ...model.weights.values()], work)
  try {
    if (known) writeVariables(model.weights, known.tensors)
    const rows = passages.map(({ prompt, text }) =>
      tokenRow(prompt, text, tokenizer, card.plainMarks === true),
    )
    return (await measure.of(rows, work.progress)).map((found, at) => lossOf(found, rows[at]))
  } finally {
    measure.dispose()
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
