// Mean cross-entropy of class numbers under logits: fused when compiled, a plain composition elsewhere.
import * as tf from '@tensorflow/tfjs-core'
import '../gradients.ts'
import { isTracing } from '../compile/index.ts'

tf.registerGradient({
  kernelName: 'CrossEntropy',
  inputsToSave: ['labels'],
  outputsToSave: [false, true],
  gradFunc: (dys, [labels, logProbabilities]) => {
    const inputs = { dy: (dys as tf.Tensor[])[0], labels: labels, logProbabilities: logProbabilities }
    return {
      logits: () => tf.engine().runKernel('CrossEntropyGrad', inputs),
      labels: () => tf.zeros(labels.shape),
    }
  },
})

/** The same in plain ops. */
export function plainCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const hot = tf.oneHot(labels, logits.shape[1])
  const log = tf.sub(logits, tf.logSumExp(logits, 1, true))
  return tf.neg(tf.mean(tf.sum(tf.mul(log, tf.cast(hot, 'float32')), 1)))
}

/** logits [n, classes], labels int32 [n] → nats [], averaged over n. */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  if (!isTracing()) return plainCrossEntropy(logits, labels)
  return tf.engine().runKernel<tf.Tensor[]>('CrossEntropy', { logits, labels })[0] as tf.Scalar
}
