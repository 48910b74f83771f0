// Where a way of a node leads, chosen from the nodes.
import { useMemo, type ReactElement } from 'react'
import { Select } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { edit, type Graph, type GraphNode } from './dialogue-store.ts'
import { nodeHeading, nodeText } from './node-words.ts'

/** Places that a list offers: more, nobody reads through, and thousands take the window's breath. Others are drawn to. */
const OFFERED = 60

/** In the order of the graph: where it leads now, and what stands nearest. */
const nearest = (graph: Graph, node: GraphNode, target: string | null): readonly GraphNode[] => {
  if (graph.nodes.length <= OFFERED) return graph.nodes
  const distance = ({ x, y }: GraphNode): number => Math.abs(x - node.x) + Math.abs(y - node.y)
  const near = graph.nodes.toSorted((a, b) => distance(a) - distance(b)).slice(0, OFFERED)
  const offered = new Set([...near.map(({ id }) => id), target])
  return graph.nodes.filter(({ id }) => offered.has(id))
}

export const WaySelect = (props: {
  readonly graph: Graph
  readonly node: GraphNode
  readonly exit: string
  readonly target: string | null
  readonly label: string
}): ReactElement => {
  const t = useText()
  const { graph, node, exit, target, label } = props
  const choices = useMemo(
    () => [
      { id: '', label: t('dialogue:nowhere') },
      ...nearest(graph, node, target).map((each) => ({
        id: each.id,
        label: [`${each.id} · ${nodeHeading(each)}`, nodeText(each)]
          .filter((part) => part !== '')
          .join(': ')
          .slice(0, 60),
      })),
    ],
    [graph, node, target, t],
  )
  return (
    <Select
      label={label}
      value={target ?? ''}
      choices={choices}
      onChange={(id) => void edit({ act: 'connect', nodeId: node.id, exit, target: id === '' ? null : id })}
    />
  )
}
