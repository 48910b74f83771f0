// Muon (Jordan 2024, kellerjordan.github.io/posts/muon): momentum made orthogonal for hidden matrices; all other weights go to AdamW.
// Scaled as in Liu et al. 2025 (arXiv 2502.16982), so that learning rate and weight decay mean what they mean to AdamW.
import * as tf from '@tensorflow/tfjs-core'
import { makeVariable } from '../make-variable.ts'
import { AdamW, clipFactor } from './adamw.ts'
import type { Optimizer } from './optimizer.ts'

export interface MuonSettings {
  readonly momentum: number
  /** Decoupled, times the learning rate. */
  readonly weightDecay: number
  /** Largest global norm of the gradient. */
  readonly clipNorm: number
}

export const MUON_DEFAULTS = {
  momentum: 0.95,
  weightDecay: 0,
  clipNorm: 1,
} as const satisfies MuonSettings

/** Of the odd polynomial that pulls every singular value towards 1, and how often it is applied. */
const [LINEAR, CUBIC, QUINTIC, ITERATIONS] = [3.4445, -4.775, 2.0315, 5]
/** Root mean square of AdamW's usual update. */
const UPDATE_SIZE = 0.2

/** A matrix with the same singular vectors and all singular values near 1 (Newton–Schulz), of the same shape. */
export function orthogonalized(matrix: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = matrix.shape
  // The products are taken over the shorter side.
  const flat = rows <= columns ? matrix : tf.transpose(matrix)
  let x: tf.Tensor2D = tf.div(flat, tf.add(tf.sqrt(tf.sum(tf.square(flat))), tf.scalar(1e-7)))
  for (let i = 0; i < ITERATIONS; i++) {
    const gram: tf.Tensor2D = tf.matMul(x, x, false, true)
    const inner = tf.add<tf.Tensor2D>(
      tf.mul(gram, tf.scalar(CUBIC)),
      tf.mul(tf.matMul(gram, gram), tf.scalar(QUINTIC)),
    )
    x = tf.add(tf.mul(x, tf.scalar(LINEAR)), tf.matMul(inner, x))
  }
  return rows <= columns ? x : tf.transpose(x)
}

/** Owns the momenta of its matrices and an AdamW for the rest; dispose() frees them. */
export class Muon implements Optimizer {
  readonly state: ReadonlyMap<string, tf.Variable>
  readonly #matrices: ReadonlyMap<string, tf.Variable>
  readonly #rest: AdamW
  readonly #settings: MuonSettings

  /** @param isHidden which weights are matrices inside the network: neither table of words nor gain */
  constructor(
    weights: ReadonlyMap<string, tf.Variable>,
    isHidden: (name: string) => boolean,
    settings: Partial<MuonSettings> = {},
  ) {
    this.#settings = { ...MUON_DEFAULTS, ...settings }
    const { weightDecay } = this.#settings
    const [matrices, rest] = [true, false].map(
      (hidden) =>
        new Map([...weights].filter(([name, { rank }]) => (rank === 2 && isHidden(name)) === hidden)),
    )
    this.#matrices = matrices
    // Clipped here, over all weights together.
    this.#rest = new AdamW(rest, { weightDecay, clipNorm: Infinity })
    const momenta = [...matrices].map(
      ([name, { shape }]) =>
        [`momentum/${name}`, makeVariable(tf.zeros(shape), { trainable: false })] as const,
    )
    this.state = new Map([...momenta, ...this.#rest.state])
  }

  apply(gradients: tf.NamedTensorMap, learningRate: tf.Scalar): tf.Scalar {
    const { momentum, weightDecay, clipNorm } = this.#settings
    const known = Object.entries(gradients as Readonly<Record<string, tf.Tensor | null>>).flatMap(
      ([name, gradient]) => (gradient ? [[name, gradient] as const] : []),
    )
    const norm = tf.sqrt<tf.Scalar>(tf.addN(known.map(([, gradient]) => tf.sum(tf.square(gradient)))))
    const clip = clipFactor(norm, clipNorm)
    const clipped = Object.fromEntries(known.map(([name, gradient]) => [name, tf.mul(gradient, clip)]))
    this.#rest.apply(clipped, learningRate)
    const shrink = tf.sub(tf.scalar(1), tf.mul(learningRate, tf.scalar(weightDecay)))
    for (const [name, weight] of this.#matrices) {
      const gradient = clipped[weight.name] as tf.Tensor | undefined
      if (!gradient) continue
      const running = this.state.get(`momentum/${name}`)!
      running.assign(tf.add(tf.mul(running, tf.scalar(momentum)), gradient))
      // Nesterov's look ahead.
      const ahead = tf.add<tf.Tensor2D>(gradient, tf.mul(running, tf.scalar(momentum)))
      const scale = UPDATE_SIZE * Math.sqrt(Math.max(...weight.shape))
      const update = tf.mul(orthogonalized(ahead), tf.mul(learningRate, tf.scalar(scale)))
      weight.assign(tf.sub(weightDecay > 0 ? tf.mul(weight, shrink) : weight, update))
    }
    return norm
  }

  dispose(): void {
    for (const variable of this.state.values()) variable.dispose()
  }
}
