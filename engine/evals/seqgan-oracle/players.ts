// The two networks of the game with their compiled steps: likelihood, policy gradient, rewards, discriminator.
import * as tf from '@tensorflow/tfjs-core'
import { Discriminator } from '../../models/seqgan/discriminator.ts'
import { rewards, write } from '../../models/seqgan/play.ts'
import type { NamedVariables } from '../../models/types.ts'
import { compile } from '../../nn/compile/index.ts'
import { AdamW } from '../../nn/optimizers/adamw.ts'
import type { Random } from '../../nn/seed.ts'
import { LENGTH, PaperLstm, VOCABULARY } from './paper-lstm.ts'

/**
 * The paper's settings, but for a smaller discriminator (six widths of 64 filters instead of twelve of up to 200) with
 * fewer, larger steps, a rate to match, and hardly any decay. It must know the real texts well before the game begins
 * (see PLAN): against a beginner the policy's step of 0.01 made the writer worse after 25 rounds. Rewards are bare, as in
 * the paper: against their mean at each place, with a step of 0.003, 25 rounds brought nothing.
 */
export const GAME = {
  batch: 64,
  generatorRate: 0.01,
  policyRate: 0.01,
  discriminatorRate: 1e-3,
  clipNorm: 5,
  widths: [1, 2, 3, 4, 5, 6],
  filters: 64,
  embedding: 64,
  dropout: 0.25,
  weightDecay: 0.01,
  /** Share of the old weights that the completing copy keeps after each update. */
  lag: 0.8,
} as const

const TEXTS_AT_ONCE = 8 * GAME.batch

/** Owns both networks, their optimizers and the lagging copy; dispose() frees them. */
export class Players {
  readonly generator: PaperLstm
  readonly discriminator: Discriminator
  readonly #lagging: PaperLstm
  readonly #likelihoodAdam: AdamW
  readonly #policyAdam: AdamW
  readonly #discriminatorAdam: AdamW
  readonly #steps: ReturnType<Players['compileSteps']>

  constructor(random: Random, threads: number) {
    this.generator = PaperLstm.begin(random.split('generator'))
    this.#lagging = PaperLstm.begin(random.split('generator'))
    const { embedding, widths, filters, dropout, clipNorm, weightDecay } = GAME
    const shape = { vocabularySize: VOCABULARY, embedding, widths, filters, dropout }
    this.discriminator = new Discriminator(shape, random)
    this.#likelihoodAdam = new AdamW(this.generator.weights, { beta2: 0.999, clipNorm })
    this.#policyAdam = new AdamW(this.generator.weights, { beta2: 0.999, clipNorm })
    this.#discriminatorAdam = new AdamW(this.discriminator.weights, { beta2: 0.999, clipNorm, weightDecay })
    this.#steps = this.compileSteps(random, threads)
  }

  /** Everything that must be kept to go on later, by group. */
  get tensors(): Readonly<Record<string, NamedVariables>> {
    return {
      generator: this.generator.weights,
      lagging: this.#lagging.weights,
      likelihood: this.#likelihoodAdam.state,
      policy: this.#policyAdam.state,
      discriminator: this.discriminator.weights,
      discriminatorAdam: this.#discriminatorAdam.state,
    }
  }

