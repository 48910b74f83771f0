// The graph: only what is near the view is drawn, from far away as a few shapes. Arrows walk, Alt with arrows moves, W draws
// ways, Enter goes to the words.
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from 'react'
import { useText } from '../locales/index.ts'
import { useSize } from '../timeline/useSize.ts'
import { edit, select, shownGraph, useDialogue, type GraphNode } from './dialogue-store.ts'
import { dragNode } from './drag-node.ts'
import { FarGraph } from './FarGraph.tsx'
import { ghostsOf } from './ghosts.ts'
import { linesOf, originLine } from './graph-lines.ts'
import { GraphNodeView } from './GraphNodeView.tsx'
import { NODE_HEIGHT, NODE_WIDTH } from './graph-size.ts'
import { GraphSurfaceContext, type GraphSurface } from './graph-surface.ts'
import { walk, type Direction } from './graph-walk.ts'
import { nodeHeading, nodeText } from './node-words.ts'
import { Ports } from './Ports.tsx'
import { isFarAway, MARGIN, useCamera, windowOf } from './useCamera.ts'
import { useWayKeys, type WayDrawing } from './useWayKeys.ts'
import { entryOf, portOf, wayPath } from './way-path.ts'

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const STEP = 20
const STEPS = { left: [-STEP, 0], right: [STEP, 0], up: [0, -STEP], down: [0, STEP] } as const

const DrawnWay = ({ drawing }: { readonly drawing: WayDrawing }): ReactElement | null =>
  drawing.target && (
    <path
      className="graph-way drawing"
      d={wayPath(portOf(drawing.node, drawing.at, drawing.of), entryOf(drawing.target))}
    />
  )

const WayWords = ({ drawing }: { readonly drawing: WayDrawing }): ReactElement => {
  const t = useText()
  const { at, of, target } = drawing
  const told = target === null ? t('dialogue:nowhere') : `${nodeHeading(target)}: ${nodeText(target)}`
  return (
    <p className="graph-drawing" role="status" data-testid="way-drawing">
      <strong>{t('dialogue:wayDrawn', { number: at + 1, count: of, target: told.slice(0, 80) })}</strong>{' '}
      <small>{t('dialogue:wayKeys')}</small>
    </p>
  )
}

