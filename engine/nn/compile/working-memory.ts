// How much memory a traced step holds at once while it runs, reckoned from shapes alone; state is not counted.
import type { Trace } from './trace.ts'
import { sizeOf, type SymbolicValue, type TraceNode } from './value.ts'

/** Their result is their input under another name. */
const VIEWS = new Set(['Reshape', 'Identity', 'ExpandDims', 'Squeeze'])
const BYTES = 4

/**
 * The largest sum, over the nodes in order, of the results that are still needed. Kernels' inner results are not seen and
 * the runtime may reuse or hold more than this: callers add a margin.
 * @param roots what outlives the step: written to buffers that are counted elsewhere
 */
export function workingBytes(trace: Trace, roots: readonly SymbolicValue[]): number {
  const needed = new Set(roots)
  const live: TraceNode[] = []
  for (const node of trace.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue
    live.push(node)
    for (const value of Object.values(node.inputs)) needed.add(value)
  }
  live.reverse()
  // A view keeps alive what it shows.
  const source = new Map<SymbolicValue, SymbolicValue>()
  const sourceOf = (value: SymbolicValue): SymbolicValue => source.get(value) ?? value
  const lastUse = new Map<SymbolicValue, number>()
  live.forEach((node, at) => {
    const inputs = Object.values(node.inputs).map(sourceOf)
    if (VIEWS.has(node.kernel)) for (const output of node.outputs) source.set(output, inputs[0])
    for (const value of inputs) lastUse.set(value, at)
  })
  const endingAt = Map.groupBy(lastUse.keys(), (value) => lastUse.get(value)!)
  const outside = new Set(roots.map(sourceOf))
  const held = new Map<SymbolicValue, number>()
  let [now, peak] = [0, 0]
  live.forEach((node, at) => {
    for (const output of node.outputs) {
      if (source.has(output) || outside.has(output) || !lastUse.has(output)) continue
      const bytes = BYTES * sizeOf(output.shape)
      held.set(output, bytes)
      now += bytes
    }
    peak = Math.max(peak, now)
    for (const value of endingAt.get(at) ?? []) {
      now -= held.get(value) ?? 0
      held.delete(value)
    }
  })
  return peak
}
