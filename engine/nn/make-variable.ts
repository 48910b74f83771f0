// Makes a variable and frees the tensor it starts from.
import * as tf from '@tensorflow/tfjs-core'

/** Takes ownership of `initial`. */
export function makeVariable(
  initial: tf.Tensor,
  { trainable }: { readonly trainable: boolean },
): tf.Variable {
  const variable = tf.variable(initial, trainable)
  initial.dispose()
  return variable
}
