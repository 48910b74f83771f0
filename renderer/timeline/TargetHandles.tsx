// The handles of the target curve: dragged by mouse or finger, moved with the arrow keys, removed with Delete.
import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { formatShare, formatSigned } from './format.ts'
import { measureRange, type TargetPoint } from './feelings.ts'
import { movePoint, nudgeAll } from './target-curve.ts'
import type { Chart } from './timeline-chart.ts'
import { storeTarget } from './timeline-engine.ts'
import { timelineStore } from './timeline-store.ts'

const KEY_STEP_Y = 0.05
const KEY_STEP_X = 0.01

interface HandlesProps {
  readonly chart: Chart
  readonly points: readonly TargetPoint[]
}

export const TargetHandles = ({ chart, points }: HandlesProps): ReactElement => {
  const t = useText()
  const held = useRef<{ readonly index: number; readonly moved: boolean } | null>(null)
  const measure = timelineStore.getState().measure
  const range = measureRange(measure)
  const { from, to } = chart.scope
  const value = measure === 'valence' ? formatSigned : formatShare

  const drag = (event: PointerEvent<SVGGElement>): void => {
    const svg = event.currentTarget.ownerSVGElement
    if (!held.current || !svg) return
    const box = svg.getBoundingClientRect()
    const word = chart.x.invert(event.clientX - box.left)
    const point = { x: (word - from) / (to - from), y: chart.y.invert(event.clientY - box.top) }
    held.current = { ...held.current, moved: true }
    timelineStore.setState({ draft: movePoint(points, held.current.index, point, range) })
  }
  const release = (): void => {
    const { draft } = timelineStore.getState()
    const moved = held.current?.moved === true
    held.current = null
    timelineStore.setState({ frozen: null })
    if (moved && draft) void storeTarget(draft)
    else timelineStore.setState({ draft: null })
  }
  const key = (event: KeyboardEvent, index: number): void => {
    const point = points[index]!
    const fine = event.shiftKey ? 0.2 : 1
    // With Alt the whole curve moves.
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      event.stopPropagation()
      const way = event.key === 'ArrowUp' ? 1 : -1
      void storeTarget(nudgeAll(points, way * KEY_STEP_Y * fine, range))
      return
    }
    const step = (dx: number, dy: number): void => {
      event.preventDefault()
      event.stopPropagation()
      void storeTarget(movePoint(points, index, { x: point.x + dx * fine, y: point.y + dy * fine }, range))
    }
    if (event.key === 'ArrowUp') step(0, KEY_STEP_Y)
    else if (event.key === 'ArrowDown') step(0, -KEY_STEP_Y)
    else if (event.key === 'ArrowLeft') step(-KEY_STEP_X, 0)
    else if (event.key === 'ArrowRight') step(KEY_STEP_X, 0)
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      event.stopPropagation()
      void storeTarget(points.filter((_, i) => i !== index))
    }
  }

  return (
    <g className="timeline-handles">
      {points.map((point, index) => {
        const x = chart.x(from + point.x * (to - from))
        if (x < chart.plot.left - 8 || x > chart.plot.right + 8) return null
        return (
          <g
            key={index}
            data-grip
            data-testid="target-handle"
            className="timeline-handle"
            transform={`translate(${x} ${chart.y(point.y)})`}
            role="slider"
            tabIndex={0}
            aria-orientation="vertical"
            aria-label={t('timeline:handle', { number: index + 1, count: points.length })}
            aria-valuemin={range[0]}
            aria-valuemax={range[1]}
            aria-valuenow={Math.round(point.y * 100) / 100}
            aria-valuetext={t('timeline:handleValue', {
              value: value(point.y),
              percent: Math.round(point.x * 100),
            })}
            onKeyDown={(event) => key(event, index)}
            onPointerDown={(event) => {
              if (event.button !== 0) return
              event.stopPropagation()
              event.currentTarget.setPointerCapture(event.pointerId)
              held.current = { index, moved: false }
              const [low, high] = chart.y.domain()
              timelineStore.setState({ frozen: [low!, high!] })
            }}
            onPointerMove={drag}
            onPointerUp={release}
            onPointerCancel={release}
          >
            <circle className="timeline-handle-reach" r={14} />
            <circle className="timeline-handle-dot" r={5} />
          </g>
        )
      })}
    </g>
  )
}