  /** One step of maximum likelihood on texts [LENGTH · batch], time first; nats a token. */
  learnLikelihood(texts: Int32Array): number {
    return once(this.#steps.likelihood, texts)
  }

  /** The completing copy takes over the generator's weights. */
  startGame(): void {
    this.#steps.follow(0)
  }

  /** Writes a batch, judges each token by `rollouts` completions, and steps; the mean reward of whole texts. */
  learnPolicy(rollouts: number): number {
    const written = this.#steps.write()
    const batch = written.dataSync().slice() as Int32Array
    const sum = new Float32Array(batch.length)
    for (let i = 0; i < rollouts; i++) {
      const judged = this.#steps.rewards(written)
      judged.dataSync().forEach((reward, at) => (sum[at] = sum[at] + reward / rollouts))
      judged.dispose()
    }
    const weights = tf.tensor1d(sum)
    tf.dispose([weights, this.#steps.policy(written, weights), written])
    this.#steps.follow(GAME.lag)
    return sum.subarray(-GAME.batch).reduce((a, b) => a + b, 0) / GAME.batch
  }

  /** Enough texts for several discriminator steps, each [batch · LENGTH], a row's text in one piece. */
  writeForDiscriminator(): Int32Array[] {
    const texts = this.#steps.writeMany()
    const data = texts.dataSync() as Int32Array
    const size = GAME.batch * LENGTH
    const batches = Array.from({ length: data.length / size }, (_, i) => data.slice(i * size, (i + 1) * size))
    texts.dispose()
    return batches
  }

  /** One step on real and written texts [batch · LENGTH], a row's text in one piece; nats. */
  learnToTell(real: Int32Array, written: Int32Array): number {
    const [a, b] = [tf.tensor1d(real, 'int32'), tf.tensor1d(written, 'int32')]
    const loss = this.#steps.tell(a, b)
    const value = loss.dataSync()[0]
    tf.dispose([a, b, loss])
    return value
  }

  dispose(): void {
    this.#steps.dispose()
    for (const owner of [this.generator, this.#lagging, this.discriminator]) owner.dispose()
    for (const adam of [this.#likelihoodAdam, this.#policyAdam, this.#discriminatorAdam]) adam.dispose()
  }

  private compileSteps(random: Random, threads: number) {
    const { generator, discriminator } = this
    const [lagging, batch] = [this.#lagging, GAME.batch]
    const own = [...generator.weights.values()]
    const telling = [...discriminator.weights.values()]
    const step = (weights: tf.Variable[], adam: AdamW, rate: number, loss: () => tf.Scalar): tf.Scalar => {
      const { value, grads } = tf.variableGrads(loss, weights)
      adam.apply(grads, tf.scalar(rate))
      return value
    }
    const likelihood = compile(
      (texts: tf.Tensor1D) =>
        step(own, this.#likelihoodAdam, GAME.generatorRate, () => generator.loss(texts, batch)),
      { vars: [...own, ...this.#likelihoodAdam.state.values()], threads, name: 'likelihood' },
    )
    const policy = compile(
      (texts: tf.Tensor1D, rewarded: tf.Tensor1D) =>
        step(own, this.#policyAdam, GAME.policyRate, () =>
          tf.neg(tf.sum(tf.mul(generator.logProbabilities(texts, batch), rewarded))),
        ),
      { vars: [...own, ...this.#policyAdam.state.values()], threads, name: 'policy' },
    )
    const tell = compile(
      (real: tf.Tensor1D, written: tf.Tensor1D) =>
        step(telling, this.#discriminatorAdam, GAME.discriminatorRate, () =>
          discriminator.loss(real, written, batch),
        ),
      { vars: [...telling, ...this.#discriminatorAdam.state.values()], threads, name: 'discriminator' },
    )
    const writeBatch = compile(
      () => tf.concat<tf.Tensor1D>([...write(generator, generator.opening(batch), LENGTH, random).tokens]),
      { vars: own, threads, name: 'writing' },
    )
    const writeMany = compile(
      () => tf.stack([...write(generator, generator.opening(TEXTS_AT_ONCE), LENGTH, random).tokens], 1),
      { vars: own, threads, name: 'writing' },
    )
    const rewarding = compile(
      (texts: tf.Tensor1D) => {
        const tokens = tf.split<tf.Tensor1D>(texts, LENGTH)
        const states = retrace(lagging, tokens, batch)
        const judge = (whole: tf.Tensor1D, rows: number) => discriminator.judge(whole, rows)
        return rewards(lagging, judge, { tokens, states }, { rollouts: 1, random })
      },
      { vars: [...lagging.weights.values(), ...telling], threads, name: 'rewards' },
    )
    const follow = compile(
      (lag: tf.Scalar) => {
        for (const [name, weight] of lagging.weights) {
          const target = generator.weights.get(name)!
          weight.assign(tf.add(target, tf.mul(tf.sub(weight, target), lag)))
        }
        return tf.add(lag, tf.scalar(0))
      },
      { vars: [...own, ...lagging.weights.values()], threads, name: 'following' },
    )
    const all = [likelihood, policy, tell, writeBatch, writeMany, rewarding, follow]
    return {
      likelihood,
      policy,
      tell,
      write: writeBatch,
      writeMany,
      rewards: rewarding,
      follow: (lag: number) => {
        const input = tf.scalar(lag)
        tf.dispose([input, follow(input)])
      },
      dispose: () => {
        for (const each of all) each.dispose()
      },
    }
  }
}

/** The states of a copy while it reads what another wrote. */
function retrace(writer: PaperLstm, tokens: readonly tf.Tensor1D[], rows: number) {
  let { token, state } = writer.opening(rows)
  return tokens.map((next) => {
    const before = state
    ;({ state } = writer.advance(token, state))
    token = next
    return before
  })
}

function once(step: (input: tf.Tensor1D) => tf.Scalar, data: Int32Array): number {
  const input = tf.tensor1d(data, 'int32')
  const loss = step(input)
  const value = loss.dataSync()[0]
  tf.dispose([input, loss])
  return value
}
