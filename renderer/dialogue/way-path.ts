// How a way is drawn between two nodes, in the graph's own units.
import { NODE_HEIGHT, NODE_WIDTH } from './graph-size.ts'

import type { Place } from './useCamera.ts'

/** Where the way `index` of `count` leaves a node: its right edge, spread over its height. */
export const portOf = ({ x, y }: Place, index: number, count: number): Place => ({
  x: x + NODE_WIDTH,
  y: y + (NODE_HEIGHT * (index + 1)) / (count + 1),
})

/** Where ways arrive: the middle of the left edge. */
export const entryOf = ({ x, y }: Place): Place => ({ x, y: y + NODE_HEIGHT / 2 })

/** A curve that leaves to the right and arrives from the left; ways back swing around. */
export const wayPath = (from: Place, to: Place): string => {
  const bend = Math.max(40, Math.abs(to.x - from.x) / 2)
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`
}
