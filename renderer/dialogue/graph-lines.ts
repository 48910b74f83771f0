// The ways between nodes as they are drawn near by: one path each, known by its ends.
import type { Graph, GraphNode, Growth } from './dialogue-store.ts'
import { waysOf } from './node-words.ts'
import { entryOf, portOf, wayPath } from './way-path.ts'

export interface Line {
  readonly key: string
  readonly from: string
  readonly to: string
  /** Which of the ways of `from`, out of how many. */
  readonly at: number
  readonly of: number
  readonly path: string
}

interface Index {
  readonly byId: ReadonlyMap<string, GraphNode>
  /** Who leads to a node. */
  readonly into: ReadonlyMap<string, readonly GraphNode[]>
}

/** Made once a graph: what is drawn changes many times while it stays. */
const indexes = new WeakMap<Graph, Index>()

const indexOf = (graph: Graph): Index => {
  const known = indexes.get(graph)
  if (known) return known
  const into = new Map<string, GraphNode[]>()
  for (const node of graph.nodes)
    for (const { target } of waysOf(node)) {
      const found = into.get(target ?? '')
      if (found) found.push(node)
      else into.set(target ?? '', [node])
    }
  const index = { byId: new Map(graph.nodes.map((node) => [node.id, node])), into }
  indexes.set(graph, index)
  return index
}

/** Those that begin or end at a node that is drawn. */
export const linesOf = (graph: Graph, drawn: readonly GraphNode[]): readonly Line[] => {
  const { byId, into } = indexOf(graph)
  const ids = new Set(drawn.map(({ id }) => id))
  const sources = new Set([...drawn, ...drawn.flatMap(({ id }) => into.get(id) ?? [])])
  return [...sources].flatMap((node) => {
    const ways = waysOf(node)
    return ways.flatMap(({ key, target }, at): Line[] => {
      const to = byId.get(target ?? '')
      if (!to || (!ids.has(node.id) && !ids.has(to.id))) return []
      const path = wayPath(portOf(node, at, ways.length), entryOf(to))
      return [{ key: `${node.id} ${key}`, from: node.id, to: to.id, at, of: ways.length, path }]
    })
  })
}

/** The way that something grows out of; null: it stands by itself. */
export const originLine = ({ nodes }: Graph, growth: Growth | null): Line | null => {
  const from = nodes.find(({ id }) => id === growth?.origin?.nodeId)
  const to = nodes.find(({ id }) => id === growth?.startId)
  if (!from || !to || !growth?.origin) return null
  const ways = waysOf(from)
  const at = Math.max(
    0,
    ways.findIndex(({ key }) => key === growth.origin?.exit),
  )
  const path = wayPath(portOf(from, at, ways.length), entryOf(to))
  return { key: 'origin', from: from.id, to: to.id, at, of: ways.length, path }
}
