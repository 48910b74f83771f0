// The dots from which ways are drawn: dragged to a node, a way leads there; dropped beside, it leads nowhere yet. Keyboards
// have useWayKeys.ts.
import { useState, type PointerEvent, type ReactElement } from 'react'
import { connect, type GraphNode } from './dialogue-store.ts'
import { useGraphSurface } from './graph-surface.ts'
import { waysOf } from './node-words.ts'
import type { Place } from './useCamera.ts'
import { portOf, wayPath } from './way-path.ts'

const NODE_ID = 'dialogue-'

/** The node under a place of the window; null: the ground. */
const nodeAt = (x: number, y: number): string | null =>
  document.elementFromPoint(x, y)?.closest('.graph-node')?.id.slice(NODE_ID.length) ?? null

export const Ports = ({ node }: { readonly node: GraphNode }): ReactElement => {
  const [drawn, setDrawn] = useState<{ readonly from: Place; readonly to: Place } | null>(null)
  const { toGraph } = useGraphSurface()
  const ways = waysOf(node)

  const onPointerDown = (event: PointerEvent<SVGCircleElement>, exit: string, from: Place): void => {
    if (event.button !== 0) return
    event.stopPropagation()
    const port = event.currentTarget
    port.setPointerCapture(event.pointerId)
    const move = (to: globalThis.PointerEvent): void => {
      setDrawn({ from, to: toGraph(to.clientX, to.clientY) })
    }
    const end = (): void => {
      port.removeEventListener('pointermove', move)
      port.removeEventListener('pointerup', drop)
      port.removeEventListener('pointercancel', end)
      setDrawn(null)
    }
    const drop = (to: globalThis.PointerEvent): void => {
      end()
      const target = nodeAt(to.clientX, to.clientY)
      // A click on a dot is no wish.
      if (target !== node.id) void connect(node.id, exit, target)
    }
    port.addEventListener('pointermove', move)
    port.addEventListener('pointerup', drop)
    port.addEventListener('pointercancel', end)
  }

  return (
    <g aria-hidden>
      {drawn && <path className="graph-way drawing" d={wayPath(drawn.from, drawn.to)} />}
      {ways.map(({ key }, index) => {
        const place = portOf(node, index, ways.length)
        return (
          <circle
            key={key}
            className="graph-port"
            data-testid="graph-port"
            cx={place.x}
            cy={place.y}
            r={6}
            onPointerDown={(event) => onPointerDown(event, key, place)}
          />
        )
      })}
    </g>
  )
}
