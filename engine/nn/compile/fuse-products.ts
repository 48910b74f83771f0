// Where weights never change, fewer and wider matrix products: those that read one tensor become one, sums join their product.
import type { OnnxGraph } from './onnx-graph.ts'
import { allocate, type SymbolicValue, type TensorData, type TraceNode } from './value.ts'

type Lowered = readonly (readonly [SymbolicValue, string])[]

export interface FusedProducts {
  /** Written later (or was written before) as part of another node. */
  isDeferred(node: TraceNode): boolean
  /** Names of what the node, and those that it stands for, give; null: nothing to fuse here. */
  lower(graph: OnnxGraph, node: TraceNode, nameOf: (value: SymbolicValue) => string): Lowered | null
}

/**
 * Changes nothing where nothing is frozen: a step that learns keeps its order of additions, bit for bit.
 * @param live nodes in order, without dead ones
 */
export function fuseProducts(
  live: readonly TraceNode[],
  roots: readonly SymbolicValue[],
  frozen: ReadonlyMap<SymbolicValue, TensorData>,
): FusedProducts {
  const products = live.filter((node) => isProduct(node, frozen))
  const beside = new Map<TraceNode, readonly TraceNode[]>()
  const deferred = new Set<TraceNode>()
  for (const group of Map.groupBy(products, keyOf).values()) {
    if (group.length < 2) continue
    beside.set(group[0], group)
    for (const other of group.slice(1)) deferred.add(other)
  }
  const uses = new Map<SymbolicValue, number>(roots.map((root) => [root, 2]))
  for (const node of live)
    for (const value of Object.values(node.inputs)) uses.set(value, (uses.get(value) ?? 0) + 1)
  const sums = new Map<TraceNode, { readonly product: TraceNode; readonly rest: SymbolicValue }>()
  const single = new Map(
    products.flatMap((node) => (beside.has(node) || deferred.has(node) ? [] : [[node.outputs[0], node]])),
  )
  for (const node of live) {
    if (node.kernel !== 'Add') continue
    const { a, b } = node.inputs
    const [value, rest] = single.has(b) ? [b, a] : [a, b]
    const product = single.get(value)
    if (!product || value === rest || uses.get(value) !== 1 || !fits(rest, node.outputs[0])) continue
    sums.set(node, { product, rest })
    deferred.add(product)
    single.delete(value)
  }
  return {
    isDeferred: (node) => deferred.has(node),
    lower(graph, node, nameOf) {
      const sum = sums.get(node)
      if (sum) {
        const { inputs, attrs } = sum.product
        const names = [nameOf(inputs['a']), nameOf(inputs['b']), nameOf(sum.rest)]
        return [[node.outputs[0], graph.node('Gemm', names, { transB: turned(attrs) })]]
      }
      const group = beside.get(node)
      return group ? lowerGroup(graph, group, frozen, nameOf) : null
    },
  }
}

const turned = (attrs: TraceNode['attrs']): 0 | 1 => (attrs['transposeB'] === true ? 1 : 0)

/** A plain matrix times frozen weights. */
const isProduct = (
  { kernel, inputs, attrs }: TraceNode,
  frozen: ReadonlyMap<SymbolicValue, unknown>,
): boolean =>
  kernel === 'BatchMatMul' &&
  attrs['transposeA'] !== true &&
  inputs['a'].shape.length === 2 &&
  inputs['b'].shape.length === 2 &&
  frozen.has(inputs['b'])

const keyOf = ({ inputs, attrs }: TraceNode): string => `${inputs['a'].id} ${turned(attrs)}`

/** Gemm adds what has the product's shape, or one row for all. */
const fits = (rest: SymbolicValue, sum: SymbolicValue): boolean =>
  rest.dtype === 'float32' &&
  rest.shape.at(-1) === sum.shape[1] &&
  (rest.shape.length === 1 || (rest.shape.length === 2 && [1, sum.shape[0]].includes(rest.shape[0])))

function lowerGroup(
  graph: OnnxGraph,
  group: readonly TraceNode[],
  frozen: ReadonlyMap<SymbolicValue, TensorData>,
  nameOf: (value: SymbolicValue) => string,
): Lowered {
  const [{ inputs, attrs }] = group
  const matrices = group.map((node) => node.inputs['b'])
  const transB = turned(attrs)
  const widths = group.map((node) => node.outputs[0].shape[1])
  const width = widths.reduce((a, b) => a + b)
  const depth = inputs['a'].shape[1]
  const data = allocate('float32', width * depth)
  let at = 0
  for (const [i, matrix] of matrices.entries()) {
    const own = frozen.get(matrix)!
    // Rows of the turned matrices lie one after the other; those of the others side by side.
    if (transB === 1) data.set(own, at * depth)
    else
      for (let row = 0; row < depth; row++)
        data.set(own.subarray(row * widths[i], (row + 1) * widths[i]), row * width + at)
    at += widths[i]
  }
  const weights = graph.constant(data, transB === 1 ? [width, depth] : [depth, width], 'float32')
  const product =
    transB === 1
      ? graph.node('Gemm', [nameOf(inputs['a']), weights], { transB })
      : graph.node('MatMul', [nameOf(inputs['a']), weights])
  const names = graph.nodes('Split', [product, graph.int64s(widths)], group.length, { axis: 1 })
  return group.map((node, i) => [node.outputs[0], names[i]] as const)
}
