// Lowers a finished trace to one ONNX graph: dead nodes dropped, constants made, outputs named.
import { KERNELS } from './kernels/index.ts'
import { OnnxGraph } from './onnx-graph.ts'
import type { Trace } from './trace.ts'
import { fuseProducts } from './fuse-products.ts'
import { sameShape, type SymbolicValue, type TensorData, type TraceNode } from './value.ts'

export interface Lowered {
  readonly model: Uint8Array
  /** Inputs that survive: fed at every run. */
  readonly inputs: readonly SymbolicValue[]
  /** Output names, in the order of the roots. */
  readonly outputs: readonly string[]
  readonly nodeCount: number
}

/**
 * @param roots what the step returns and the new values of its state
 * @param frozen inputs whose numbers are known and never change: they become constants
 * @param outputNames for graphs that others read; without them any name will do
 */
export function lower(
  trace: Trace,
  roots: readonly SymbolicValue[],
  frozen: ReadonlyMap<SymbolicValue, TensorData>,
  outputNames?: readonly string[],
): Lowered {
  const needed = new Set(roots)
  const live: TraceNode[] = []
  for (const node of trace.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue
    live.push(node)
    for (const value of Object.values(node.inputs)) needed.add(value)
  }
  live.reverse()

  const graph = new OnnxGraph()
  const names = new Map<SymbolicValue, string>()
  const inputs = trace.inputs.filter((value) => needed.has(value) && !frozen.has(value))
  for (const value of inputs) names.set(value, graph.input(value.input!, value.shape, value.dtype))

  const nameOf = (value: SymbolicValue): string => {
    const known = names.get(value)
    if (known !== undefined) return known
    const data = value.data ?? frozen.get(value)
    if (!data) throw new Error('compile: a value was used before it was computed')
    const name =
      value.uniform === undefined
        ? graph.constant(data, value.shape, value.dtype)
        : graph.full(value.uniform, value.shape, value.dtype)
    names.set(value, name)
    return name
  }
  const products = fuseProducts(live, roots, frozen)
  for (const node of live) {
    if (products.isDeferred(node)) continue
    const fused = products.lower(graph, node, nameOf)
    if (fused) {
      for (const [value, name] of fused) names.set(value, name)
      continue
    }
    const entries = Object.entries(node.inputs).map(([name, value]) => {
      const scalar = isScalarOperand(node, name, value)
      return [name, scalar ? graph.scalar(value.uniform!, value.dtype) : nameOf(value)] as const
    })
    const outputs = [KERNELS[node.kernel].lower(graph, Object.fromEntries(entries), node)].flat()
    node.outputs.forEach((value, i) => names.set(value, outputs[i]))
  }

  // An ONNX output must be a node's own: inputs, constants and repeats pass through an Identity.
  const direct = new Set(live.flatMap((node) => node.outputs))
  const outputs = roots.map((value, i) => {
    const isOwn = direct.delete(value)
    const alias = outputNames?.[i] ?? (isOwn ? undefined : `output${i}`)
    return graph.output(nameOf(value), value.shape, value.dtype, alias)
  })
  return { model: graph.build(), inputs, outputs, nodeCount: graph.nodeCount }
}

/** A uniform constant beside a tensor of the full shape may be written as one number. */
function isScalarOperand(node: TraceNode, name: string, value: SymbolicValue): boolean {
  if (KERNELS[node.kernel].elementwise !== true || value.uniform === undefined) return false
  const other = node.inputs[name === 'a' ? 'b' : 'a']
  return (
    other.uniform === undefined &&
    value.shape.length <= other.shape.length &&
    sameShape(node.outputs[0].shape, other.shape)
  )
}
