// Root-mean-square norm with a gain: fused when compiled, a plain composition elsewhere; Zhang & Sennrich 2019, arXiv 1910.07467.
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { isTracing } from '../compile/index.ts'

/** As Llama has it. */
export const RMS_EPSILON = 1e-5

tf.registerGradient({
  kernelName: 'RmsNorm',
  inputsToSave: ['x', 'gain'],
  outputsToSave: [false, true],
  gradFunc: (dys, [x, gain, inverse]) => {
    const inputs = { dy: (dys as tf.Tensor[])[0], x, gain, inverse } as Record<string, tf.Tensor>
    const gradients = () => tf.engine().runKernel<tf.Tensor[]>('RmsNormGrad', inputs)
    return { x: () => gradients()[0], gain: () => gradients()[1] }
  },
})

/** The same in plain ops. */
export function plainRmsNorm(x: tf.Tensor2D, gain: tf.Tensor1D): tf.Tensor2D {
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), 1, true), tf.scalar(RMS_EPSILON)))
  return tf.mul(tf.mul(x, inverse), gain)
}

/** x [n, width], gain [width] → [n, width] with a root mean square of 1 a row, times the gain. */
export function rmsNorm(x: tf.Tensor2D, gain: tf.Tensor1D): tf.Tensor2D {
  if (!isTracing()) return plainRmsNorm(x, gain)
  return tf
    .engine()
    .runKernel<tf.Tensor[]>('RmsNorm', { x, gain }, { epsilon: RMS_EPSILON })[0] as tf.Tensor2D
}
