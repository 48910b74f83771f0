// How likely a model finds the tokens of rows: as part of a step that learns, and measured for many rows, a batch at a time.
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../../models/condition.ts'
import type { TextModel } from '../../models/types.ts'
import { compile } from '../../nn/compile/index.ts'
import { ROW_TOKENS, toBatch, type TokenRow } from './preference-batch.ts'

export interface TuningWork {
  readonly threads: number
  readonly signal: AbortSignal
  progress(share: number): void
  /** Lets aborts in, between two steps. */
  readonly turn: () => Promise<unknown>
}

export type RowInputs = [
  tokens: tf.Tensor1D,
  targets: tf.Tensor1D,
  conditions: tf.Tensor2D,
  mask: tf.Tensor1D,
]

/** Rows of a batch while measuring, whoever asks. */
const ROWS = 8

export const inputsOf = (rows: readonly TokenRow[]): RowInputs => {
  const { tokens, targets, mask, conditions } = toBatch(rows)
  return [
    tf.tensor1d(tokens, 'int32'),
    tf.tensor1d(targets, 'int32'),
    tf.tensor2d(conditions, [rows.length * ROW_TOKENS, CONDITION_SIZE]),
    tf.tensor1d(mask),
  ]
}

/** Log-probability of every target: [ROW_TOKENS, rows]. Throws TypeError for a model that cannot tell. */
export const targetLikelihoods = (
  model: TextModel,
  [tokens, targets, conditions]: RowInputs,
  rows: number,
): tf.Tensor2D => {
  if (!model.likelihoods) throw new TypeError('This model cannot learn from preferences')
  const each = model.likelihoods({ time: ROW_TOKENS, batch: rows, tokens, targets, conditions })
  return tf.reshape<tf.Rank.R2>(each, [ROW_TOKENS, rows])
}

/** What one row was found to be. */
export interface RowLikelihood {
  /** Of the whole passage. */
  readonly passage: number
  /** [ROW_TOKENS] of every target, those outside text included. */
  readonly each: Float32Array
}

/** Asks one model, as its weights are at that moment; dispose it. */
export class RowMeasure {
  readonly #step: ReturnType<typeof compile>
  readonly #work: Omit<TuningWork, 'progress'>

  constructor(model: TextModel, vars: Iterable<tf.Variable>, work: Omit<TuningWork, 'progress'>) {
    this.#work = work
    const each = (...inputs: tf.Tensor[]): tf.Tensor => targetLikelihoods(model, inputs as RowInputs, ROWS)
    this.#step = compile(each, { vars: [...new Set(vars)], threads: work.threads, name: 'likelihoods' })
  }

  /** Rejects with the signal's reason. */
  async of(
    rows: readonly TokenRow[],
    progress: (share: number) => void = () => undefined,
  ): Promise<readonly RowLikelihood[]> {
    const found: RowLikelihood[] = []
    for (let from = 0; from < rows.length; from += ROWS) {
      await this.#work.turn()
      this.#work.signal.throwIfAborted()
      const part = rows.slice(from, from + ROWS)
      const inputs = inputsOf([...part, ...Array<TokenRow>(ROWS - part.length).fill(part[0])])
      const likelihoods = this.#step(...inputs) as tf.Tensor
      const numbers = likelihoods.dataSync<'float32'>()
      part.forEach(({ mask }, at) => {
        const each = Float32Array.from({ length: ROW_TOKENS }, (_, time) => numbers[time * ROWS + at])
        found.push({ each, passage: each.reduce((sum, value, time) => sum + mask[time] * value, 0) })
      })
      tf.dispose([...inputs, likelihoods])
      progress(Math.min(1, (from + ROWS) / rows.length))
    }
    return found
  }

  dispose(): void {
    this.#step.dispose()
  }
}

/** Mean nats a token; not a number for a row without tokens of a passage. */
export const lossOf = ({ passage }: RowLikelihood, { count }: TokenRow): number =>
  count === 0 ? Number.NaN : -passage / count

/** Mean over those that have one. */
export const meanLoss = (losses: readonly number[]): number => {
  const told = losses.filter((loss) => !Number.isNaN(loss))
  return told.reduce((sum, loss) => sum + loss, 0) / told.length
}
