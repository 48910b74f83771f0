// A conditioned LSTM language model: embedding + condition → LSTM layers → projection → the embedding again as output layer.
// Hochreiter & Schmidhuber 1997; tied weights Press & Wolf 2017 (1608.05859); dropout after Merity et al. 2018 (1708.02182).
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../../nn/make-variable.ts'
import { dropout } from '../../nn/ops/dropout.ts'
import { crossEntropy } from '../../nn/ops/cross-entropy.ts'
import { lstmSequence, type LstmWeights } from '../../nn/ops/lstm-sequence.ts'
import type { Random } from '../../nn/seed.ts'
import { CONDITION_SIZE } from '../condition.ts'
import type { ModelShape, NamedVariables, SequenceBatch, TextModel } from '../types.ts'
import type { LstmSettings } from './config.ts'

export class LstmModel implements TextModel {
  readonly weights: ReadonlyMap<string, tf.Variable>
  readonly #settings: LstmSettings
  readonly #vocabulary: number
  readonly #random: Random

  constructor(settings: LstmSettings, { vocabularySize }: ModelShape, random: Random) {
    this.#settings = settings
    this.#vocabulary = vocabularySize
    this.#random = random
    const { embedding, hidden, layers } = settings
    const weights = new Map<string, tf.Variable>()
    const add = (name: string, shape: readonly number[], numberAt: (i: number) => number) => {
      const size = shape.reduce((a, b) => a * b, 1)
      const numbers = Float32Array.from({ length: size }, (_, i) => numberAt(i))
      weights.set(name, makeVariable(tf.tensor(numbers, [...shape]), { trainable: true }))
    }
    const normal = (deviation: number) => () => deviation * random.gaussian()
    add('embedding', [vocabularySize, embedding], normal(0.1))
    add('condition', [CONDITION_SIZE, embedding], normal(0.02))
    for (let layer = 0; layer < layers; layer++) {
      const width = layer === 0 ? embedding : hidden
      add(`lstm${layer}/w`, [width, 4 * hidden], normal(1 / Math.sqrt(width)))
      add(`lstm${layer}/u`, [hidden, 4 * hidden], normal(1 / Math.sqrt(hidden)))
      // Gates in the order input, output, forget, candidate: at first nothing is forgotten (Jozefowicz et al. 2015).
      add(`lstm${layer}/b`, [4 * hidden], (i) => (Math.floor(i / hidden) === 2 ? 1 : 0))
    }
    add('projection', [hidden, embedding], normal(1 / Math.sqrt(hidden)))
    add('bias', [vocabularySize], () => 0)
    this.weights = weights
  }

  memory(batch: number): NamedVariables {
    const state = new Map<string, tf.Variable>()
    const zeros = () => makeVariable(tf.zeros([batch, this.#settings.hidden]), { trainable: false })
    for (let layer = 0; layer < this.#settings.layers; layer++) {
      state.set(`h${layer}`, zeros())
      state.set(`c${layer}`, zeros())
    }
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
      const c = memory.get(`c${layer}`)! as tf.Variable<tf.Rank.R2>
      const { states, cell } = lstmSequence(x, h, c, this.#lstm(layer, rate('recurrentDropout')))
      x = states
      h.assign(tf.reshape(tf.slice(x, [time - 1, 0, 0], [1, batch, hidden]), [batch, hidden]))
      c.assign(cell)
    }
    x = dropout(x, rate('dropout'), [1, batch, hidden], this.#random)
    const flat = tf.reshape<tf.Rank.R2>(x, [time * batch, hidden])
    const projected = tf.matMul(flat, this.#weight('projection'))
    return tf.add(tf.matMul(projected, table, false, true), this.#weight('bias'))
  }

  #lstm(layer: number, recurrentDropout: number): LstmWeights {
    const u = this.#weight(`lstm${layer}/u`)
    return {
      w: this.#weight(`lstm${layer}/w`),
      u: dropout(u, recurrentDropout, u.shape, this.#random),
      b: this.#weight(`lstm${layer}/b`) as tf.Tensor as tf.Tensor1D,
    }
  }

  #weight(name: string): tf.Tensor2D {
    return this.weights.get(name)! as tf.Tensor as tf.Tensor2D
  }
}
