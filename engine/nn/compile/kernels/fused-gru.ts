// Fused kernels: a gated recurrent unit over a whole sequence (ONNX GRU) and its gradient (one reversed ONNX Scan).
// Gates in the order update, reset, candidate; h = n + z·(h₋₁ − n), n = tanh(xₙ + r·(h₋₁Uₙ + bₙ)); Cho et al. 2014, cuDNN's variant.
import { OnnxGraph } from '../onnx-graph.ts'
import type { Inputs, KernelTable } from '../value.ts'

/** The order of GruSequenceGrad's outputs. */
export const GRU_GRADIENTS = ['x', 'h0', 'w', 'u', 'bx', 'bh'] as const

const sizes = (inputs: Inputs) => {
  const [time, batch, width] = inputs['x'].shape as [number, number, number]
  return { time, batch, width, hidden: inputs['u'].shape[0] }
}

export const gruKernels = {
  // x [time, batch, in], h0 [batch, hidden], w [in, 3·hidden], u [hidden, 3·hidden], bx, bh [3·hidden] → [time, batch, hidden]
  GruSequence: {
    infer: (inputs) => {
      const { time, batch, hidden } = sizes(inputs)
      return [{ shape: [time, batch, hidden], dtype: 'float32' }]
    },
    lower: (graph, { x, h0, w, u, bx, bh }, { inputs }) => {
      const { time, batch, width, hidden } = sizes(inputs)
      const rows = (matrix: string, columns: number) =>
        graph.reshape(graph.node('Transpose', [matrix], { perm: [1, 0] }), [1, 3 * hidden, columns])
      const biases = graph.reshape(graph.node('Concat', [bx, bh], { axis: 0 }), [1, 6 * hidden])
      const start = graph.reshape(h0, [1, batch, hidden])
      const y = graph.node('GRU', [x, rows(w, width), rows(u, hidden), biases, '', start], {
        hidden_size: hidden,
        linear_before_reset: 1,
      })
      return graph.reshape(y, [time, batch, hidden])
    },
  },
  GruSequenceGrad: {
    list: true,
    infer: (inputs) => GRU_GRADIENTS.map((name) => ({ shape: inputs[name].shape, dtype: 'float32' })),
    lower: (graph, { dy, x, h0, w, u, bx, bh, y }, { inputs }) => {
      const { time, batch, width, hidden } = sizes(inputs)
      const steps = time * batch
      const add = (a: string, b: string) => graph.node('Add', [a, b])
      const sub = (a: string, b: string) => graph.node('Sub', [a, b])
      const mul = (a: string, b: string) => graph.node('Mul', [a, b])
      const gates = (matrix: string) => graph.nodes('Split', [matrix], 3, { axis: 1, num_outputs: 3 })
      const one = graph.float(1)

      // The gates of every step at once, from the states that the forward pass left behind.
      const first = graph.reshape(h0, [1, batch, hidden])
      const earlier = graph.node('Slice', [y, graph.int64s([0]), graph.int64s([time - 1]), graph.int64s([0])])
      const previous = graph.reshape(graph.node('Concat', [first, earlier], { axis: 0 }), [steps, hidden])
      const input = graph.reshape(x, [steps, width])
      const [hz, hr, hn] = gates(graph.node('Gemm', [previous, u, bh])) as [string, string, string]
      const [xz, xr, xn] = gates(graph.node('Gemm', [input, w, bx])) as [string, string, string]
      const z = graph.node('Sigmoid', [add(hz, xz)])
      const r = graph.node('Sigmoid', [add(hr, xr)])
      const n = graph.node('Tanh', [add(xn, mul(r, hn))])
      const keep = sub(one, z)

      // Derivatives of the three pre-activations by the state, ready for one product a step.
      const byCandidate = mul(keep, sub(one, mul(n, n)))
      const byUpdate = mul(sub(previous, n), mul(z, keep))
      const byInner = mul(byCandidate, r)
      const byReset = mul(mul(byInner, hn), sub(one, r))
      const slopes = graph.node('Concat', [byUpdate, byReset, byInner], { axis: 1 })

      const body = new OnnxGraph(graph)
      const state = [batch, hidden]
      const wide = [batch, 3 * hidden]
      const carried = body.input(body.name(), state, 'float32')
      const dyNow = body.input(body.name(), state, 'float32')
      const slopesNow = body.input(body.name(), wide, 'float32')
      const zNow = body.input(body.name(), state, 'float32')
      const dh = body.node('Add', [carried, dyNow])
      const dGates = body.node('Mul', [body.node('Concat', [dh, dh, dh], { axis: 1 }), slopesNow])
      const uT = graph.node('Transpose', [u], { perm: [1, 0] })
      const next = body.node('Add', [body.node('Mul', [dh, zNow]), body.node('MatMul', [dGates, uT])])
      body.output(next, state, 'float32')
      body.output(dGates, wide, 'float32')
      body.output(dh, state, 'float32')
      const [dh0, dGatesAll, dhAll] = graph.nodes(
        'Scan',
        [
          graph.full(0, state, 'float32'),
          dy,
          graph.reshape(slopes, [time, batch, 3 * hidden]),
          graph.reshape(z, [time, batch, hidden]),
        ],
        3,
        { body, num_scan_inputs: 3, scan_input_directions: [1, 1, 1], scan_output_directions: [1, 1] },
      ) as [string, string, string]

      // Weights gather their gradient over all steps in one product each.
      const dHidden = graph.reshape(dGatesAll, [steps, 3 * hidden])
      const [dz, dr] = gates(dHidden) as [string, string, string]
      const dn = mul(graph.reshape(dhAll, [steps, hidden]), byCandidate)
      const dInput = graph.node('Concat', [dz, dr, dn], { axis: 1 })
      const columnSum = (matrix: string) =>
        graph.node('ReduceSum', [matrix, graph.int64s([0])], { keepdims: 0 })
      return [
        graph.reshape(graph.node('Gemm', [dInput, w], { transB: 1 }), [time, batch, width]),
        dh0,
        graph.node('Gemm', [input, dInput], { transA: 1 }),
        graph.node('Gemm', [previous, dHidden], { transA: 1 }),
        columnSum(dInput),
        columnSum(dHidden),
      ]
    },
  },
} satisfies KernelTable
