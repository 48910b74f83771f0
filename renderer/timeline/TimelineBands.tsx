// The ground of the chart: a band per scene, names below, the neutral line and the scale.
import { memo, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { formatShare, formatSigned } from './format.ts'
import type { NodeSpan } from './book-axis.ts'
import { placeLabels } from './place-labels.ts'
import type { Chart } from './timeline-chart.ts'
import { useTimeline } from './timeline-store.ts'
import { zoomToScope } from './timeline-view.ts'

/** Narrower chapters get no line of their own. */
const MIN_CHAPTER_PX = 18

/** To a quarter of a pixel: a word more somewhere moves hundreds of bands by less than anybody sees. */
const snapped = (px: number): number => Math.round(px * 4) / 4

const inView = (chart: Chart, span: NodeSpan): boolean =>
  chart.x(span.to) > chart.plot.left && chart.x(span.from) < chart.plot.right

interface BandProps {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly active: boolean
}

/** Drawn again only when it moved: a book has hundreds of them, and the curve changes while one types. */
const Band = memo(({ left, right, top, bottom, active }: BandProps): ReactElement | null => {
  const gap = Math.min(4, (right - left) * 0.18)
  if (right - left - gap <= 0) return null
  return (
    <rect
      className={active ? 'timeline-band active' : 'timeline-band'}
      x={left + gap / 2}
      y={top}
      width={right - left - gap}
      height={bottom - top}
      rx={Math.min(6, (right - left) / 5)}
    />
  )
})
Band.displayName = 'Band'

export const TimelineBands = (props: {
  readonly chart: Chart
  readonly activeId: string | null
}): ReactElement => {
  const t = useText()
  const { chart, activeId } = props
  const axis = useTimeline((state) => state.axis)
  const measure = useTimeline((state) => state.measure)
  const { top, bottom, left: start, right: end } = chart.plot
  const ancestors = axis.byId.get(activeId ?? '')?.ancestors ?? []
  const format = measure === 'valence' ? formatSigned : formatShare
  const wide = (spans: readonly NodeSpan[]): readonly NodeSpan[] =>
    spans.length > 0 && (end - start) / spans.length >= MIN_CHAPTER_PX ? spans : []
  return (
    <g>
      {chart.bands.map((span) => (
        <Band
          key={span.id}
          left={snapped(Math.max(start, chart.x(span.from)))}
          right={snapped(Math.min(end, chart.x(span.to)))}
          top={top}
          bottom={bottom}
          active={span.id === activeId}
        />
      ))}
      {[...wide(axis.chapters.filter((span) => inView(chart, span))), ...axis.parts].map((span) => {
        const x = snapped(chart.x(span.from))
        return x > start + 1 && x < end - 1 ? (
          <line key={span.id} className="timeline-chapter" x1={x} x2={x} y1={top} y2={bottom + 6} />
        ) : null
      })}
      {chart.ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'timeline-zero' : 'timeline-grid'}
            x1={start}
            x2={end}
            y1={chart.y(tick)}
            y2={chart.y(tick)}
          />
          <text className="timeline-tick" x={end + 6} y={chart.y(tick) + 3.5} aria-hidden>
            {format(tick)}
          </text>
        </g>
      ))}
      {placeLabels(chart, t('timeline:untitled')).map(({ span, x, text }) => (
        <text
          key={span.id}
          data-grip
          className={
            span.id === activeId || ancestors.includes(span.id) ? 'timeline-label active' : 'timeline-label'
          }
          x={x}
          y={bottom + 16}
          onClick={() => zoomToScope(span.id)}
        >
          <title>{span.title}</title>
          {text}
        </text>
      ))}
    </g>
  )
}
