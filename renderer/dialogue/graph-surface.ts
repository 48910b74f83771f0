// What nodes and ports know of the surface they are drawn on.
import { createContext, useContext, type PointerEvent } from 'react'
import type { GraphNode } from './dialogue-store.ts'
import type { Place } from './useCamera.ts'

export interface GraphSurface {
  /** Where a point of the window lies in the graph. */
  toGraph(clientX: number, clientY: number): Place
  /** Begins to drag a node that was pressed. */
  drag(event: PointerEvent<SVGGElement>, node: GraphNode): void
}

export const GraphSurfaceContext = createContext<GraphSurface | null>(null)

/** Throws outside a graph. */
export const useGraphSurface = (): GraphSurface => {
  const surface = useContext(GraphSurfaceContext)
  if (!surface) throw new Error('a node is drawn outside a graph')
  return surface
}
