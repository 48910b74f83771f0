// The whole book in a thin strip: drag on it to choose what the chart above shows, drag the window to move along.
import { area, curveMonotoneX } from 'd3-shape'
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import type { Span } from './book-axis.ts'
import { sampleCurve, windowFor } from './curve.ts'
import { usePlayheadWord } from './playhead.ts'
import { bookSmoother } from './timeline-chart.ts'
import { useTimeline } from './timeline-store.ts'
import { panBy, viewSpan, zoomAround, zoomToRange, zoomToScope } from './timeline-view.ts'
import { useSize } from './useSize.ts'

const HEIGHT = 18
const CLICK_PX = 4

const useSkyline = (width: number): string => {
  const axis = useTimeline((state) => state.axis)
  const feelings = useTimeline((state) => state.feelings)
  const measure = useTimeline((state) => state.measure)
  const voice = useTimeline((state) => state.voice)
  return useMemo(() => {
    if (axis.words === 0 || width === 0) return ''
    const smooth = bookSmoother({ axis, feelings, measure, voice })
    const half = windowFor(axis.words)
    const points = sampleCurve((word) => smooth(word, half), 0, axis.words, 160)
    const most = Math.max(0.05, ...points.map(({ value }) => Math.abs(value ?? 0)))
    const base = measure === 'valence' ? HEIGHT / 2 : HEIGHT
    const reach = measure === 'valence' ? HEIGHT / 2 - 2 : HEIGHT - 3
    return (
      area<(typeof points)[number]>()
        .defined(({ value }) => value !== null)
        .x(({ word }) => (word / axis.words) * width)
        .y0(base)
        .y1(({ value }) => base - (value! / most) * reach)
        .curve(curveMonotoneX)(points) ?? ''
    )
  }, [axis, feelings, measure, voice, width])
}

/** Follows the caret by itself: the strip is not drawn again for it. */
const OverviewPlayhead = ({ pxPerWord }: { readonly pxPerWord: number }): ReactElement | null => {
  const word = usePlayheadWord()
  if (word === null) return null
  const x = word * pxPerWord
  return <line className="timeline-overview-playhead" x1={x} x2={x} y1={0} y2={HEIGHT} />
}

type Hold =
  { readonly kind: 'brush'; readonly startPx: number } | { readonly kind: 'move'; readonly lastPx: number }

export const Overview = (): ReactElement => {
  const t = useText()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const axis = useTimeline((state) => state.axis)
  const range = useTimeline((state) => state.range)
  const scopeId = useTimeline((state) => state.scopeId)
  const skyline = useSkyline(width)
  const hold = useRef<Hold | null>(null)
  const [brush, setBrush] = useState<Span | null>(null)
  const view = brush ?? viewSpan({ axis, range, scopeId })
  const words = Math.max(1, axis.words)
  const px = (word: number): number => (word / words) * width
  const wordAtPx = (x: number): number => Math.min(words, Math.max(0, (x / Math.max(1, width)) * words))
  const localX = (event: PointerEvent<SVGSVGElement>): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left
  const whole = view.to - view.from >= words * 0.999

  const key = (event: KeyboardEvent): void => {
    const middle = (view.from + view.to) / 2
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => panBy(-0.2),
      ArrowRight: () => panBy(0.2),
      '+': () => zoomAround(middle, 0.7),
      '=': () => zoomAround(middle, 0.7),
      '-': () => zoomAround(middle, 1.4),
      Home: () => zoomToScope(null),
      Escape: () => zoomToScope(null),
      '0': () => zoomToScope(null),
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <div className="timeline-overview" ref={frame}>
      <svg
        width={width}
        height={HEIGHT}
        role="slider"
        tabIndex={0}
        data-testid="timeline-overview"
        aria-label={t('timeline:overview')}
        aria-valuemin={0}
        aria-valuemax={Math.round(words)}
        aria-valuenow={Math.round(view.from)}
        aria-valuetext={t('timeline:overviewValue', {
          from: Math.round((view.from / words) * 100),
          to: Math.round((view.to / words) * 100),
        })}
        onKeyDown={key}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          const x = localX(event)
          const inside = !whole && x >= px(view.from) && x <= px(view.to)
          hold.current = inside ? { kind: 'move', lastPx: x } : { kind: 'brush', startPx: x }
        }}
        onPointerMove={(event) => {
          const now = hold.current
          if (!now) return
          const x = localX(event)
          if (now.kind === 'move') {
            const step = wordAtPx(x) - wordAtPx(now.lastPx)
            hold.current = { kind: 'move', lastPx: x }
            zoomToRange({ from: view.from + step, to: view.to + step })
          } else if (Math.abs(x - now.startPx) >= CLICK_PX)
            setBrush({ from: wordAtPx(Math.min(x, now.startPx)), to: wordAtPx(Math.max(x, now.startPx)) })
        }}
        onPointerUp={() => {
          hold.current = null
          if (brush) zoomToRange(brush)
          setBrush(null)
        }}
        onPointerCancel={() => {
          hold.current = null
          setBrush(null)
        }}
        onDoubleClick={() => zoomToScope(null)}
      >
        <rect className="timeline-overview-ground" width={width} height={HEIGHT} rx={4} />
        <path className="timeline-overview-curve" d={skyline} />
        {!whole && (
          <rect
            className="timeline-overview-window"
            x={px(view.from)}
            width={Math.max(3, px(view.to) - px(view.from))}
            y={0.5}
            height={HEIGHT - 1}
            rx={4}
          />
        )}
        <OverviewPlayhead pxPerWord={width / words} />
      </svg>
    </div>
  )
}
