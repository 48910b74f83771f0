// What a training step asks of an optimizer; which weights are moved how is each optimizer's own business.
import type * as tf from '@tensorflow/tfjs-core'

export interface Optimizer {
  /** Its own state by name, for checkpoints and for compile's `vars`. */
  readonly state: ReadonlyMap<string, tf.Variable>
  /** Updates the weights in place; `gradients` by variable name as tf.variableGrads gives them; returns their norm. */
  apply(gradients: tf.NamedTensorMap, learningRate: tf.Scalar): tf.Scalar
  dispose(): void
}
