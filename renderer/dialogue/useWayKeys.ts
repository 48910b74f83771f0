// Draws and removes ways with keys alone: W begins at the selected node, Tab takes another of its ways, arrows choose where it
// leads, Enter connects, Delete takes the way off, Escape leaves everything as it was.
import { useState, type KeyboardEvent } from 'react'
import { connect, type Graph, type GraphNode } from './dialogue-store.ts'
import { walk, type Direction } from './graph-walk.ts'
import { waysOf } from './node-words.ts'

export interface WayDrawing {
  readonly node: GraphNode
  /** Which of its ways, from 0, out of how many. */
  readonly at: number
  readonly of: number
  readonly exit: string
  /** Where it would lead. */
  readonly target: GraphNode | null
}

interface Begun {
  readonly nodeId: string
  readonly at: number
  readonly targetId: string | null
}

export const useWayKeys = (
  graph: Graph | null,
  directions: Readonly<Record<string, Direction>>,
): {
  readonly drawing: WayDrawing | null
  /** False: the key is none of these. */
  readonly onKey: (event: KeyboardEvent, selected: GraphNode | undefined) => boolean
  readonly end: () => void
} => {
  const [begun, setBegun] = useState<Begun | null>(null)
  const node = graph?.nodes.find(({ id }) => id === begun?.nodeId)
  const ways = node ? waysOf(node) : []
  const way = begun && ways[begun.at]
  const drawing: WayDrawing | null =
    begun && node && way
      ? {
          node,
          at: begun.at,
          of: ways.length,
          exit: way.key,
          target: graph?.nodes.find(({ id }) => id === begun.targetId) ?? null,
        }
      : null

  const end = (): void => setBegun(null)
  const finish = (target: string | null): void => {
    if (drawing) void connect(drawing.node.id, drawing.exit, target)
    end()
  }

  const onKey = (event: KeyboardEvent, selected: GraphNode | undefined): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (!drawing || !graph || !begun) {
      const [first] = selected ? waysOf(selected) : []
      if (event.key.toLowerCase() !== 'w' || !selected || !first) return false
      setBegun({ nodeId: selected.id, at: 0, targetId: first.target })
      return true
    }
    const direction = directions[event.key]
    if (direction) {
      const targetId = walk(graph, begun.targetId ?? drawing.node.id, direction)
      if (targetId !== null) setBegun({ ...begun, targetId })
    } else if (event.key === 'Tab') {
      const at = (begun.at + (event.shiftKey ? ways.length - 1 : 1)) % ways.length
      setBegun({ ...begun, at, targetId: ways[at]?.target ?? null })
    } else if (event.key === 'Enter') {
      if (drawing.target && drawing.target.id !== drawing.node.id) finish(drawing.target.id)
    } else if (event.key === 'Delete' || event.key === 'Backspace') finish(null)
    else if (event.key === 'Escape') end()
    else return false
    return true
  }
  return { drawing, onKey, end }
}
