// The gated unit silu(gate)·up: fused when compiled, a plain composition elsewhere; Shazeer 2020, arXiv 2002.05202.
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { isTracing } from '../compile/index.ts'

tf.registerGradient({
  kernelName: 'SwiGlu',
  inputsToSave: ['up'],
  outputsToSave: [false, true, true],
  gradFunc: (dys, [up, sigmoid, silu]) => {
    const inputs = { dy: (dys as tf.Tensor[])[0], up, sigmoid, silu } as Record<string, tf.Tensor>
    const gradients = () => tf.engine().runKernel<tf.Tensor[]>('SwiGluGrad', inputs)
    return { gate: () => gradients()[0], up: () => gradients()[1] }
  },
})

/** The same in plain ops. */
export function plainSwiglu(gate: tf.Tensor2D, up: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(tf.mul(gate, tf.sigmoid(gate)), up)
}

/** gate, up [n, width] → [n, width] */
export function swiglu(gate: tf.Tensor2D, up: tf.Tensor2D): tf.Tensor2D {
  if (!isTracing()) return plainSwiglu(gate, up)
  return tf.engine().runKernel<tf.Tensor[]>('SwiGlu', { gate, up })[0] as tf.Tensor2D
}
