// Drags one node with the pointer: it and its ways move on the page at once; the dialogue hears of it when it is dropped.
import type { PointerEvent } from 'react'
import { moveNode, type GraphNode } from './dialogue-store.ts'
import type { GraphSurface } from './graph-surface.ts'
import { entryOf, portOf, wayPath } from './way-path.ts'

/** Less is a click. */
const LEAST = 3

const numberOf = (path: SVGPathElement, name: string): number => Number(path.dataset[name])

export const dragNode = (
  event: PointerEvent<SVGGElement>,
  node: GraphNode,
  nodes: readonly GraphNode[],
  toGraph: GraphSurface['toGraph'],
): void => {
  const group = event.currentTarget
  const start = toGraph(event.clientX, event.clientY)
  const byId = new Map(nodes.map((each) => [each.id, each]))
  const paths = [
    ...(group.ownerSVGElement?.querySelectorAll<SVGPathElement>('path[data-from]') ?? []),
  ].filter(({ dataset }) => dataset['from'] === node.id || dataset['to'] === node.id)
  let shift = { x: 0, y: 0 }
  const show = (): void => {
    group.setAttribute('transform', `translate(${node.x + shift.x} ${node.y + shift.y})`)
    const placeOf = (id: string | undefined) => {
      const found = byId.get(id ?? '') ?? node
      return found.id === node.id ? { x: node.x + shift.x, y: node.y + shift.y } : found
    }
    for (const path of paths) {
      const from = portOf(placeOf(path.dataset['from']), numberOf(path, 'at'), numberOf(path, 'of'))
      path.setAttribute('d', wayPath(from, entryOf(placeOf(path.dataset['to']))))
    }
  }
  const back = (): void => {
    shift = { x: 0, y: 0 }
    show()
  }
  group.setPointerCapture(event.pointerId)
  const move = (to: globalThis.PointerEvent): void => {
    const there = toGraph(to.clientX, to.clientY)
    shift = { x: there.x - start.x, y: there.y - start.y }
    show()
  }
  const drop = (): void => {
    group.removeEventListener('pointermove', move)
    if (Math.abs(shift.x) + Math.abs(shift.y) < LEAST) return back()
    const place = { nodeId: node.id, x: node.x + shift.x, y: node.y + shift.y }
    void moveNode(place).then((isDone) => {
      if (!isDone) back()
    })
  }
  group.addEventListener('pointermove', move)
  group.addEventListener('pointerup', drop, { once: true })
  group.addEventListener('pointercancel', drop, { once: true })
}
