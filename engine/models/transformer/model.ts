// A conditioned decoder-only transformer shaped as Llama: RMS norms, rotary positions, SwiGLU, the embedding again as output layer.
// Vaswani et al. 2017 (arXiv 1706.03762); Touvron et al. 2023 (2302.13971). Without a condition its weights are a plain Llama's.
import * as tf from '@tensorflow/tfjs-core'
import type { LayerAdapter } from '../../nn/adapters/layer-adapter.ts'
import { makeVariable } from '../../nn/make-variable.ts'
import { cachedAttention, cacheShape } from '../../nn/ops/cached-attention.ts'
import { causalAttention } from '../../nn/ops/causal-attention.ts'
import { crossEntropy } from '../../nn/ops/cross-entropy.ts'
import { dropout } from '../../nn/ops/dropout.ts'
import { rmsNorm } from '../../nn/ops/rms-norm.ts'
import { swiglu } from '../../nn/ops/swiglu.ts'
import type { Random } from '../../nn/seed.ts'
import { CONDITION_SIZE } from '../condition.ts'
import type { Adaptable, ModelShape, NamedVariables, SequenceBatch, TextModel } from '../types.ts'
import type { TransformerSettings } from './config.ts'

const TABLE = 'model.embed_tokens.weight'

/** Looks back in one layer, q, k, v → [time · batch, width]. */
type Attend = (layer: number, q: tf.Tensor2D, k: tf.Tensor2D, v: tf.Tensor2D) => tf.Tensor2D

export class TransformerModel implements TextModel {
  readonly weights: ReadonlyMap<string, tf.Variable>
  readonly #settings: TransformerSettings
  readonly #random: Random
  #adapter: LayerAdapter | null = null

  constructor(settings: TransformerSettings, { vocabularySize }: ModelShape, random: Random) {
    this.#settings = settings
    this.#random = random
    const { width, hidden, layers } = settings
    const weights = new Map<string, tf.Variable>()
    const add = (name: string, shape: readonly number[], deviation: number) => {
      const size = shape.reduce((a, b) => a * b, 1)
      const numbers = Float32Array.from({ length: size }, () => deviation * random.gaussian())
      weights.set(name, makeVariable(tf.tensor(numbers, [...shape]), { trainable: true }))
    }
    const addGain = (name: string) => weights.set(name, makeVariable(tf.ones([width]), { trainable: true }))
    // Matrices lie as [out, in], by the names of Llama's own files. What is added to the stream starts small (GPT-2).
    const inner = 0.02
    const outer = 0.02 / Math.sqrt(2 * layers)
    add(TABLE, [vocabularySize, width], inner)
    add('condition.weight', [CONDITION_SIZE, width], inner)
    for (let layer = 0; layer < layers; layer++) {
      const at = `model.layers.${layer}`
      addGain(`${at}.input_layernorm.weight`)
      for (const matrix of ['q', 'k', 'v'] as const)
        add(`${at}.self_attn.${matrix}_proj.weight`, [width, width], inner)
      add(`${at}.self_attn.o_proj.weight`, [width, width], outer)
      addGain(`${at}.post_attention_layernorm.weight`)
      add(`${at}.mlp.gate_proj.weight`, [hidden, width], inner)
      add(`${at}.mlp.up_proj.weight`, [hidden, width], inner)
      add(`${at}.mlp.down_proj.weight`, [width, hidden], outer)
    }
    addGain('model.norm.weight')
    this.weights = weights
  }

  /** For reading: keys and values of the last `sequenceLength` tokens. Training starts every piece without memory. */
  memory(batch: number, purpose: 'training' | 'reading' = 'reading'): NamedVariables {
    const state = new Map<string, tf.Variable>()
    if (purpose === 'training') return state
    const { width, heads, layers, sequenceLength: window } = this.#settings
    const shape = cacheShape(layers, { batch, heads, window, headWidth: width / heads })
    state.set('cache', makeVariable(tf.zeros(shape), { trainable: false }))
    state.set('position', makeVariable(tf.scalar(0), { trainable: false }))
    return state
  }

