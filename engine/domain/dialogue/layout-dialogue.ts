// Gives every node a place from left to right: layers along the ways, crossings kept few (after Sugiyama et al. 1981).
import type { Dialogue } from './dialogue.ts'
import { readingOrder } from './reading-order.ts'
import { successorsOf } from './flow.ts'

const COLUMN = 280
const ROW = 130
const SWEEPS = 4

export interface Place {
  readonly nodeId: string
  readonly x: number
  readonly y: number
}

/** The longest way from a start, ways back left out. Reading order makes "back" mean: already read on this way. */
const layersOf = (order: readonly string[], forward: ReadonlyMap<string, readonly string[]>) => {
  const layer = new Map<string, number>(order.map((id) => [id, 0]))
  // Kahn's order over what is left once ways back are gone.
  const incoming = new Map<string, number>(order.map((id) => [id, 0]))
  for (const targets of forward.values())
    for (const target of targets) incoming.set(target, (incoming.get(target) ?? 0) + 1)
  const ready = order.filter((id) => incoming.get(id) === 0)
  for (const id of ready)
    for (const target of forward.get(id) ?? []) {
      layer.set(target, Math.max(layer.get(target) ?? 0, (layer.get(id) ?? 0) + 1))
      incoming.set(target, (incoming.get(target) ?? 1) - 1)
      if (incoming.get(target) === 0) ready.push(target)
    }
  return layer
}

/** Ways that do not close a circle: those that do not lead to a node still open in a walk depth first. */
const forwardWays = (order: readonly string[], successors: ReadonlyMap<string, readonly string[]>) => {
  const state = new Map<string, 'open' | 'done'>()
  const forward = new Map<string, string[]>(order.map((id) => [id, []]))
  for (const root of order) {
    if (state.has(root)) continue
    state.set(root, 'open')
    const stack = [{ id: root, at: 0 }]
    while (stack.length > 0) {
      const frame = stack.at(-1)!
      const next = successors.get(frame.id)?.[frame.at++]
      if (next === undefined) {
        state.set(frame.id, 'done')
        stack.pop()
        continue
      }
      if (state.get(next) === 'open') continue
      forward.get(frame.id)?.push(next)
      if (state.get(next) === undefined) {
        state.set(next, 'open')
        stack.push({ id: next, at: 0 })
      }
    }
  }
  return forward
}

export const layoutDialogue = (dialogue: Dialogue): readonly Place[] => {
  const order = readingOrder(dialogue).map(({ id }) => id)
  const forward = forwardWays(order, successorsOf(dialogue))
  const layer = layersOf(order, forward)
  const columns: string[][] = []
  for (const id of order) (columns[layer.get(id) ?? 0] ??= []).push(id)
  const back = new Map<string, string[]>(order.map((id) => [id, []]))
  for (const [id, targets] of forward) for (const target of targets) back.get(target)?.push(id)

  const row = new Map<string, number>()
  const number = (column: readonly string[]): void => column.forEach((id, index) => row.set(id, index))
  columns.forEach(number)
  const sortBy = (column: string[], neighbours: ReadonlyMap<string, readonly string[]>): void => {
    const weight = (id: string): number => {
      const near = neighbours.get(id) ?? []
      if (near.length === 0) return row.get(id) ?? 0
      return near.reduce((sum, other) => sum + (row.get(other) ?? 0), 0) / near.length
    }
    const weights = new Map(column.map((id) => [id, weight(id)]))
    column.sort((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0))
    number(column)
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of columns) sortBy(column, back)
    for (const column of columns.toReversed()) sortBy(column, forward)
  }
  const tallest = Math.max(0, ...columns.map(({ length }) => length))
  return columns.flatMap((column, index) =>
    column.map((nodeId, place) => ({
      nodeId,
      x: index * COLUMN,
      // Short columns stand in the middle of the tall ones, on the grid.
      y: (place + Math.floor((tallest - column.length) / 2)) * ROW,
    })),
  )
}
