// The whole graph seen from far away: boxes and ways without words, a few shapes for thousands of nodes.
import { memo, type ReactElement } from 'react'
import type { Graph, GraphNode } from './dialogue-store.ts'
import type { Ghost } from './ghosts.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './graph-size.ts'
import { waysOf } from './node-words.ts'
import { entryOf, portOf } from './way-path.ts'

const box = ({ x, y }: GraphNode): string => `M${x} ${y}h${NODE_WIDTH}v${NODE_HEIGHT}h${-NODE_WIDTH}z`

/** As nodes are told apart near by. */
const lookOf = (node: GraphNode, ghost: Ghost | undefined, problem: string | undefined): string => {
  if (ghost) return 'ghost'
  if (problem !== undefined) return problem
  return node.kind === 'line' ? 'line' : 'other'
}

interface Props {
  readonly graph: Graph
  readonly problems: ReadonlyMap<string, 'error' | 'warning'>
  readonly ghosts: ReadonlyMap<string, Ghost>
}

/** Nodes that stand together are one shape: where a part of the page is painted anew, only what lies there is drawn. */
const PATCH = { width: 8 * 280, height: 8 * 130 } as const

const patchOf = ({ x, y }: GraphNode): string =>
  `${Math.floor(x / PATCH.width)} ${Math.floor(y / PATCH.height)}`

export const FarGraph = memo(({ graph, problems, ghosts }: Props): ReactElement => {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const waysFrom = (node: GraphNode): string => {
    const own = waysOf(node)
    return own
      .map(({ target }, at) => {
        const to = byId.get(target ?? '')
        if (!to) return ''
        const [from, into] = [portOf(node, at, own.length), entryOf(to)]
        return `M${from.x} ${from.y}L${into.x} ${into.y}`
      })
      .join('')
  }
  const patches = [...Map.groupBy(graph.nodes, patchOf)].map(([key, nodes]) => ({
    key,
    ways: nodes.map(waysFrom).join(''),
    looks: [...Map.groupBy(nodes, (node) => lookOf(node, ghosts.get(node.id), problems.get(node.id)))].map(
      ([look, alike]) => ({ look, path: alike.map(box).join('') }),
    ),
  }))
  return (
    <g aria-hidden data-testid="far-graph" data-nodes={graph.nodes.length}>
      {patches.map(({ key, ways }) => (
        <path key={key} className="graph-way far" d={ways} />
      ))}
      {patches.map(({ key, looks }) =>
        looks.map(({ look, path }) => (
          <path key={`${key} ${look}`} className={`graph-far ${look}`} d={path} />
        )),
      )}
    </g>
  )
})
FarGraph.displayName = 'FarGraph'
