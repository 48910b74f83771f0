// The ways between nodes as they are drawn near by: one path each, known by its ends.
import type { Graph, Growth } from './dialogue-store.ts'
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

/** Those that begin or end at a node that is drawn. */
export const linesOf = ({ nodes }: Graph, isDrawn: (id: string) => boolean): readonly Line[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return nodes.flatMap((node) => {
    const ways = waysOf(node)
    return ways.flatMap(({ key, target }, at): Line[] => {
      const to = byId.get(target ?? '')
      if (!to || (!isDrawn(node.id) && !isDrawn(to.id))) return []
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
