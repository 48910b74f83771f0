// Long short-term memory over a sequence: fused when compiled, a plain composition elsewhere.
// Hochreiter & Schmidhuber 1997; forget gate Gers et al. 2000; no peepholes, as cuDNN and PyTorch have it.
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { isTracing } from '../compile/index.ts'
import { LSTM_GRADIENTS } from '../compile/kernels/fused-lstm.ts'

export interface LstmWeights {
  /** [in, 4·hidden]: input, output, forget, candidate. */
  readonly w: tf.Tensor2D
  /** [hidden, 4·hidden] */
  readonly u: tf.Tensor2D
  /** [4·hidden] */
  readonly b: tf.Tensor1D
}

export interface LstmStates {
  /** [time, batch, hidden] */
  readonly states: tf.Tensor3D
  /** The cell after the last step, [batch, hidden]. */
  readonly cell: tf.Tensor2D
}

tf.registerGradient({
  kernelName: 'LstmSequence',
  inputsToSave: [...LSTM_GRADIENTS],
  outputsToSave: [true, false],
  gradFunc: (dys, [x, h0, c0, w, u, b, y]) => {
    const [dy, dCell] = dys as tf.Tensor[]
    const inputs = { dy, dCell, x, h0, c0, w, u, b, y } as Record<string, tf.Tensor>
    // Recorded once: equal calls of one trace share a node.
    const gradients = () => tf.engine().runKernel<tf.Tensor[]>('LstmSequenceGrad', inputs)
    return Object.fromEntries(LSTM_GRADIENTS.map((name, i) => [name, () => gradients()[i]]))
  },
})

/** One step from the input's share of the gates: inputGates [batch, 4·hidden], h and c [batch, hidden] → the next h and c. */
export function lstmCell(
  inputGates: tf.Tensor2D,
  h: tf.Tensor2D,
  c: tf.Tensor2D,
  u: tf.Tensor2D,
): readonly [tf.Tensor2D, tf.Tensor2D] {
  const [i, o, f, g] = tf.split(tf.add(inputGates, tf.matMul(h, u)), 4, 1) as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
  ]
  const cell = tf.add<tf.Tensor2D>(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)))
  return [tf.mul(tf.sigmoid(o), tf.tanh(cell)), cell]
}

/** The same in plain ops. */
export function plainLstmSequence(
  x: tf.Tensor3D,
  h0: tf.Tensor2D,
  c0: tf.Tensor2D,
  { w, u, b }: LstmWeights,
): LstmStates {
  const [time, batch, width] = x.shape
  const flat = tf.reshape(x, [time * batch, width])
  const gates = tf.reshape(tf.add(tf.matMul(flat, w), b), [time, batch, -1])
  const states: tf.Tensor2D[] = []
  let [h, c] = [h0, c0]
  for (const step of tf.unstack(gates, 0)) {
    ;[h, c] = lstmCell(step as tf.Tensor2D, h, c, u)
    states.push(h)
  }
  return { states: tf.stack(states, 0) as tf.Tensor3D, cell: c }
}

/** x [time, batch, in], h0 and c0 [batch, hidden] → every state and the last cell; both carry gradients. */
export function lstmSequence(
  x: tf.Tensor3D,
  h0: tf.Tensor2D,
  c0: tf.Tensor2D,
  weights: LstmWeights,
): LstmStates {
  if (!isTracing()) return plainLstmSequence(x, h0, c0, weights)
  const { w, u, b } = weights
  const [states, cell] = tf.engine().runKernel<tf.Tensor[]>('LstmSequence', { x, h0, c0, w, u, b })
  return { states: states as tf.Tensor3D, cell: cell as tf.Tensor2D }
}
