// Packs token numbers of sentences into the rectangles that the GRU reader takes; sentences of like length together.
import * as tf from '@tensorflow/tfjs-core'
import type { ReaderBatch } from './gru-reader.ts'

/** Lengths that rectangles have: every shape is compiled once. Longer sentences are read up to the last. */
export const LENGTHS = [12, 24, 48] as const
const LONGEST = LENGTHS[LENGTHS.length - 1]

/** Which sentences go together, each group at most `size` of one length. */
export const groupByLength = (
  sentences: readonly Int32Array[],
  size: number,
): { readonly time: number; readonly members: readonly number[] }[] => {
  const byLength = LENGTHS.map((): number[] => [])
  sentences.forEach(({ length }, i) => {
    const at = LENGTHS.findIndex((longest) => length <= longest)
    byLength[at < 0 ? LENGTHS.length - 1 : at].push(i)
  })
  return byLength.flatMap((members, at) =>
    Array.from({ length: Math.ceil(members.length / size) }, (_, i) => ({
      time: LENGTHS[at],
      members: members.slice(i * size, (i + 1) * size),
    })),
  )
}

/** Of exactly `size` rows: what is missing is filled with empty sentences. The caller disposes the tensors. */
export const toBatch = (
  sentences: readonly Int32Array[],
  { time, members }: { readonly time: number; readonly members: readonly number[] },
  size: number,
): ReaderBatch => {
  const tokens = new Int32Array(time * size)
  const backward = new Int32Array(time * size)
  const mask = new Float32Array(time * size)
  for (let column = 0; column < size; column++) {
    const sentence = column < members.length ? sentences[members[column]] : new Int32Array(0)
    const length = Math.max(1, Math.min(sentence.length, time, LONGEST))
    for (let at = 0; at < length; at++) {
      tokens[at * size + column] = sentence[at] ?? 0
      backward[at * size + column] = sentence[length - 1 - at] ?? 0
      mask[at * size + column] = 1
    }
  }
  return {
    tokens: tf.tensor2d(tokens, [time, size], 'int32'),
    backward: tf.tensor2d(backward, [time, size], 'int32'),
    mask: tf.tensor2d(mask, [time, size]),
  }
}
