// A conditioned GRU language model: embedding + condition → GRU layers → projection → the embedding again as output layer.
// Cho et al. 2014 (arXiv 1406.1078); tied weights Press & Wolf 2017 (1608.05859); dropout after Merity et al. 2018 (1708.02182).
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../../nn/make-variable.ts'
import { dropout } from '../../nn/ops/dropout.ts'
import { crossEntropy } from '../../nn/ops/cross-entropy.ts'
import { gruSequence, type GruWeights } from '../../nn/ops/gru-sequence.ts'
import type { Random } from '../../nn/seed.ts'
import { CONDITION_SIZE } from '../condition.ts'
import type { ModelShape, NamedVariables, SequenceBatch, TextModel } from '../types.ts'
import type { GruSettings } from './config.ts'

export class GruModel implements TextModel {
  readonly weights: ReadonlyMap<string, tf.Variable>
  readonly #settings: GruSettings
  readonly #vocabulary: number
  readonly #random: Random

  constructor(settings: GruSettings, { vocabularySize }: ModelShape, random: Random) {
    this.#settings = settings
    this.#vocabulary = vocabularySize
    this.#random = random
    const { embedding, hidden, layers } = settings
    const weights = new Map<string, tf.Variable>()
    const add = (name: string, shape: readonly number[], deviation: number) => {
      const size = shape.reduce((a, b) => a * b, 1)
      const numbers = Float32Array.from({ length: size }, () => deviation * random.gaussian())
      weights.set(name, makeVariable(tf.tensor(numbers, [...shape]), { trainable: true }))
    }
    add('embedding', [vocabularySize, embedding], 0.1)
    add('condition', [CONDITION_SIZE, embedding], 0.02)
    for (let layer = 0; layer < layers; layer++) {
      const width = layer === 0 ? embedding : hidden
      add(`gru${layer}/w`, [width, 3 * hidden], 1 / Math.sqrt(width))
      add(`gru${layer}/u`, [hidden, 3 * hidden], 1 / Math.sqrt(hidden))
      add(`gru${layer}/bx`, [3 * hidden], 0)
      add(`gru${layer}/bh`, [3 * hidden], 0)
    }
    add('projection', [hidden, embedding], 1 / Math.sqrt(hidden))
    add('bias', [vocabularySize], 0)
    this.weights = weights
  }

  memory(batch: number): NamedVariables {
    const state = new Map<string, tf.Variable>()
    for (let layer = 0; layer < this.#settings.layers; layer++)
      state.set(`h${layer}`, makeVariable(tf.zeros([batch, this.#settings.hidden]), { trainable: false }))
    return state
  }

  trainingLoss(batch: SequenceBatch, memory: NamedVariables): tf.Scalar {
    return crossEntropy(this.#forward(batch, memory, true), batch.targets)
  }

  logits(batch: Omit<SequenceBatch, 'targets'>, memory: NamedVariables): tf.Tensor2D {
    return this.#forward(batch, memory, false)
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
  }

  #forward(
    { tokens, conditions, time, batch }: Omit<SequenceBatch, 'targets'>,
    memory: NamedVariables,
    training: boolean,
  ): tf.Tensor2D {
    const { embedding, hidden, layers } = this.#settings
    const rate = (setting: 'dropout' | 'recurrentDropout' | 'wordDropout') =>
      training ? this.#settings[setting] : 0
    const table = this.#weight('embedding')
    const words = dropout(table, rate('wordDropout'), [this.#vocabulary, 1], this.#random)
    const asked = tf.matMul(conditions, this.#weight('condition'))
    // [time · batch, embedding] → [time, batch, width]
    let x = tf.reshape<tf.Rank.R3>(tf.add(tf.gather(words, tokens), asked), [time, batch, embedding])
    for (let layer = 0; layer < layers; layer++) {
      x = dropout(x, rate('dropout'), [1, batch, x.shape[2]], this.#random)
      const h = memory.get(`h${layer}`)! as tf.Variable<tf.Rank.R2>
      x = gruSequence(x, h, this.#gru(layer, rate('recurrentDropout')))
      h.assign(tf.reshape(tf.slice(x, [time - 1, 0, 0], [1, batch, hidden]), [batch, hidden]))
    }
    x = dropout(x, rate('dropout'), [1, batch, hidden], this.#random)
    const flat = tf.reshape<tf.Rank.R2>(x, [time * batch, hidden])
    const projected = tf.matMul(flat, this.#weight('projection'))
    return tf.add(tf.matMul(projected, table, false, true), this.#weight('bias'))
  }

  #gru(layer: number, recurrentDropout: number): GruWeights {
    const u = this.#weight(`gru${layer}/u`)
    return {
      w: this.#weight(`gru${layer}/w`),
      u: dropout(u, recurrentDropout, u.shape, this.#random),
      bx: this.#weight(`gru${layer}/bx`) as tf.Tensor as tf.Tensor1D,
      bh: this.#weight(`gru${layer}/bh`) as tf.Tensor as tf.Tensor1D,
    }
  }

  #weight(name: string): tf.Tensor2D {
    return this.weights.get(name)! as tf.Tensor as tf.Tensor2D
  }
}
