// Pointer and wheel on the chart's ground: hover, scrub, brush to zoom, wheel to come closer, double click to add, pen to draw.
import { useEffect, useRef, useState, type MouseEvent, type PointerEvent, type RefObject } from 'react'
import type { Span } from './book-axis.ts'
import { correctAt } from './correct-here.ts'
import { measureRange, type TargetPoint } from './feelings.ts'
import { goToSentence, goToWord } from './playhead.ts'
import { addPoint, drawStroke } from './target-curve.ts'
import type { Chart } from './timeline-chart.ts'
import { storeTarget } from './timeline-engine.ts'
import { timelineStore } from './timeline-store.ts'
import { panBy, setDrawing, zoomAround, zoomToRange } from './timeline-view.ts'

/** A drag shorter than this is a click. */
const CLICK_PX = 4
/** A target has no more handles. */
const MOST_POINTS = 200

interface Drag {
  readonly kind: 'scrub' | 'brush' | 'pen'
  readonly startPx: number
  readonly moved: boolean
}

/** A place under the pen, in pixels of the chart. */
interface PenPlace {
  readonly px: number
  readonly py: number
}

/** A new point of the current scope's target at a word of the book. */
export const addTargetPoint = (
  chart: Chart,
  points: readonly TargetPoint[],
  word: number,
  y: number,
): void => {
  const { from, to } = chart.scope
  if (to <= from || word < from || word > to) return
  const [low, high] = measureRange(timelineStore.getState().measure)
  void storeTarget(addPoint(points, { x: (word - from) / (to - from), y: Math.min(high, Math.max(low, y)) }))
}

export const useChartGestures = (
  ref: RefObject<SVGSVGElement | null>,
  chart: Chart,
  points: readonly TargetPoint[],
) => {
  const [hoverWord, setHoverWord] = useState<number | null>(null)
  const [brush, setBrush] = useState<Span | null>(null)
  const drag = useRef<Drag | null>(null)
  const [stroke, setStroke] = useState<readonly PenPlace[]>([])
  const frame = useRef(0)

  const wordUnder = (event: { clientX: number }): number => {
    const left = ref.current?.getBoundingClientRect().left ?? 0
    const [from, to] = chart.x.domain()
    return Math.min(to!, Math.max(from!, chart.x.invert(event.clientX - left)))
  }

  useEffect(() => {
    const svg = ref.current
    if (!svg) return
    const wheel = (event: WheelEvent): void => {
      event.preventDefault()
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
        panBy((event.deltaX || event.deltaY) / 1200)
      else
        zoomAround(
          chart.x.invert(event.clientX - svg.getBoundingClientRect().left),
          Math.exp(event.deltaY / 500),
        )
    }
    svg.addEventListener('wheel', wheel, { passive: false })
    return () => svg.removeEventListener('wheel', wheel)
  }, [ref, chart])

  const placeUnder = (event: { clientX: number; clientY: number }): PenPlace => {
    const box = ref.current?.getBoundingClientRect()
    return { px: event.clientX - (box?.left ?? 0), py: event.clientY - (box?.top ?? 0) }
  }

  /** The stroke becomes part of the target; the pen stays out. */
  const storeStroke = (): void => {
    const { from, to } = chart.scope
    if (stroke.length < 2 || to <= from) return setStroke([])
    const drawn = stroke.map(({ px, py }) => ({
      x: (chart.x.invert(px) - from) / (to - from),
      y: chart.y.invert(py),
    }))
    const inScope = drawn.filter(({ x }) => x >= 0 && x <= 1)
    const range = measureRange(timelineStore.getState().measure)
    void storeTarget(drawStroke(points, inScope, range).slice(0, MOST_POINTS))
    setStroke([])
  }

  useEffect(() => {
    const putAway = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && timelineStore.getState().drawing) setDrawing(false)
    }
    window.addEventListener('keydown', putAway)
    return () => window.removeEventListener('keydown', putAway)
  }, [])

  const scrubTo = (word: number): void => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => goToWord(word))
  }

  return {
    hoverWord,
    brush,
    stroke,
    handlers: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        if (event.button !== 0 || (event.target as Element).closest('[data-grip]')) return
        event.currentTarget.setPointerCapture(event.pointerId)
        if (timelineStore.getState().drawing) {
          drag.current = { kind: 'pen', startPx: event.clientX, moved: false }
          setStroke([placeUnder(event)])
          return
        }
        const kind = event.shiftKey || event.altKey ? 'brush' : 'scrub'
        drag.current = { kind, startPx: event.clientX, moved: false }
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const word = wordUnder(event)
        setHoverWord(word)
        const now = drag.current
        if (!now || (!now.moved && Math.abs(event.clientX - now.startPx) < CLICK_PX)) return
        drag.current = { ...now, moved: true }
        if (now.kind === 'pen') setStroke((before) => [...before, placeUnder(event)])
        else if (now.kind === 'scrub') scrubTo(word)
        else {
          const start = wordUnder({ clientX: now.startPx })
          setBrush({ from: Math.min(start, word), to: Math.max(start, word) })
        }
      },
      onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
        const now = drag.current
        drag.current = null
        if (now?.kind === 'pen') storeStroke()
        if (brush) zoomToRange(brush)
        setBrush(null)
        if (now && !now.moved && now.kind === 'scrub' && event.detail < 2) void goToSentence(wordUnder(event))
      },
      onPointerCancel: () => {
        drag.current = null
        setStroke([])
        setBrush(null)
      },
      onPointerLeave: () => setHoverWord(null),
      onContextMenu: (event: MouseEvent<SVGSVGElement>) => {
        event.preventDefault()
        void correctAt(wordUnder(event))
      },
      onDoubleClick: (event: MouseEvent<SVGSVGElement>) => {
        if (timelineStore.getState().drawing) return
        if ((event.target as Element).closest('[data-grip]')) return
        const top = ref.current?.getBoundingClientRect().top ?? 0
        addTargetPoint(chart, points, wordUnder(event), chart.y.invert(event.clientY - top))
      },
    },
  }
}
