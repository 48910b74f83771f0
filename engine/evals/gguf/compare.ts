// Two readers of one text, position by position: do they expect the same next token, and how far apart are they?
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE, conditionVector, type Condition } from '../../models/condition.ts'
import type { TextModel } from '../../models/types.ts'

const AT_ONCE = 20

/** Natural logarithms of our own probabilities after every token, a row [vocabulary] each; eager, some positions a call. */
export const readByModel = (
  model: TextModel,
  tokens: readonly number[],
  condition?: Condition,
): Float32Array[] => {
  const memory = model.memory(1)
  const told = conditionVector(condition)
  const rows: Float32Array[] = []
  for (let from = 0; from < tokens.length; from += AT_ONCE) {
    const piece = Int32Array.from(tokens.slice(from, from + AT_ONCE))
    const time = piece.length
    const conditions = new Float32Array(time * CONDITION_SIZE)
    for (let at = 0; at < time; at++) conditions.set(told, at * CONDITION_SIZE)
    const logits = tf.tidy(() => {
      const inputs = {
        tokens: tf.tensor1d(piece, 'int32'),
        conditions: tf.tensor2d(conditions, [time, CONDITION_SIZE]),
      }
      return tf.logSoftmax(model.logits({ time, batch: 1, ...inputs }, memory)).dataSync<'float32'>()
    })
    const width = logits.length / time
    for (let at = 0; at < time; at++) rows.push(logits.slice(at * width, (at + 1) * width))
  }
  tf.dispose([...memory.values()])
  return rows
}

const argmax = (row: Float32Array): number => row.indexOf(row.reduce((a, b) => Math.max(a, b), -Infinity))

export interface Agreement {
  readonly positions: number
  /** At so many of them both expect the same token most. */
  readonly sameTop: number
  /** The largest difference of log-probabilities anywhere. */
  readonly furthest: number
}

export const agreementOf = (ours: readonly Float32Array[], theirs: readonly Float32Array[]): Agreement => ({
  positions: ours.length,
  sameTop: ours.filter((row, at) => argmax(row) === argmax(theirs[at])).length,
  furthest: ours.reduce(
    (most, row, at) => row.reduce((far, value, i) => Math.max(far, Math.abs(value - theirs[at][i])), most),
    0,
  ),
})
