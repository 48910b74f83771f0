// A trained model as one ONNX file that any ONNX Runtime (1.20 or later) runs: one token in, the logits of the next out.
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../models/condition.ts'
import type { TextModel } from '../models/types.ts'
import { exportGraph } from '../nn/compile/index.ts'

/**
 * Inputs: `tokens` int32 [1], `conditions` [1, CONDITION_SIZE] (zeros ask for nothing), and `state_*`, zeros before a text.
 * Outputs: `logits` [1, vocabulary] and `next_*`, to be fed as `state_*` with the next token.
 */
export function exportOnnx(model: TextModel): Uint8Array {
  const memory = model.memory(1)
  const example: [tf.Tensor1D, tf.Tensor2D] = [tf.zeros([1], 'int32'), tf.zeros([1, CONDITION_SIZE])]
  try {
    return exportGraph(
      (tokens: tf.Tensor1D, conditions: tf.Tensor2D) =>
        model.logits({ time: 1, batch: 1, tokens, conditions }, memory),
      example,
      { args: ['tokens', 'conditions'], result: 'logits' },
      { weights: model.weights.values(), state: memory },
    )
  } finally {
    tf.dispose([...example, ...memory.values()])
  }
}
