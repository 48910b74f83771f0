// A conditioned variational autoencoder of short pieces of text: a GRU reads a piece into a plan, a GRU writes to it.
// Bowman et al. 2016 (arXiv 1511.06349): word dropout, annealing; free bits Kingma et al. 2016 (1606.04934).
// Part of the rows have no plan and part no memory, so that one model writes from a plan, from what came before, or from both.
import * as tf from '@tensorflow/tfjs-core'
import { push, randomInput } from '../../nn/compile/index.ts'
import { makeVariable } from '../../nn/make-variable.ts'
import { crossEntropy } from '../../nn/ops/cross-entropy.ts'
import { tell, telemetryOf } from '../telemetry.ts'
import { dropout } from '../../nn/ops/dropout.ts'
import { gruSequence, type GruWeights } from '../../nn/ops/gru-sequence.ts'
import type { Random } from '../../nn/seed.ts'
import { CONDITION_SIZE } from '../condition.ts'
import type {
  LatentSpace,
  ModelShape,
  NamedVariables,
  SecondStage,
  SequenceBatch,
  TextModel,
} from '../types.ts'
import type { VaeSettings } from './config.ts'

/** The posterior over plans, each [rows, latent]. */
interface Posterior {
  readonly mean: tf.Tensor2D
  readonly logVariance: tf.Tensor2D
}

export class VaeModel implements TextModel {
  readonly weights: ReadonlyMap<string, tf.Variable>
  readonly latent: LatentSpace
  readonly telemetry: NamedVariables
  /** The same loss at the full price: so that the model that is kept has paid it. */
  readonly secondStage: SecondStage
  readonly #settings: VaeSettings
  readonly #random: Random

  constructor(settings: VaeSettings, { vocabularySize }: ModelShape, random: Random) {
    this.#settings = settings
    this.#random = random
    const { embedding, hidden, encoderHidden, latent } = settings
    const weights = new Map<string, tf.Variable>()
    const add = (name: string, shape: readonly number[], deviation: number) => {
      const size = shape.reduce((a, b) => a * b, 1)
      const numbers = Float32Array.from({ length: size }, () => deviation * random.gaussian())
      weights.set(name, makeVariable(tf.tensor(numbers, [...shape]), { trainable: true }))
    }
    const addGru = (name: string, width: number, size: number) => {
      add(`${name}/w`, [width, 3 * size], 1 / Math.sqrt(width))
      add(`${name}/u`, [size, 3 * size], 1 / Math.sqrt(size))
      add(`${name}/bx`, [3 * size], 0)
      add(`${name}/bh`, [3 * size], 0)
    }
    add('embedding', [vocabularySize, embedding], 0.1)
    add('condition', [CONDITION_SIZE, embedding], 0.02)
    addGru('encoder', embedding, encoderHidden)
    add('posterior/w', [encoderHidden, 2 * latent], 0.5 / Math.sqrt(encoderHidden))
    add('posterior/b', [2 * latent], 0)
    add('plan/input', [latent, embedding], 0.1 / Math.sqrt(latent))
    add('plan/inputBias', [embedding], 0)
    add('plan/output', [latent, embedding], 0.1 / Math.sqrt(latent))
    addGru('decoder', embedding, hidden)
    add('projection', [hidden, embedding], 1 / Math.sqrt(hidden))
    add('bias', [vocabularySize], 0)
    this.weights = weights
    this.telemetry = telemetryOf(['reconstruction', 'divergence'])
    this.secondStage = {
      startsAt: settings.annealing,
      loss: (batch, memory) => this.trainingLoss(batch, memory),
    }
    this.latent = {
      size: latent,
      encode: (tokens, rows) => {
        const { mean, logVariance } = this.#posterior(tokens, rows)
        return [mean, tf.exp(tf.mul(logVariance, tf.scalar(0.5)))]
      },
      setPlans: (memory, plans) => {
        const held = memory.get('plan')!
        const rows = new Float32Array(held.size)
        plans.forEach((plan, row) => {
          rows.set(plan, row * (latent + 1))
          rows[row * (latent + 1) + latent] = 1
        })
        const fresh = tf.tensor(rows, held.shape)
        held.assign(fresh)
        fresh.dispose()
        push([held])
      },
    }
  }

  /** The writer's state, and each row's plan followed by 1 where there is one. Cleared memory has no plan. */
  memory(batch: number): NamedVariables {
    const zeros = (width: number) => makeVariable(tf.zeros([batch, width]), { trainable: false })
    const { hidden, latent } = this.#settings
    return new Map([
      ['h', zeros(hidden)],
      ['plan', zeros(latent + 1)],
    ])
  }

