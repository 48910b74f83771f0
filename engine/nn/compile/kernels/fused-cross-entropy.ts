// Fused kernel: mean cross-entropy of class numbers under logits, and its gradient by hand.
import type { KernelTable } from '../value.ts'

export const crossEntropyKernels = {
  // logits [n, classes], labels [n] → mean loss [], log probabilities [n, classes]
  CrossEntropy: {
    list: true,
    infer: ({ logits }) => [
      { shape: [], dtype: 'float32' },
      { shape: logits.shape, dtype: 'float32' },
    ],
    lower: (graph, { logits, labels }, { inputs }) => {
      const n = inputs['logits'].shape[0]
      const logProbabilities = graph.node('LogSoftmax', [logits], { axis: -1 })
      const column = graph.reshape(labels, [n, 1])
      const picked = graph.node('GatherElements', [logProbabilities, column], { axis: 1 })
      const sum = graph.node('ReduceSum', [picked], { keepdims: 0 })
      return [graph.node('Mul', [sum, graph.float(-1 / n)]), logProbabilities]
    },
  },
  // (softmax − one-hot) · dy / n
  CrossEntropyGrad: {
    infer: ({ logProbabilities }) => [{ shape: logProbabilities.shape, dtype: 'float32' }],
    lower: (graph, { dy, labels, logProbabilities }, { inputs }) => {
      const n = inputs['logProbabilities'].shape[0]
      const scale = graph.node('Mul', [dy, graph.float(1 / n)])
      const probabilities = graph.node('Mul', [graph.node('Exp', [logProbabilities]), scale])
      const minus = graph.node('Expand', [graph.node('Neg', [scale]), graph.int64s([n, 1])])
      const column = graph.reshape(labels, [n, 1])
      return graph.node('ScatterElements', [probabilities, column, minus], { axis: 1, reduction: 'add' })
    },
  },
} satisfies KernelTable
