// Trains the model of voices on labelled recordings: each heard in several heights of voice, several networks that vote.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { VOICE_EMOTIONS, type VoiceEmotion } from '../../domain/media-finding.ts'
import { VoiceModel, type VoiceNetwork } from '../../analysis/senses/sound/voice/voice-model.ts'
import { compile, pull } from '../../nn/compile/index.ts'
import '../../nn/gradients.ts'
import { makeVariable } from '../../nn/make-variable.ts'
import { dropout } from '../../nn/ops/dropout.ts'
import { AdamW } from '../../nn/optimizers/adamw.ts'
import { Random } from '../../nn/seed.ts'

/** One recording: a row of features a stretch of its voice. */
export interface VoiceExample {
  readonly rows: readonly Float32Array[]
  readonly emotion: VoiceEmotion
  readonly speaker: string
}

export interface VoiceTraining {
  readonly networks: number
  readonly epochs: number
  readonly seed: number
  readonly signal?: AbortSignal | undefined
}

/** What the studio's own model is made with. */
export const VOICE_RECIPE = { networks: 3, epochs: 40 } as const

const HIDDEN = 96
const BATCH = 128
const RATE = 2e-3
/** A few hundred recordings are learnt by heart without these. */
const INPUT_DROPOUT = 0.3
const HIDDEN_DROPOUT = 0.5
const NOISE = 0.1
const WEIGHT_DECAY = 0.1
/** Of the share that the right answer gets: actors mean one emotion, listeners hear others too. */
const SMOOTHING = 0.05

const scalingOf = (rows: readonly Float32Array[]): readonly [mean: Float32Array, scale: Float32Array] => {
  const mean = new Float32Array(rows[0].length)
  const squares = new Float64Array(mean.length)
  for (const row of rows) row.forEach((value, i) => (mean[i] += value / rows.length))
  for (const row of rows) row.forEach((value, i) => (squares[i] += (value - mean[i]) ** 2 / rows.length))
  return [mean, Float32Array.from(squares, (square) => 1 / (Math.sqrt(square) + 1e-6))]
}

/** Rare emotions count as much as common ones. */
const targetsOf = (examples: readonly VoiceExample[]): readonly Float32Array[] => {
  const counts = Map.groupBy(examples, ({ emotion }) => emotion)
  return examples.map(({ emotion }) => {
    const weight = examples.length / (counts.size * counts.get(emotion)!.length)
    return Float32Array.from(
      VOICE_EMOTIONS,
      (each) => weight * ((each === emotion ? 1 - SMOOTHING : 0) + SMOOTHING / VOICE_EMOTIONS.length),
    )
  })
}

const trainNetwork = async (
  rows: readonly Float32Array[],
  targets: readonly Float32Array[],
  random: Random,
  { epochs, signal }: VoiceTraining,
): Promise<VoiceNetwork> => {
  const [features, classes] = [rows[0].length, VOICE_EMOTIONS.length]
  const drawn = (from: number, to: number) =>
    makeVariable(
      tf.tensor2d(
        Float32Array.from({ length: from * to }, () => random.gaussian() / Math.sqrt(from)),
        [from, to],
      ),
      { trainable: true },
    )
  const weights = new Map<string, tf.Variable>([
    ['first', drawn(features, HIDDEN)],
    ['firstBias', makeVariable(tf.zeros([HIDDEN]), { trainable: true })],
    ['second', drawn(HIDDEN, classes)],
    ['secondBias', makeVariable(tf.zeros([classes]), { trainable: true })],
  ])
  const [first, firstBias, second, secondBias] = [...weights.values()] as [
    tf.Variable<tf.Rank.R2>,
    tf.Variable<tf.Rank.R1>,
    tf.Variable<tf.Rank.R2>,
    tf.Variable<tf.Rank.R1>,
  ]
  const masks = random.split('dropout')
  const optimizer = new AdamW(weights, { weightDecay: WEIGHT_DECAY, beta2: 0.999 })
  const step = compile(
    (x: tf.Tensor2D, y: tf.Tensor2D, rate: tf.Scalar) => {
      const loss = (): tf.Scalar => {
        const seen = dropout(x, INPUT_DROPOUT, [BATCH, features], masks)
        const middle = tf.relu(tf.add(tf.matMul(seen, first), firstBias))
        const kept = dropout(middle, HIDDEN_DROPOUT, [BATCH, HIDDEN], masks)
        const logits: tf.Tensor2D = tf.add(tf.matMul(kept, second), secondBias)
        const log = tf.sub(logits, tf.logSumExp(logits, 1, true))
        return tf.neg(tf.mean(tf.sum(tf.mul(log, y), 1)))
      }
      const { value, grads } = tf.variableGrads(loss, [...weights.values()])
      optimizer.apply(grads, rate)
      return value
    },
    { vars: [...weights.values(), ...optimizer.state.values()], threads: 1, name: 'voice emotion' },
  )
  const order = rows.map((_, i) => i)
  const total = epochs * Math.ceil(rows.length / BATCH)
  let done = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order)
    for (let from = 0; from < order.length; from += BATCH) {
      const x = new Float32Array(BATCH * features)
      const y = new Float32Array(BATCH * classes)
      for (let row = 0; row < BATCH; row++) {
        // The last batch begins again at the first row.
        const at = order[(from + row) % order.length]
        rows[at].forEach((value, i) => (x[row * features + i] = value + NOISE * random.gaussian()))
        y.set(targets[at], row * classes)
      }
      const inputs = [
        tf.tensor2d(x, [BATCH, features]),
        tf.tensor2d(y, [BATCH, classes]),
        tf.scalar(RATE * (1 - done / total)),
      ] as const
      tf.dispose([step(...inputs), ...inputs])
      done++
    }
    await nextTurn()
    signal?.throwIfAborted()
  }
  pull([...weights.values()])
  const numbers = (variable: tf.Variable): Float32Array => variable.dataSync<'float32'>().slice()
  const network = {
    first: numbers(first),
    firstBias: numbers(firstBias),
    second: numbers(second),
    secondBias: numbers(secondBias),
  }
  step.dispose()
  optimizer.dispose()
  tf.dispose([...weights.values()])
  return network
}

/** The same examples and seed give the same model. */
export const trainVoice = async (
  examples: readonly VoiceExample[],
  training: VoiceTraining,
): Promise<VoiceModel> => {
  const targets = targetsOf(examples)
  const rows = examples.flatMap((example, i) => example.rows.map((row) => ({ row, target: targets[i] })))
  const [mean, scale] = scalingOf(rows.map(({ row }) => row))
  const scaler = new VoiceModel(mean, scale, [])
  const scaled = rows.map(({ row }) => scaler.scale(row))
  const networks: VoiceNetwork[] = []
  for (let i = 0; i < training.networks; i++)
    networks.push(
      await trainNetwork(
        scaled,
        rows.map(({ target }) => target),
        new Random(`voice ${training.seed} ${i}`),
        training,
      ),
    )
  return new VoiceModel(mean, scale, networks)
}