export const GraphView = ({ onEnter }: { readonly onEnter: () => void }): ReactElement | null => {
  const t = useText()
  const own = useDialogue((state) => state.graph)
  const growth = useDialogue((state) => state.growth)
  const graph = useMemo(() => own && shownGraph(own, growth), [own, growth])
  const ghosts = useMemo(() => ghostsOf(growth), [growth])
  const selected = useDialogue((state) => state.selected)
  const issues = useDialogue((state) => state.issues)
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const { camera, attach, drawn } = useCamera(size)
  const ways = useWayKeys(own, KEYS)
  const isFar = isFarAway(drawn)
  /** As they are just now, for what happens later. */
  const nodes = useRef<readonly GraphNode[]>([])
  useLayoutEffect(() => {
    nodes.current = graph?.nodes ?? []
  }, [graph])

  const problems = useMemo(() => {
    const found = new Map<string, 'error' | 'warning'>()
    for (const { nodeId, severity } of issues)
      if (nodeId !== null && found.get(nodeId) !== 'error') found.set(nodeId, severity)
    return found
  }, [issues])

  const near = useMemo(() => {
    if (!graph) return []
    if (isFar) return graph.nodes.filter(({ id }) => id === selected)
    const { left, top, right, bottom } = windowOf(drawn, size, MARGIN)
    return graph.nodes.filter(
      ({ id, x, y }) =>
        id === selected || (x > left - NODE_WIDTH && x < right && y > top - NODE_HEIGHT && y < bottom),
    )
  }, [graph, drawn, size, isFar, selected])
  const lines = useMemo(() => {
    if (!graph || isFar) return []
    const origin = originLine(graph, growth)
    return [...linesOf(graph, near), ...(origin ? [origin] : [])]
  }, [graph, growth, near, isFar])

  // What is selected is brought into view, wherever it was selected.
  useEffect(() => {
    const node = nodes.current.find(({ id }) => id === selected)
    if (node) camera.reveal(node, { width: NODE_WIDTH, height: NODE_HEIGHT })
  }, [selected, size, camera])

  // A passive listener, as React's are, could not keep the page itself from zooming.
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { deltaX, deltaY, clientX, clientY } = event
      if (!event.ctrlKey && !event.metaKey)
        return camera.move((was) => ({ ...was, x: was.x - deltaX, y: was.y - deltaY }))
      const box = element.getBoundingClientRect()
      camera.zoom(Math.exp(-deltaY / 400), clientX - box.left, clientY - box.top)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [camera])

  const surface = useMemo((): GraphSurface => {
    const toGraph: GraphSurface['toGraph'] = (x, y) => camera.toGraph(x, y)
    return { toGraph, drag: (event, node) => dragNode(event, node, nodes.current, toGraph) }
  }, [camera])

  if (!graph) return null
  const chosen = graph.nodes.find(({ id }) => id === selected)
  const isGhost = chosen !== undefined && ghosts.has(chosen.id)

  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = KEYS[event.key]
    if (ways.onKey(event, isGhost ? undefined : chosen)) {
      event.preventDefault()
      // Escape and Tab are the drawing's alone.
      event.stopPropagation()
      return
    }
    if (event.key === 'Enter') onEnter()
    else if (!direction) return
    else if (event.altKey && chosen) {
      const [dx, dy] = STEPS[direction]
      if (!isGhost)
        void edit({ act: 'move', places: [{ nodeId: chosen.id, x: chosen.x + dx, y: chosen.y + dy }] })
    } else {
      const next = walk(graph, selected ?? '', direction)
      if (next !== null) select(next)
    }
    event.preventDefault()
  }

  /** The ground is dragged; from far away a press chooses the node that lies there. */
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if ((event.target as Element).closest('.graph-node, .graph-port')) return
    const ground = event.currentTarget
    if (isFar) {
      const { x, y } = camera.toGraph(event.clientX, event.clientY)
      const hit = graph.nodes.findLast(
        (node) => x >= node.x && x <= node.x + NODE_WIDTH && y >= node.y && y <= node.y + NODE_HEIGHT,
      )
      if (hit) select(hit.id)
    }
    let [x, y] = [event.clientX, event.clientY]
    ground.setPointerCapture(event.pointerId)
    const pan = (to: globalThis.PointerEvent): void => {
      const [dx, dy] = [to.clientX - x, to.clientY - y]
      ;[x, y] = [to.clientX, to.clientY]
      camera.move((was) => ({ ...was, x: was.x + dx, y: was.y + dy }))
    }
    const end = (): void => ground.removeEventListener('pointermove', pan)
    ground.addEventListener('pointermove', pan)
    ground.addEventListener('pointerup', end, { once: true })
    ground.addEventListener('pointercancel', end, { once: true })
  }

  return (
    <div
      className="graph"
      ref={frame}
      data-testid="dialogue-graph"
      role="listbox"
      tabIndex={0}
      aria-label={t('dialogue:graph')}
      aria-activedescendant={chosen ? `dialogue-${chosen.id}` : undefined}
      onKeyDown={onKeyDown}
      onBlur={ways.end}
      onPointerDown={onPointerDown}
    >
      <GraphSurfaceContext value={surface}>
        <div className="graph-layer" ref={attach}>
          <svg className="graph-canvas" role="presentation">
            <g transform={`translate(${drawn.x} ${drawn.y}) scale(${drawn.scale})`}>
              {isFar && <FarGraph graph={graph} problems={problems} ghosts={ghosts} />}
              <g aria-hidden>
                {lines.map(({ key, path, ...ends }) => (
                  <path
                    key={key}
                    className={key === 'origin' ? 'graph-way ghost' : 'graph-way'}
                    d={path}
                    data-from={ends.from}
                    data-to={ends.to}
                    data-at={ends.at}
                    data-of={ends.of}
                  />
                ))}
                {ways.drawing && <DrawnWay drawing={ways.drawing} />}
              </g>
              {near.map((node) => (
                <GraphNodeView
                  key={node.id}
                  node={node}
                  isSelected={node.id === selected}
                  isStart={node.id === graph.startId}
                  problem={problems.get(node.id) ?? null}
                  isFar={isFar}
                  ghost={ghosts.get(node.id) ?? null}
                />
              ))}
              {chosen && !isGhost && !isFar && <Ports key={chosen.id} node={chosen} />}
            </g>
          </svg>
        </div>
      </GraphSurfaceContext>
      {ways.drawing && <WayWords drawing={ways.drawing} />}
    </div>
  )
}
