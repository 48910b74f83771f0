// Draws class numbers inside a compiled step, and keeps gradients out of where they do not belong.
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'

/** Runs `body` as if its result were given: nothing inside it receives a gradient. */
export function withoutGradient<T extends tf.Tensor>(body: () => T): T {
  // Ops inside a custom gradient stay off the tape; without inputs nothing flows back either.
  return tf.customGrad(() => ({ value: body(), gradFunc: () => [] }))()
}

/**
 * logits [n, classes], uniform [n, 1] in [0, 1) → int32 [n], drawn from softmax(logits) by inverting its distribution.
 * In two levels, first the block and then the place inside it: a running sum over √classes numbers twice instead of
 * one over all of them. No gradient.
 */
export function sampleCategorical(logits: tf.Tensor2D, uniform: tf.Tensor2D): tf.Tensor1D {
  return withoutGradient(() => {
    const [n, classes] = logits.shape
    const width = Math.ceil(Math.sqrt(classes))
    const blocks = Math.ceil(classes / width)
    const powers = tf.exp(tf.sub(logits, tf.max(logits, 1, true)))
    const padded = tf.pad(powers, [
      [0, 0],
      [0, blocks * width - classes],
    ])
    const masses = tf.reshape(padded, [n, blocks, width])
    const blockMass = tf.sum(masses, 2)
    const reached = tf.cumsum(blockMass, 1)
    const target = tf.mul(uniform, tf.slice(reached, [0, blocks - 1], [n, 1]))
    const before = tf.cast(tf.lessEqual(reached, target), 'float32')
    const block = tf.minimum(tf.sum(before, 1), tf.scalar(blocks - 1))
    const passed = tf.sum(tf.mul(blockMass, before), 1, true)
    const rows = tf.cast(tf.add(block, tf.range(0, n * blocks, blocks, 'float32')), 'int32')
    const inside = tf.cumsum(tf.gather(tf.reshape(masses, [n * blocks, width]), rows), 1)
    const place = tf.sum(tf.cast(tf.lessEqual(inside, tf.sub(target, passed)), 'float32'), 1)
    const drawn = tf.add(tf.mul(block, tf.scalar(width)), tf.minimum(place, tf.scalar(width - 1)))
    return tf.cast<tf.Tensor1D>(tf.minimum(drawn, tf.scalar(classes - 1)), 'int32')
  })
}

/**
 * logits [n, classes], uniform [n, classes] → soft one-hot rows [n, classes] that carry a gradient.
 * Jang et al. 2017, arXiv 1611.01144; the lower the temperature, the nearer to a true choice.
 */
export function gumbelSoftmax(logits: tf.Tensor2D, uniform: tf.Tensor2D, temperature: number): tf.Tensor2D {
  const safe = tf.clipByValue(uniform, 1e-6, 1 - 1e-6)
  const gumbel = tf.neg(tf.log(tf.neg(tf.log(safe))))
  return tf.softmax(tf.div(tf.add(logits, gumbel), tf.scalar(temperature)))
}
