// Trains SeqGAN's discriminator on passages of novels against those that a model wrote: a judge to choose candidates by.
import * as tf from '@tensorflow/tfjs-core'
import { Discriminator } from '../../models/seqgan/discriminator.ts'
import { compile } from '../../nn/compile/index.ts'
import { AdamW } from '../../nn/optimizers/adamw.ts'
import { Random } from '../../nn/seed.ts'
import { Realism } from '../../training/realism.ts'

/** Tokens of a passage that are judged. */
const LENGTH = 24
const ROWS = 32
const STEPS = 500
const RATE = 2e-3
const SHAPE = { embedding: 48, widths: [1, 2, 3, 4, 5], filters: 32, dropout: 0.4 }
/** Of both kinds, kept to measure with. */
const UNSEEN = 0.15

export interface TrainedDiscriminator {
  /** Share told apart rightly among passages it has not seen, as many of one kind as of the other. */
  readonly accuracy: number
  /** 0 … 1; what is too short to be judged reads like nothing. */
  realism(tokens: readonly number[]): number
  dispose(): void
}

const cut = (texts: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  texts.filter((tokens) => tokens.length >= LENGTH).map((tokens) => tokens.slice(0, LENGTH))

const divide = (
  texts: readonly (readonly number[])[],
): readonly [seen: readonly (readonly number[])[], unseen: readonly (readonly number[])[]] => {
  const from = Math.floor(texts.length * (1 - UNSEEN))
  return [texts.slice(0, from), texts.slice(from)]
}

export const trainDiscriminator = async (
  realTexts: readonly (readonly number[])[],
  writtenTexts: readonly (readonly number[])[],
  vocabularySize: number,
  signal: AbortSignal,
): Promise<TrainedDiscriminator> => {
  const random = new Random('discriminator')
  const [real, written] = [realTexts, writtenTexts].map((texts) => random.shuffle([...cut(texts)]))
  const [[realSeen, realUnseen], [writtenSeen, writtenUnseen]] = [divide(real), divide(written)]
  const discriminator = new Discriminator({ ...SHAPE, vocabularySize }, random)
  const weights = [...discriminator.weights.values()]
  const optimizer = new AdamW(discriminator.weights, { weightDecay: 0.01, clipNorm: 1 })
  const step = compile(
    (a: tf.Tensor1D, b: tf.Tensor1D, rate: tf.Scalar) => {
      const { value, grads } = tf.variableGrads(() => discriminator.loss(a, b, ROWS), weights)
      optimizer.apply(grads, rate)
      return value
    },
    { vars: [...weights, ...optimizer.state.values()], threads: 1, name: 'discriminator' },
  )
  const draw = (texts: readonly (readonly number[])[]): tf.Tensor1D =>
    tf.tensor1d(
      Int32Array.from(Array.from({ length: ROWS }, () => texts[random.integer(texts.length)]).flat()),
      'int32',
    )
  for (let at = 0; at < STEPS; at++) {
    signal.throwIfAborted()
    const inputs = [draw(realSeen), draw(writtenSeen), tf.scalar(RATE * (1 - at / STEPS))] as const
    tf.dispose([...inputs, step(...inputs)])
    if (at % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  step.dispose()
  optimizer.dispose()
  const judge = {
    length: LENGTH,
    judge: (tokens: tf.Tensor1D, rows: number) => discriminator.judge(tokens, rows),
  }
  const realism = new Realism(judge, weights, 1)
  const right = (texts: readonly (readonly number[])[], isReal: boolean): number =>
    texts.filter((tokens) => (realism.of(tokens) ?? 0) > 0.5 === isReal).length / texts.length
  return {
    accuracy: (right(realUnseen, true) + right(writtenUnseen, false)) / 2,
    realism: (tokens) => realism.of(tokens) ?? 0,
    dispose: () => {
      realism.dispose()
      discriminator.dispose()
    },
  }
}
