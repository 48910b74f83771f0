// Fused kernels: long short-term memory over a whole sequence (ONNX LSTM) and its gradient (two ONNX Scans).
// Gates in the order input, output, forget, candidate; c = f·c₋₁ + i·g, h = o·tanh c; Hochreiter & Schmidhuber 1997, Gers et al. 2000.
import { OnnxGraph } from '../onnx-graph.ts'
import type { Inputs, KernelTable } from '../value.ts'

/** The order of LstmSequenceGrad's outputs. */
export const LSTM_GRADIENTS = ['x', 'h0', 'c0', 'w', 'u', 'b'] as const

const sizes = (inputs: Inputs) => {
  const [time, batch, width] = inputs['x'].shape as [number, number, number]
  return { time, batch, width, hidden: inputs['u'].shape[0] }
}

export const lstmKernels = {
  // x [time, batch, in], h0, c0 [batch, hidden], w [in, 4·hidden], u [hidden, 4·hidden], b [4·hidden]
  // → every state [time, batch, hidden], the last cell [batch, hidden]
  LstmSequence: {
    list: true,
    infer: (inputs) => {
      const { time, batch, hidden } = sizes(inputs)
      return [
        { shape: [time, batch, hidden], dtype: 'float32' },
        { shape: [batch, hidden], dtype: 'float32' },
      ]
    },
    lower: (graph, { x, h0, c0, w, u, b }, { inputs }) => {
      const { time, batch, width, hidden } = sizes(inputs)
      const rows = (matrix: string, columns: number) =>
        graph.reshape(graph.node('Transpose', [matrix], { perm: [1, 0] }), [1, 4 * hidden, columns])
      const zeros = graph.full(0, [4 * hidden], 'float32')
      const biases = graph.reshape(graph.node('Concat', [b, zeros], { axis: 0 }), [1, 8 * hidden])
      const start = (state: string) => graph.reshape(state, [1, batch, hidden])
      const [y, , cell] = graph.nodes(
        'LSTM',
        [x, rows(w, width), rows(u, hidden), biases, '', start(h0), start(c0)],
        3,
        { hidden_size: hidden },
      ) as [string, string, string]
      return [graph.reshape(y, [time, batch, hidden]), graph.reshape(cell, [batch, hidden])]
    },
  },
  LstmSequenceGrad: {
    list: true,
    infer: (inputs) => LSTM_GRADIENTS.map((name) => ({ shape: inputs[name].shape, dtype: 'float32' })),
    lower: (graph, { dy, dCell, x, h0, c0, w, u, b, y }, { inputs }) => {
      const { time, batch, width, hidden } = sizes(inputs)
      const steps = time * batch
      const state = [batch, hidden]
      const wide = [batch, 4 * hidden]
      const add = (left: string, right: string) => graph.node('Add', [left, right])
      const mul = (left: string, right: string) => graph.node('Mul', [left, right])
      const rest = (value: string) => graph.node('Sub', [graph.float(1), value])
      const overTime = (value: string, columns = hidden) => graph.reshape(value, [time, batch, columns])
      const flat = (value: string) => graph.reshape(value, [steps, hidden])
      /** The values before each step of those after each step. */
      const previousOf = (start: string, after: string) => {
        const first = graph.reshape(start, [1, batch, hidden])
        const earlier = [after, graph.int64s([0]), graph.int64s([time - 1]), graph.int64s([0])]
        return flat(graph.node('Concat', [first, graph.node('Slice', earlier)], { axis: 0 }))
      }

      // The gates of every step at once, from the states that the forward pass left behind.
      const previous = previousOf(h0, y)
      const input = graph.reshape(x, [steps, width])
      const sum = add(graph.node('Gemm', [previous, u, b]), graph.node('MatMul', [input, w]))
      const gates = graph.nodes('Split', [sum], 4, { axis: 1, num_outputs: 4 })
      const [i, o, f] = gates.slice(0, 3).map((gate) => graph.node('Sigmoid', [gate])) as [
        string,
        string,
        string,
      ]
      const g = graph.node('Tanh', [gates[3]])

      // The cells were not kept: two cheap products a step bring them back.
      const forward = new OnnxGraph(graph)
      const [cellBefore, fNow, newNow] = [state, state, state].map((shape) =>
        forward.input(forward.name(), shape, 'float32'),
      ) as [string, string, string]
      const cellAfter = forward.node('Add', [forward.node('Mul', [cellBefore, fNow]), newNow])
      forward.output(cellAfter, state, 'float32')
      forward.output(cellAfter, state, 'float32', forward.name())
      const [, cells] = graph.nodes('Scan', [c0, overTime(f), overTime(mul(i, g))], 2, {
        body: forward,
        num_scan_inputs: 2,
      }) as [string, string]
      const cellsBefore = previousOf(c0, cells)
      const squashed = graph.node('Tanh', [flat(cells)])

      // Derivatives of the four pre-activations by cell (or, for the output gate, by state), ready for one product a step.
      const cellByState = mul(o, rest(mul(squashed, squashed)))
      const slopes = graph.node(
        'Concat',
        [
          mul(g, mul(i, rest(i))),
          mul(squashed, mul(o, rest(o))),
          mul(cellsBefore, mul(f, rest(f))),
          mul(i, rest(mul(g, g))),
        ],
        { axis: 1 },
      )

      const back = new OnnxGraph(graph)
      const [hCarried, cCarried, dyNow, slopesNow, byStateNow, keepNow] = [
        state,
        state,
        state,
        wide,
        state,
        state,
      ].map((shape) => back.input(back.name(), shape, 'float32')) as [
        string,
        string,
        string,
        string,
        string,
        string,
      ]
      const dh = back.node('Add', [hCarried, dyNow])
      const dc = back.node('Add', [cCarried, back.node('Mul', [dh, byStateNow])])
      const dGates = back.node('Mul', [back.node('Concat', [dc, dh, dc, dc], { axis: 1 }), slopesNow])
      const uT = graph.node('Transpose', [u], { perm: [1, 0] })
      back.output(back.node('MatMul', [dGates, uT]), state, 'float32')
      back.output(back.node('Mul', [dc, keepNow]), state, 'float32')
      back.output(dGates, wide, 'float32')
      const [dh0, dc0, dGatesAll] = graph.nodes(
        'Scan',
        [
          graph.full(0, state, 'float32'),
          dCell,
          dy,
          overTime(slopes, 4 * hidden),
          overTime(cellByState),
          overTime(f),
        ],
        3,
        { body: back, num_scan_inputs: 4, scan_input_directions: [1, 1, 1, 1], scan_output_directions: [1] },
      ) as [string, string, string]

      // Weights gather their gradient over all steps in one product each.
      const dSums = graph.reshape(dGatesAll, [steps, 4 * hidden])
      return [
        graph.reshape(graph.node('Gemm', [dSums, w], { transB: 1 }), [time, batch, width]),
        dh0,
        dc0,
        graph.node('Gemm', [input, dSums], { transA: 1 }),
        graph.node('Gemm', [previous, dSums], { transA: 1 }),
        graph.node('ReduceSum', [dSums, graph.int64s([0])], { keepdims: 0 }),
      ]
    },
  },
} satisfies KernelTable
