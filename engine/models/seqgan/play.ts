// The generator's side of the game: writing by sampling, and judging every token by texts completed from there.
// Yu et al. 2017 (arXiv 1609.05473), with the rollouts of all places carried side by side in one growing batch.
import * as tf from '@tensorflow/tfjs-core'
import { randomInput } from '../../nn/compile/index.ts'
import { sampleCategorical, withoutGradient } from '../../nn/ops/categorical.ts'
import type { Random } from '../../nn/seed.ts'

/** What a writer remembers; each tensor [rows, …]. */
export type WriterState = readonly tf.Tensor2D[]

export interface Writer {
  /** Reads one token a row, int32 [rows]; logits [rows, vocabulary] of the next. */
  advance(
    tokens: tf.Tensor1D,
    state: WriterState,
  ): { readonly logits: tf.Tensor2D; readonly state: WriterState }
}

/** Where the texts begin: the first token to read and the state before it. */
export interface Opening {
  /** int32 [rows] */
  readonly token: tf.Tensor1D
  readonly state: WriterState
}

/** Logits [rows, vocabulary] → int32 [rows]. */
const draw = (logits: tf.Tensor2D, random: Random): tf.Tensor1D =>
  sampleCategorical(logits, randomInput([logits.shape[0], 1], random) as tf.Tensor2D)

export interface Written {
  /** One int32 [rows] a place. */
  readonly tokens: readonly tf.Tensor1D[]
  /** The state before a place's token was chosen, that is, before the token ahead of it was read. */
  readonly states: readonly WriterState[]
}

/** Lets the writer write `length` tokens a row; call it inside withoutGradient or where no gradient is asked. */
export function write(writer: Writer, { token, state }: Opening, length: number, random: Random): Written {
  const tokens: tf.Tensor1D[] = []
  const states: WriterState[] = []
  let [last, before] = [token, state]
  for (let place = 0; place < length; place++) {
    states.push(before)
    const next = writer.advance(last, before)
    before = next.state
    last = draw(next.logits, random)
    tokens.push(last)
  }
  return { tokens, states }
}

/** One tensor a place, [rows] each → a row's text in one piece [rows · places]. */
export const byRow = (tokens: readonly tf.Tensor1D[]): tf.Tensor1D =>
  tf.reshape(tf.transpose(tf.stack([...tokens])), [-1])

const repeat = <T extends tf.Tensor>(x: T, times: number): T =>
  times === 1 ? x : tf.tile<T>(x, [times, ...x.shape.slice(1).map(() => 1)])
const join = <T extends tf.Tensor>(parts: readonly T[]): T =>
  parts.length === 1 ? parts[0] : tf.concat<T>([...parts])

/**
 * Probability of "real", mean over `rollouts` completions of the text up to and with each token: [places, rows].
 * The completions of all places run side by side: those of place p join when the writing reaches it.
 * @param judge a row's text in one piece, int32 [n · places] → logits [n]
 */
export function rewards(
  writer: Writer,
  judge: (tokens: tf.Tensor1D, rows: number) => tf.Tensor1D,
  { tokens, states }: Written,
  { rollouts, random }: { readonly rollouts: number; readonly random: Random },
): tf.Tensor2D {
  return withoutGradient(() => {
    const places = tokens.length
    const rows = tokens[0].shape[0]
    const group = rollouts * rows
    const last = places - 1
    // Column j of the completed texts: drawn where the text was already being completed, as written elsewhere.
    const columns: tf.Tensor1D[] = [repeat(tokens[0], rollouts * last)]
    let drawn: tf.Tensor1D | null = null
    let carried: WriterState = []
    for (let place = 1; place < places; place++) {
      const joining = states[place].map((part) => repeat(part, rollouts))
      const read: tf.Tensor1D = join([...(drawn ? [drawn] : []), repeat(tokens[place - 1], rollouts)])
      const state = joining.map((part, i) => join([...(drawn ? [carried[i]] : []), part]))
      const next = writer.advance(read, state)
      carried = next.state
      drawn = draw(next.logits, random)
      const untouched = last - place
      columns.push(join([drawn, ...(untouched > 0 ? [repeat(tokens[place], rollouts * untouched)] : [])]))
    }
    const whole = tf.sigmoid(judge(byRow(tokens), rows))
    const completed = tf.sigmoid(judge(byRow(columns), last * group))
    const mean = tf.mean(tf.reshape(completed, [last, rollouts, rows]), 1)
    return tf.concat([mean, tf.reshape(whole, [1, rows])]) as tf.Tensor2D
  })
}
