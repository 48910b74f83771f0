// GELU in its tanh form: fused when compiled, a plain composition elsewhere; Hendrycks & Gimpel 2016, arXiv 1606.08415.
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { isTracing } from '../compile/index.ts'

tf.registerGradient({
  kernelName: 'Gelu',
  inputsToSave: ['x'],
  outputsToSave: [true, true],
  gradFunc: (dys, [x, y, sigmoid]) => {
    const inputs = { dy: (dys as tf.Tensor[])[0], x, y, sigmoid } as Record<string, tf.Tensor>
    return { x: () => tf.engine().runKernel('GeluGrad', inputs) }
  },
})

/** The same in plain ops. */
export function plainGelu(x: tf.Tensor2D): tf.Tensor2D {
  const cube = tf.mul(tf.mul(x, tf.square(x)), tf.scalar(0.044715))
  const inner = tf.mul(tf.add(x, cube), tf.scalar(Math.sqrt(2 / Math.PI)))
  return tf.mul(tf.mul(x, tf.scalar(0.5)), tf.add(tf.tanh(inner), tf.scalar(1)))
}

/** x [n, width] → [n, width] */
export function gelu(x: tf.Tensor2D): tf.Tensor2D {
  if (!isTracing()) return plainGelu(x)
  return tf.engine().runKernel<tf.Tensor[]>('Gelu', { x })[0] as tf.Tensor2D
}