  trainingLoss(batch: SequenceBatch): tf.Scalar {
    const shape = { time: batch.time, batch: batch.batch, heads: this.#settings.heads }
    const logits = this.#forward(batch, true, (layer, q, k, v) =>
      causalAttention(q, k, v, shape, this.#adapter?.prefix(layer)),
    )
    return crossEntropy(logits, batch.targets)
  }

  likelihoods(batch: SequenceBatch): tf.Tensor1D {
    const shape = { time: batch.time, batch: batch.batch, heads: this.#settings.heads }
    const logits = this.#forward(batch, false, (layer, q, k, v) =>
      causalAttention(q, k, v, shape, this.#adapter?.prefix(layer)),
    )
    const hot = tf.cast(tf.oneHot(batch.targets, logits.shape[1]), 'float32')
    return tf.sub(tf.sum(tf.mul(logits, hot), 1), tf.logSumExp(logits, 1))
  }

  logits(batch: Omit<SequenceBatch, 'targets'>, memory: NamedVariables): tf.Tensor2D {
    const shape = { time: batch.time, batch: batch.batch, heads: this.#settings.heads }
    const cache = memory.get('cache')! as tf.Variable<tf.Rank.R4>
    const { attend, remember } = cachedAttention(cache, memory.get('position')!, shape)
    const logits = this.#forward(batch, false, (layer, q, k, v) =>
      attend(q, k, v, this.#adapter?.prefix(layer)),
    )
    remember()
    return logits
  }

  get adaptable(): Adaptable {
    const { layers, heads, width } = this.#settings
    const named = (end: string) => new Map([...this.weights].filter(([name]) => name.endsWith(end)))
    return {
      layers,
      heads,
      headWidth: width / heads,
      matrices: named('_proj.weight'),
      table: named(TABLE),
      gains: named('norm.weight'),
      attach: (adapter) => (this.#adapter = adapter),
    }
  }

  dispose(): void {
    for (const weight of this.weights.values()) weight.dispose()
  }

  #forward(
    { tokens, conditions, time, batch }: Omit<SequenceBatch, 'targets'>,
    training: boolean,
    attend: Attend,
  ): tf.Tensor2D {
    const { width, layers } = this.#settings
    const rate = training ? this.#settings.dropout : 0
    // The same numbers are hidden at every position of a row.
    const hide = (x: tf.Tensor2D): tf.Tensor2D => {
      if (rate === 0) return x
      const byTime = tf.reshape<tf.Rank.R3>(x, [time, batch, width])
      return tf.reshape(dropout(byTime, rate, [1, batch, width], this.#random), [time * batch, width])
    }
    const table = this.#weight(TABLE)
    const asked = tf.matMul(conditions, this.#weight('condition.weight'))
    const words: tf.Tensor2D = tf.gather(table, tokens)
    // The stream, [time · batch, width]
    let x = hide(tf.add(this.#adapter?.rows(TABLE, tokens, words) ?? words, asked))
    for (let layer = 0; layer < layers; layer++) {
      const at = `model.layers.${layer}`
      const linear = (input: tf.Tensor2D, name: string): tf.Tensor2D => {
        const matrix = `${at}.${name}_proj.weight`
        const output: tf.Tensor2D = tf.matMul(input, this.#weight(matrix), false, true)
        return this.#adapter?.linear(matrix, input, output) ?? output
      }
      const seen = rmsNorm(x, this.#gain(`${at}.input_layernorm.weight`))
      const [q, k, v] = [
        linear(seen, 'self_attn.q'),
        linear(seen, 'self_attn.k'),
        linear(seen, 'self_attn.v'),
      ]
      x = tf.add(x, hide(linear(attend(layer, q, k, v), 'self_attn.o')))
      const known = rmsNorm(x, this.#gain(`${at}.post_attention_layernorm.weight`))
      const thought = swiglu(linear(known, 'mlp.gate'), linear(known, 'mlp.up'))
      x = tf.add(x, hide(linear(thought, 'mlp.down')))
    }
    const said = rmsNorm(x, this.#gain('model.norm.weight'))
    const logits: tf.Tensor2D = tf.matMul(said, table, false, true)
    return this.#adapter?.linear(TABLE, said, logits) ?? logits
  }

  #weight(name: string): tf.Tensor2D {
    return this.weights.get(name)! as tf.Tensor as tf.Tensor2D
  }

  #gain(name: string): tf.Tensor1D {
    const gain = this.weights.get(name)! as tf.Tensor as tf.Tensor1D
    return this.#adapter?.gain(name, gain) ?? gain
  }
}
