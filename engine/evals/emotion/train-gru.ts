// Trains the GRU reader of the emotion model on labelled sentences, starting from word vectors.
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as tf from '@tensorflow/tfjs-core'
import { GruReader, type Dropout, type GruReaderShape } from '../../analysis/emotion/gru-reader.ts'
import { OUTPUTS } from '../../analysis/emotion/labels.ts'
import { groupByLength, toBatch } from '../../analysis/emotion/reader-batches.ts'
import { compile, pull } from '../../nn/compile/index.ts'
import { AdamW } from '../../nn/optimizers/adamw.ts'
import type { Random } from '../../nn/seed.ts'

/** A sentence as the reader's token numbers, and what it is known to be. */
export interface NumberedExample {
  readonly tokens: Int32Array
  readonly targets: Float32Array
  readonly weight?: number
}

export interface GruTraining {
  readonly epochs: number
  readonly batch: number
  readonly learningRate: number
  readonly dropout: number
  readonly wordDropout: number
  readonly random: Random
  say(line: string): void
  readonly signal?: AbortSignal
}

type StepInputs = [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Scalar]

/** Mean binary cross-entropy over the outputs, rows weighing as told. */
const lossOf = (logits: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D): tf.Scalar => {
  // max(z, 0) − z · y + ln(1 + e^−|z|)
  const each = tf.add(
    tf.sub(tf.relu(logits), tf.mul(logits, targets)),
    tf.log1p(tf.exp(tf.neg(tf.abs(logits)))),
  )
  return tf.div<tf.Scalar>(tf.sum(tf.mul(each, weights)), tf.sum(weights))
}

/** The learning rate falls in a line to nothing. The caller disposes the reader. */
export const trainGru = async (
  examples: readonly NumberedExample[],
  shape: GruReaderShape,
  vectors: Float32Array,
  { epochs, batch, learningRate, dropout, wordDropout, random, say, signal }: GruTraining,
): Promise<GruReader> => {
  const start = random.split('weights')
  const reader = new GruReader(shape, (name, sizes) => {
    if (name === 'embedding') return vectors.slice()
    const deviation = sizes.length === 1 ? 0 : 1 / Math.sqrt(sizes[0])
    return Float32Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, () => deviation * start.gaussian())
  })
  const noise: Dropout = { rate: dropout, wordRate: wordDropout, random: random.split('dropout') }
  const weights = [...reader.weights.values()]
  const optimizer = new AdamW(reader.weights, { beta2: 0.999 })
  const step = compile(
    (...[tokens, backward, mask, targets, rowWeights, rate]: StepInputs) => {
      const loss = () =>
        lossOf(reader.logits(reader.pooled({ tokens, backward, mask }, noise), noise), targets, rowWeights)
      const { value, grads } = tf.variableGrads(loss, weights)
      optimizer.apply(grads, rate)
      return value
    },
    { vars: [...weights, ...optimizer.state.values()], threads: 1, name: 'emotion reader' },
  )
  const sentences = examples.map(({ tokens }) => tokens)
  const shuffled = Array.from(examples, (_, i) => i)
  const steps = epochs * groupByLength(sentences, batch).length
  let done = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(shuffled)
    const groups = groupByLength(
      shuffled.map((i) => sentences[i]),
      batch,
    ).map(({ time, members }) => ({ time, members: members.map((at) => shuffled[at]) }))
    let sum = 0
    for (const group of random.shuffle(groups)) {
      // Lets a stop be heard.
      if (done % 20 === 0) await nextTurn()
      signal?.throwIfAborted()
      const targets = new Float32Array(batch * OUTPUTS)
      const rowWeights = new Float32Array(batch)
      group.members.forEach((i, row) => {
        targets.set(examples[i].targets, row * OUTPUTS)
        rowWeights[row] = examples[i].weight ?? 1
      })
      const { tokens, backward, mask } = toBatch(sentences, group, batch)
      const inputs = [
        tokens,
        backward,
        mask,
        tf.tensor2d(targets, [batch, OUTPUTS]),
        tf.tensor2d(rowWeights, [batch, 1]),
        tf.scalar(learningRate * (1 - done / steps)),
      ] satisfies StepInputs
      const loss = step(...inputs)
      sum += loss.dataSync()[0]
      tf.dispose([...inputs, loss])
      done++
    }
    say(`epoch ${epoch + 1} of ${epochs}: loss ${(sum / groups.length).toFixed(4)}`)
  }
  pull(weights)
  step.dispose()
  optimizer.dispose()
  return reader
}
