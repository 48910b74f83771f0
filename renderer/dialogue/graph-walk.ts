// Where an arrow key leads in the graph: along the ways, or to the nearest node above or below.
import type { Graph } from './dialogue-store.ts'
import { waysOf } from './node-words.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

export const walk = ({ nodes }: Graph, from: string, direction: Direction): string | null => {
  const here = nodes.find(({ id }) => id === from)
  if (!here) return nodes[0]?.id ?? null
  if (direction === 'right') return waysOf(here).find(({ target }) => target !== null)?.target ?? null
  if (direction === 'left')
    return nodes.find((node) => waysOf(node).some(({ target }) => target === from))?.id ?? null
  const sign = direction === 'down' ? 1 : -1
  const distance = ({ x, y }: { readonly x: number; readonly y: number }): number =>
    Math.abs(x - here.x) * 2 + Math.abs(y - here.y)
  const beyond = nodes.filter((node) => (node.y - here.y) * sign > 0)
  return beyond.toSorted((a, b) => distance(a) - distance(b))[0]?.id ?? null
}
