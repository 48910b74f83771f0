// The oracle as data and as referee: draws the texts to learn from, scores what others write.
import * as tf from '@tensorflow/tfjs-core'
import { compile } from '../../nn/compile/index.ts'
import type { Random } from '../../nn/seed.ts'
import { write, type Writer } from '../../models/seqgan/play.ts'
import { selfBleu } from '../../text/self-bleu.ts'
import { LENGTH, type PaperLstm } from './paper-lstm.ts'

const ROWS = 256
const BLEU_TEXTS = 500

/** Texts in rows of LENGTH word numbers, one after the other. */
export type Texts = Int32Array

export interface Judgement {
  /** The oracle's nats a token of what was written: quality. */
  readonly oracleNll: number
  /** The writer's nats a token of the oracle's own texts: breadth. */
  readonly testNll: number
  /** Of word pairs, 500 texts: repetition. */
  readonly selfBleu2: number
}

/** Rows of texts → [LENGTH · rows], time first, from row `start`. */
export function timeFirst(texts: Texts, rows: readonly number[]): Int32Array {
  const batch = new Int32Array(rows.length * LENGTH)
  rows.forEach((row, r) => {
    for (let t = 0; t < LENGTH; t++) batch[t * rows.length + r] = texts[row * LENGTH + t]!
  })
  return batch
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)

/** `count` texts, a multiple of 256, from a writer whose weights are `model`'s. */
export function writeTexts(
  model: PaperLstm,
  writer: Writer,
  count: number,
  random: Random,
  threads: number,
): Texts {
  const step = compile(() => tf.stack([...write(writer, model.opening(ROWS), LENGTH, random).tokens], 1), {
    vars: model.weights.values(),
    threads,
    name: 'writing',
  })
  const texts = new Int32Array(count * LENGTH)
  for (let at = 0; at < count; at += ROWS) {
    const rows = step()
    texts.set(rows.dataSync(), at * LENGTH)
    rows.dispose()
  }
  step.dispose()
  return texts
}

/** Mean nats a token of the texts under a model, its logits divided by the temperature. */
export function lossOf(model: PaperLstm, texts: Texts, threads: number, temperature = 1): number {
  const step = compile((batch: tf.Tensor1D) => model.loss(batch, ROWS, temperature), {
    vars: model.weights.values(),
    threads,
    name: 'scoring',
  })
  const count = texts.length / LENGTH
  let sum = 0
  for (let at = 0; at < count; at += ROWS) {
    const batch = tf.tensor1d(timeFirst(texts, range(at, ROWS)), 'int32')
    const loss = step(batch)
    sum += loss.dataSync()[0] * ROWS
    tf.dispose([batch, loss])
  }
  step.dispose()
  return sum / count
}

/** Judges a generator by `count` texts of its own and by the oracle's `heldOut` texts. */
export function judge(
  oracle: PaperLstm,
  generator: PaperLstm,
  options: {
    readonly temperature: number
    readonly count: number
    readonly heldOut: Texts
    readonly random: Random
    readonly threads: number
  },
): Judgement {
  const { temperature, count, heldOut, random, threads } = options
  const texts = writeTexts(generator, generator.at(temperature), count, random, threads)
  const rows = range(0, Math.min(BLEU_TEXTS, count)).map((row) => [
    ...texts.subarray(row * LENGTH, (row + 1) * LENGTH),
  ])
  return {
    oracleNll: lossOf(oracle, texts, threads),
    testNll: lossOf(generator, heldOut, threads, temperature),
    selfBleu2: selfBleu(rows, 2),
  }
}
