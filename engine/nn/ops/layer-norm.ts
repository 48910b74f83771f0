// Layer norm without gain or shift: fused when compiled, a plain composition elsewhere; Ba et al. 2016, arXiv 1607.06450.
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { isTracing } from '../compile/index.ts'

const EPSILON = 1e-5

tf.registerGradient({
  kernelName: 'LayerNorm',
  outputsToSave: [true, true],
  gradFunc: (dys, [y, inverse]) => {
    const inputs = { dy: (dys as tf.Tensor[])[0], y, inverse } as Record<string, tf.Tensor>
    return { x: () => tf.engine().runKernel('LayerNormGrad', inputs) }
  },
})

/** The same in plain ops. */
export function plainLayerNorm(x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true))
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), tf.scalar(EPSILON))))
}

/** x [n, width] → [n, width] with mean 0 and deviation 1 a row; gain and shift are the caller's. */
export function layerNorm(x: tf.Tensor2D): tf.Tensor2D {
  if (!isTracing()) return plainLayerNorm(x)
  return tf.engine().runKernel<tf.Tensor[]>('LayerNorm', { x }, { epsilon: EPSILON })[0] as tf.Tensor2D
}
