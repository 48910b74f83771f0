// The graph: only what is in view is drawn. Arrows walk, Alt with arrows moves, Enter goes to the words.
import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { useSize } from '../timeline/useSize.ts'
import { edit, select, shownGraph, useDialogue, type Graph, type GraphNode } from './dialogue-store.ts'
import { ghostsOf } from './ghosts.ts'
import { GraphNodeView } from './GraphNodeView.tsx'
import { NODE_HEIGHT, NODE_WIDTH } from './graph-size.ts'
import { walk, type Direction } from './graph-walk.ts'
import { waysOf } from './node-words.ts'
import { Ports } from './Ports.tsx'
import { useCamera } from './useCamera.ts'
import { entryOf, portOf, wayPath } from './way-path.ts'

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const STEP = 20
const STEPS = { left: [-STEP, 0], right: [STEP, 0], up: [0, -STEP], down: [0, STEP] } as const

/** Below this scale the words of a node are no more than grey. */
const READABLE = 0.4

interface Line {
  readonly key: string
  readonly path: string
}

type ById = ReadonlyMap<string, GraphNode>

const linesOf = ({ nodes }: Graph, byId: ById, inView: ReadonlySet<string>): readonly Line[] =>
  nodes.flatMap((node) => {
    const ways = waysOf(node)
    return ways.flatMap(({ key, target }, index) => {
      const to = byId.get(target ?? '')
      if (!to || (!inView.has(node.id) && !inView.has(to.id))) return []
      return [{ key: `${node.id} ${key}`, path: wayPath(portOf(node, index, ways.length), entryOf(to)) }]
    })
  })

export const GraphView = ({ onEnter }: { readonly onEnter: () => void }): ReactElement | null => {
  const t = useText()
  const own = useDialogue((state) => state.graph)
  const growth = useDialogue((state) => state.growth)
  const graph = useMemo(() => own && shownGraph(own, growth), [own, growth])
  const ghosts = useMemo(() => ghostsOf(growth), [growth])
  const selected = useDialogue((state) => state.selected)
  const issues = useDialogue((state) => state.issues)
  const frame = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(frame)
  const { camera, setCamera, onWheel, onGround } = useCamera()

  const problems = useMemo(() => {
    const found = new Map<string, 'error' | 'warning'>()
    for (const { nodeId, severity } of issues)
      if (nodeId !== null && found.get(nodeId) !== 'error') found.set(nodeId, severity)
    return found
  }, [issues])

  const visible = useMemo(() => {
    const [left, top] = [-camera.x / camera.scale - NODE_WIDTH, -camera.y / camera.scale - NODE_HEIGHT]
    const [right, bottom] = [(width - camera.x) / camera.scale, (height - camera.y) / camera.scale]
    return (graph?.nodes ?? []).filter(({ x, y }) => x > left && x < right && y > top && y < bottom)
  }, [graph, camera, width, height])
  const byId = useMemo(() => new Map(graph?.nodes.map((node) => [node.id, node])), [graph])
  const lines = useMemo(
    () => (graph ? linesOf(graph, byId, new Set(visible.map(({ id }) => id))) : []),
    [graph, byId, visible],
  )

  // What is selected is brought into view, wherever it was selected.
  useEffect(() => {
    const node = graph?.nodes.find(({ id }) => id === selected)
    if (!node || width === 0) return
    setCamera((was) => {
      const [x, y] = [node.x * was.scale + was.x, node.y * was.scale + was.y]
      const fits =
        x > 0 && y > 0 && x < width - NODE_WIDTH * was.scale && y < height - NODE_HEIGHT * was.scale
      if (fits) return was
      return {
        ...was,
        x: width / 2 - (node.x + NODE_WIDTH / 2) * was.scale,
        y: height / 2 - (node.y + NODE_HEIGHT / 2) * was.scale,
      }
    })
  }, [graph, selected, width, height, setCamera])

  if (!graph) return null
  const chosen = visible.find(({ id }) => id === selected)
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = KEYS[event.key]
    const node = graph.nodes.find(({ id }) => id === selected)
    if (event.key === 'Enter') onEnter()
    else if (!direction) return
    else if (event.altKey && node && ghosts.has(node.id)) return
    else if (event.altKey && node) {
      const [dx, dy] = STEPS[direction]
      void edit({ act: 'move', places: [{ nodeId: node.id, x: node.x + dx, y: node.y + dy }] })
    } else {
      const next = walk(graph, selected ?? '', direction)
      if (next !== null) select(next)
    }
    event.preventDefault()
  }
  return (
    <div className="graph" ref={frame}>
      <svg
        className="graph-canvas"
        data-testid="dialogue-graph"
        role="listbox"
        tabIndex={0}
        aria-label={t('dialogue:graph')}
        aria-activedescendant={visible.some(({ id }) => id === selected) ? `dialogue-${selected}` : undefined}
        onKeyDown={onKeyDown}
        onWheel={onWheel}
        onPointerDown={onGround}
      >
        <g transform={`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
          <g aria-hidden>
            {lines.map(({ key, path }) => (
              <path key={key} className="graph-way" d={path} />
            ))}
          </g>
          {visible.map((node) => (
            <GraphNodeView
              key={node.id}
              node={node}
              isSelected={node.id === selected}
              isStart={node.id === graph.startId}
              problem={problems.get(node.id) ?? null}
              isFar={camera.scale < READABLE}
              ghost={ghosts.get(node.id) ?? null}
            />
          ))}
          {chosen && !ghosts.has(chosen.id) && camera.scale >= READABLE && (
            <Ports key={chosen.id} node={chosen} />
          )}
        </g>
      </svg>
    </div>
  )
}
