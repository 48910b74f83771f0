// A gated recurrent unit over a sequence: fused when compiled, a plain composition elsewhere.
// Cho et al. 2014 (arXiv 1406.1078) with the reset gate after the product, as cuDNN and PyTorch have it.
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { isTracing } from '../compile/index.ts'
import { GRU_GRADIENTS } from '../compile/kernels/fused-gru.ts'

export interface GruWeights {
  /** [in, 3·hidden]: update, reset, candidate. */
  readonly w: tf.Tensor2D
  /** [hidden, 3·hidden] */
  readonly u: tf.Tensor2D
  /** [3·hidden] */
  readonly bx: tf.Tensor1D
  /** [3·hidden]; its last third lies inside the reset gate's product. */
  readonly bh: tf.Tensor1D
}

tf.registerGradient({
  kernelName: 'GruSequence',
  inputsToSave: [...GRU_GRADIENTS],
  outputsToSave: [true],
  gradFunc: (dy, [x, h0, w, u, bx, bh, y]) => {
    const inputs = { dy: dy as tf.Tensor, x: x, h0: h0, w: w, u: u, bx: bx, bh: bh, y: y }
    // Recorded once: equal calls of one trace share a node.
    const gradients = () => tf.engine().runKernel<tf.Tensor[]>('GruSequenceGrad', inputs)
    return Object.fromEntries(GRU_GRADIENTS.map((name, i) => [name, () => gradients()[i]]))
  },
})

/** One step from the input's share of the gates: inputGates [batch, 3·hidden], h [batch, hidden] → [batch, hidden]. */
export function gruCell(inputGates: tf.Tensor2D, h: tf.Tensor2D, { u, bh }: GruWeights): tf.Tensor2D {
  const [xz, xr, xn] = tf.split(inputGates, 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
  const [hz, hr, hn] = tf.split(tf.add(tf.matMul(h, u), bh), 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
  const z = tf.sigmoid(tf.add(xz, hz))
  const r = tf.sigmoid(tf.add(xr, hr))
  const n = tf.tanh(tf.add(xn, tf.mul(r, hn)))
  return tf.add(n, tf.mul(z, tf.sub(h, n)))
}

/** The same in plain ops. */
export function plainGruSequence(x: tf.Tensor3D, h0: tf.Tensor2D, weights: GruWeights): tf.Tensor3D {
  const [time, batch, width] = x.shape
  const flat = tf.reshape(x, [time * batch, width])
  const gates = tf.reshape(tf.add(tf.matMul(flat, weights.w), weights.bx), [time, batch, -1])
  const states: tf.Tensor2D[] = []
  let h = h0
  for (const step of tf.unstack(gates, 0)) {
    h = gruCell(step as tf.Tensor2D, h, weights)
    states.push(h)
  }
  return tf.stack(states, 0) as tf.Tensor3D
}

/** x [time, batch, in], h0 [batch, hidden] → every state [time, batch, hidden]. */
export function gruSequence(x: tf.Tensor3D, h0: tf.Tensor2D, weights: GruWeights): tf.Tensor3D {
  if (!isTracing()) return plainGruSequence(x, h0, weights)
  const { w, u, bx, bh } = weights
  return tf.engine().runKernel<tf.Tensor3D>('GruSequence', { x, h0, w, u, bx, bh })
}
