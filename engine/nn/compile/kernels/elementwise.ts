// Elementwise kernels: arithmetic, comparisons, activations, casts and selection.
import { backend_util } from '@tensorflow/tfjs-core'
import { typeNumber, type OnnxGraph } from '../onnx-graph.ts'
import { dtypeOf, type DType, type KernelRule, type KernelTable, type TraceNode } from '../value.ts'

type Emit = (graph: OnnxGraph, a: string, b: string) => string

function binary(op: string | Emit, dtype?: DType): KernelRule {
  return {
    elementwise: true,
    infer: ({ a, b }) => [
      {
        shape: backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]),
        dtype: dtype ?? a.dtype,
      },
    ],
    lower: (graph, { a, b }) => (typeof op === 'string' ? graph.node(op, [a, b]) : op(graph, a, b)),
  }
}

type EmitUnary = (graph: OnnxGraph, x: string, node: TraceNode) => string

function unary(op: string | EmitUnary, dtype?: DType): KernelRule {
  return {
    infer: ({ x }) => [{ shape: x.shape, dtype: dtype ?? x.dtype }],
    lower: (graph, { x }, node) => (typeof op === 'string' ? graph.node(op, [x]) : op(graph, x, node)),
  }
}

const number = (node: TraceNode, key: string, fallback = 0): number => {
  const value = node.attrs[key]
  return typeof value === 'number' ? value : fallback
}

const plainUnary = ['Abs', 'Ceil', 'Cos', 'Elu', 'Erf', 'Exp', 'Floor', 'Log', 'Neg', 'Reciprocal', 'Relu']
const moreUnary = ['Sigmoid', 'Sign', 'Sin', 'Softplus', 'Sqrt', 'Tanh']

export const elementwiseKernels = {
  ...Object.fromEntries([...plainUnary, ...moreUnary].map((name) => [name, unary(name)])),
  Add: binary('Add'),
  Sub: binary('Sub'),
  Multiply: binary('Mul'),
  RealDiv: binary('Div'),
  Maximum: binary('Max'),
  Minimum: binary('Min'),
  Pow: binary('Pow'),
  // Whole numbers divide towards zero in ONNX and towards −∞ in TF.js: go through floats.
  FloorDiv: binary((graph, a, b) => {
    const float = (x: string) => graph.node('Cast', [x], { to: typeNumber('float32') })
    const floor = graph.node('Floor', [graph.node('Div', [float(a), float(b)])])
    return graph.node('Cast', [floor], { to: typeNumber('int32') })
  }),
  SquaredDifference: binary((graph, a, b) => {
    const difference = graph.node('Sub', [a, b])
    return graph.node('Mul', [difference, difference])
  }),
  Greater: binary('Greater', 'bool'),
  GreaterEqual: binary('GreaterOrEqual', 'bool'),
  Less: binary('Less', 'bool'),
  LessEqual: binary('LessOrEqual', 'bool'),
  Equal: binary('Equal', 'bool'),
  NotEqual: binary((graph, a, b) => graph.node('Not', [graph.node('Equal', [a, b])]), 'bool'),
  LogicalAnd: binary('And', 'bool'),
  LogicalOr: binary('Or', 'bool'),
  LogicalNot: unary('Not', 'bool'),
  Square: unary((graph, x) => graph.node('Mul', [x, x])),
  Rsqrt: unary((graph, x) => graph.node('Reciprocal', [graph.node('Sqrt', [x])])),
  Log1p: unary((graph, x) => graph.node('Log', [graph.node('Add', [x, graph.float(1)])])),
  Step: unary((graph, x, node) => {
    const positive = graph.node('Greater', [x, graph.float(0)])
    return graph.node('Where', [positive, graph.float(1), graph.float(number(node, 'alpha'))])
  }),
  LeakyRelu: unary((graph, x, node) =>
    graph.node('LeakyRelu', [x], { alpha: { float: number(node, 'alpha') } }),
  ),
  ClipByValue: unary((graph, x, node) => {
    const bounds = [graph.float(number(node, 'clipValueMin')), graph.float(number(node, 'clipValueMax'))]
    return graph.node('Clip', [x, ...bounds])
  }),
  Cast: {
    infer: ({ x }, attrs) => [{ shape: x.shape, dtype: dtypeOf(String(attrs['dtype'])) }],
    lower: (graph, { x }, node) => graph.node('Cast', [x], { to: typeNumber(node.outputs[0].dtype) }),
  },
  Select: {
    infer: ({ t }) => [{ shape: t.shape, dtype: t.dtype }],
    lower: (graph, { condition, t, e }, node) => {
      const rank = node.outputs[0].shape.length
      const rows = node.inputs['condition'].shape
      // A vector condition chooses whole rows.
      const perRow = rows.length === 1 && rank > 1
      const chosen = perRow
        ? graph.reshape(condition, [...rows, ...Array<number>(rank - 1).fill(1)])
        : condition
      return graph.node('Where', [chosen, t, e])
    },
  },
  AddN: {
    infer: (inputs) => [{ shape: inputs['0'].shape, dtype: inputs['0'].dtype }],
    lower: (graph, names) => graph.node('Sum', Object.values(names)),
  },
} satisfies KernelTable
