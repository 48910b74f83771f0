// AdamW (Loshchilov & Hutter 2019, arXiv 1711.05101) with clipping of the global gradient norm, in TF.js ops.
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../make-variable.ts'
import type { Optimizer } from './optimizer.ts'

export interface AdamWSettings {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Decoupled, times the learning rate; matrices only. */
  readonly weightDecay: number
  /** Largest global norm of the gradient. */
  readonly clipNorm: number
}

export const ADAMW_DEFAULTS = {
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: 1,
} as const satisfies AdamWSettings

/** What gradients of this global norm are multiplied by; an infinite limit never clips. */
export const clipFactor = (norm: tf.Scalar, clipNorm: number): tf.Scalar =>
  clipNorm === Infinity
    ? tf.scalar(1)
    : tf.minimum(tf.scalar(1), tf.div(tf.scalar(clipNorm), tf.add(norm, tf.scalar(1e-6))))

/** Owns the moments of its weights; dispose() frees them. */
export class AdamW implements Optimizer {
  readonly state: ReadonlyMap<string, tf.Variable>
  readonly #weights: ReadonlyMap<string, tf.Variable>
  readonly #settings: AdamWSettings

  constructor(weights: ReadonlyMap<string, tf.Variable>, settings: Partial<AdamWSettings> = {}) {
    this.#weights = weights
    this.#settings = { ...ADAMW_DEFAULTS, ...settings }
    const state = new Map<string, tf.Variable>()
    const add = (name: string, value: tf.Tensor) => state.set(name, makeVariable(value, { trainable: false }))
    for (const [name, weight] of weights) {
      add(`first/${name}`, tf.zeros(weight.shape))
      add(`second/${name}`, tf.zeros(weight.shape))
    }
    add('power1', tf.scalar(1))
    add('power2', tf.scalar(1))
    this.state = state
  }

  apply(gradients: tf.NamedTensorMap, learningRate: tf.Scalar): tf.Scalar {
    const { beta1, beta2, epsilon, weightDecay, clipNorm } = this.#settings
    // A weight that the loss does not touch has no gradient (variableGrads gives null) and stays as it is.
    const entries = [...this.#weights].flatMap(([name, weight]) => {
      const gradient = gradients[weight.name] as tf.Tensor | null | undefined
      if (!gradient) return []
      const [first, second] = [this.state.get(`first/${name}`)!, this.state.get(`second/${name}`)!]
      return [{ weight, gradient, first, second }]
    })
    if (entries.length === 0) return tf.scalar(0)
    const norm = tf.sqrt<tf.Scalar>(tf.addN(entries.map(({ gradient }) => tf.sum(tf.square(gradient)))))
    const clip = clipFactor(norm, clipNorm)
    const power1 = this.state.get('power1')!
    const power2 = this.state.get('power2')!
    power1.assign(tf.mul(power1, tf.scalar(beta1)))
    power2.assign(tf.mul(power2, tf.scalar(beta2)))
    // m̂ / (√v̂ + ε) written so that the bias corrections are two scalars and not two passes over the weights.
    const correction1 = tf.sub(tf.scalar(1), power1)
    const rootCorrection = tf.div(correction1, tf.sqrt(tf.sub(tf.scalar(1), power2)))
    const smallest = tf.mul(correction1, tf.scalar(epsilon))
    const firstGain = tf.mul(clip, tf.scalar(1 - beta1))
    const secondGain = tf.mul(tf.square(clip), tf.scalar(1 - beta2))
    const shrink = tf.sub(tf.scalar(1), tf.mul(learningRate, tf.scalar(weightDecay)))
    for (const { weight, gradient, first, second } of entries) {
      first.assign(tf.add(tf.mul(first, tf.scalar(beta1)), tf.mul(gradient, firstGain)))
      second.assign(tf.add(tf.mul(second, tf.scalar(beta2)), tf.mul(tf.square(gradient), secondGain)))
      const scale = tf.add(tf.mul(tf.sqrt(second), rootCorrection), smallest)
      const update = tf.div(tf.mul(first, learningRate), scale)
      const decays = weightDecay > 0 && weight.rank > 1
      weight.assign(tf.sub(decays ? tf.mul(weight, shrink) : weight, update))
    }
    return norm
  }

  dispose(): void {
    for (const variable of this.state.values()) variable.dispose()
  }
}