  /** Nats a token of the bound: reconstruction and, at the price of the hour, the plans. */
  trainingLoss(batch: SequenceBatch, memory: NamedVariables): tf.Scalar {
    const { plannedShare, freshShare, freeBits, latentNoise } = this.#settings
    const rows = batch.batch
    const posterior = this.#posterior(batch.targets, rows)
    const noise = tf.mul(this.#gaussian(posterior.mean.shape), tf.scalar(latentNoise))
    const plan = tf.add(posterior.mean, tf.mul(noise, tf.exp(tf.mul(posterior.logVariance, tf.scalar(0.5)))))
    const planned = this.#chosen(rows, plannedShare)
    const h = memory.get('h')! as tf.Variable<tf.Rank.R2>
    const start = tf.mul<tf.Tensor2D>(h, tf.sub(tf.scalar(1), this.#chosen(rows, freshShare)))
    const { logits, next } = this.#write(batch, start, plan as tf.Tensor2D, planned, true)
    h.assign(next)
    // [latent]: the mean over the rows that have a plan; below its free share a number costs what the share costs.
    const count = tf.sum(planned)
    const each = tf.div(tf.sum(tf.mul(divergence(posterior), planned), 0), tf.maximum(count, tf.scalar(1)))
    const paid = tf.sum(tf.maximum(each, tf.scalar(freeBits)))
    const share = tf.div(count, tf.scalar(rows * batch.time))
    const price = tf.mul(tf.mul(paid, share), this.#price(batch.progress))
    const reconstruction = crossEntropy(logits, batch.targets)
    tell(this.telemetry, { reconstruction, divergence: tf.sum(each) })
    return tf.add(reconstruction, price)
  }

  logits(batch: Omit<SequenceBatch, 'targets'>, memory: NamedVariables): tf.Tensor2D {
    const h = memory.get('h')! as tf.Variable<tf.Rank.R2>
    const held = memory.get('plan')! as tf.Variable<tf.Rank.R2>
    const [own, planned] = tf.split(held, [this.#settings.latent, 1], 1) as [tf.Tensor2D, tf.Tensor2D]
    const plan = tf.mul<tf.Tensor2D>(own, planned)
    const { logits, next } = this.#write(batch, h, plan, planned, false)
    h.assign(next)
    // Kept as state and not as a constant of the step: it changes from passage to passage.
    held.assign(tf.concat([plan, planned], 1))
    return logits
  }

  /**
   * The evidence lower bound of fresh pieces, taken apart: nats a token of reconstruction at one draw of the plan [],
   * the divergence by row and number [rows, latent], the posterior's means [rows, latent].
   */
  bound(batch: SequenceBatch): readonly [tf.Scalar, tf.Tensor2D, tf.Tensor2D] {
    const { mean, logVariance } = this.#posterior(batch.targets, batch.batch)
    const noise = tf.mul(this.#gaussian(mean.shape), tf.exp(tf.mul(logVariance, tf.scalar(0.5))))
    const nothing = tf.zeros<tf.Rank.R2>([batch.batch, this.#settings.hidden])
    const all = tf.ones<tf.Rank.R2>([batch.batch, 1])
    const { logits } = this.#write(batch, nothing, tf.add(mean, noise), all, false)
    return [crossEntropy(logits, batch.targets), divergence({ mean, logVariance }), mean]
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
    for (const number of this.telemetry.values()) number.dispose()
  }

  /** tokens int32 [time · rows], time first. The mean of the reader's states says more than its last. */
  #posterior(tokens: tf.Tensor1D, rows: number): Posterior {
    const { embedding, encoderHidden } = this.#settings
    const time = tokens.size / rows
    const x = tf.reshape<tf.Rank.R3>(tf.gather(this.#weight('embedding'), tokens), [time, rows, embedding])
    const nothing = tf.zeros<tf.Rank.R2>([rows, encoderHidden])
    const summary = tf.mean(gruSequence(x, nothing, this.#gru('encoder', 0)), 0)
    const both = tf.add(
      tf.matMul(summary as tf.Tensor2D, this.#weight('posterior/w')),
      this.#weight('posterior/b'),
    )
    const [mean, logVariance] = tf.split(both, 2, 1) as [tf.Tensor2D, tf.Tensor2D]
    return { mean, logVariance }
  }

  /** start [rows, hidden], plan [rows, latent], planned [rows, 1] of 0 and 1 → logits and the last state. */
  #write(
    { tokens, conditions, time, batch }: Omit<SequenceBatch, 'targets'>,
    start: tf.Tensor2D,
    plan: tf.Tensor2D,
    planned: tf.Tensor2D,
    training: boolean,
  ): { readonly logits: tf.Tensor2D; readonly next: tf.Tensor2D } {
    const { embedding, hidden } = this.#settings
    const rate = (setting: 'dropout' | 'recurrentDropout' | 'wordDropout') =>
      training ? this.#settings[setting] : 0
    const table = this.#weight('embedding')
    // A hidden word leaves a gap; the others are not scaled, since the writer later sees them all as they are.
    const seen = tf.mul(
      tf.gather(table, tokens),
      rate('wordDropout') > 0 ? this.#chosen(time * batch, 1 - rate('wordDropout')) : tf.scalar(1),
    )
    const asked = tf.matMul(conditions, this.#weight('condition'))
    const words = tf.reshape<tf.Rank.R3>(tf.add(seen, asked), [time, batch, embedding])
    const told = tf.add(tf.matMul(plan, this.#weight('plan/input')), this.#weight('plan/inputBias'))
    let x: tf.Tensor3D = tf.add(words, tf.mul(told, planned))
    x = dropout(x, rate('dropout'), [1, batch, embedding], this.#random)
    x = gruSequence(x, start, this.#gru('decoder', rate('recurrentDropout')))
    const next = tf.reshape<tf.Rank.R2>(tf.slice(x, [time - 1, 0, 0], [1, batch, hidden]), [batch, hidden])
    x = dropout(x, rate('dropout'), [1, batch, hidden], this.#random)
    const projected = tf.matMul(tf.reshape<tf.Rank.R2>(x, [time * batch, hidden]), this.#weight('projection'))
    // The plan also speaks to every word directly, so that its gradient does not fade on the way.
    const direct = tf.mul(tf.matMul(plan, this.#weight('plan/output')), planned)
    const heard = tf.add(tf.reshape(projected, [time, batch, embedding]), direct)
    const flat = tf.reshape<tf.Rank.R2>(heard, [time * batch, embedding])
    return { logits: tf.add(tf.matMul(flat, table, false, true), this.#weight('bias')), next }
  }

  /** The price of a nat of plan: rises over the first share of the run. Full where nothing is said of progress. */
  #price(progress: tf.Scalar | undefined): tf.Scalar {
    const { annealing } = this.#settings
    if (progress === undefined || annealing === 0) return tf.scalar(1)
    return tf.minimum(tf.div(progress, tf.scalar(annealing)), tf.scalar(1))
  }

  /** [rows, 1] of 0 and 1, each 1 with the given chance. */
  #chosen(rows: number, chance: number): tf.Tensor2D {
    const drawn = randomInput([rows, 1], this.#random) as tf.Tensor2D
    return tf.cast(tf.less(drawn, tf.scalar(chance)), 'float32')
  }

  /** Normal numbers by Box and Muller. */
  #gaussian(shape: readonly number[]): tf.Tensor {
    const radius = tf.sqrt(
      tf.mul(tf.log(tf.sub(tf.scalar(1), randomInput(shape, this.#random))), tf.scalar(-2)),
    )
    return tf.mul(radius, tf.cos(tf.mul(randomInput(shape, this.#random), tf.scalar(2 * Math.PI))))
  }

  #gru(name: 'encoder' | 'decoder', recurrentDropout: number): GruWeights {
    const u = this.#weight(`${name}/u`)
    return {
      w: this.#weight(`${name}/w`),
      u: dropout(u, recurrentDropout, u.shape, this.#random),
      bx: this.#weight(`${name}/bx`) as tf.Tensor as tf.Tensor1D,
      bh: this.#weight(`${name}/bh`) as tf.Tensor as tf.Tensor1D,
    }
  }

  #weight(name: string): tf.Tensor2D {
    return this.weights.get(name)! as tf.Tensor as tf.Tensor2D
  }
}

/** Nats by row and number [rows, latent] between the posterior and the standard normal prior. */
function divergence({ mean, logVariance }: Posterior): tf.Tensor2D {
  const spread = tf.sub(tf.sub(tf.exp(logVariance), logVariance), tf.scalar(1))
  return tf.mul(tf.add(tf.square(mean), spread), tf.scalar(0.5))
}
