// Pointer and wheel on the chart's ground: hover, scrub the playhead, brush to zoom, wheel to come closer, double click to add.
import { useEffect, useRef, useState, type MouseEvent, type PointerEvent, type RefObject } from 'react'
import type { Span } from './book-axis.ts'
import { measureRange, type TargetPoint } from './feelings.ts'
import { goToSentence, goToWord } from './playhead.ts'
import { addPoint } from './target-curve.ts'
import type { Chart } from './timeline-chart.ts'
import { storeTarget } from './timeline-engine.ts'
import { timelineStore } from './timeline-store.ts'
import { panBy, zoomAround, zoomToRange } from './timeline-view.ts'

/** A drag shorter than this is a click. */
const CLICK_PX = 4

interface Drag {
  readonly kind: 'scrub' | 'brush'
  readonly startPx: number
  readonly moved: boolean
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

  const scrubTo = (word: number): void => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => goToWord(word))
  }

  return {
    hoverWord,
    brush,
    handlers: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        if (event.button !== 0 || (event.target as Element).closest('[data-grip]')) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const kind = event.shiftKey || event.altKey ? 'brush' : 'scrub'
        drag.current = { kind, startPx: event.clientX, moved: false }
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const word = wordUnder(event)
        setHoverWord(word)
        const now = drag.current
        if (!now || (!now.moved && Math.abs(event.clientX - now.startPx) < CLICK_PX)) return
        drag.current = { ...now, moved: true }
        if (now.kind === 'scrub') scrubTo(word)
        else {
          const start = wordUnder({ clientX: now.startPx })
          setBrush({ from: Math.min(start, word), to: Math.max(start, word) })
        }
      },
      onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
        const now = drag.current
        drag.current = null
        if (brush) zoomToRange(brush)
        setBrush(null)
        if (now && !now.moved && now.kind === 'scrub' && event.detail < 2) void goToSentence(wordUnder(event))
      },
      onPointerCancel: () => {
        drag.current = null
        setBrush(null)
      },
      onPointerLeave: () => setHoverWord(null),
      onDoubleClick: (event: MouseEvent<SVGSVGElement>) => {
        if ((event.target as Element).closest('[data-grip]')) return
        const top = ref.current?.getBoundingClientRect().top ?? 0
        addTargetPoint(chart, points, wordUnder(event), chart.y.invert(event.clientY - top))
      },
    },
  }
}
