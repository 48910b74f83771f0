// The ground of the chart: a band per scene, names below, the neutral line and the scale.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { formatShare, formatSigned } from './format.ts'
import type { NodeSpan } from './book-axis.ts'
import type { Chart } from './timeline-chart.ts'
import { useTimeline } from './timeline-store.ts'
import { zoomToScope } from './timeline-view.ts'

/** Average advance of a character at the label's size; CJK characters are about twice as wide as Latin ones. */
const LATIN_PX = 5.9
const WIDE_PX = 11.2

/** As much of a title as fits, with an ellipsis. */
const fitted = (title: string, widthPx: number): string => {
  let used = 0
  const characters = Array.from(title)
  for (const [index, character] of characters.entries()) {
    used += character.codePointAt(0)! > 0x2e7f ? WIDE_PX : LATIN_PX
    if (used > widthPx)
      return index < 3
        ? ''
        : `${characters
            .slice(0, index - 1)
            .join('')
            .trimEnd()}…`
  }
  return title
}

const Band = ({
  chart,
  span,
  active,
}: {
  chart: Chart
  span: NodeSpan
  active: boolean
}): ReactElement | null => {
  const { top, bottom } = chart.plot
  const left = Math.max(chart.plot.left, chart.x(span.from))
  const right = Math.min(chart.plot.right, chart.x(span.to))
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
}

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
  return (
    <g>
      {chart.bands.map((span) => (
        <Band key={span.id} chart={chart} span={span} active={span.id === activeId} />
      ))}
      {[...axis.chapters, ...axis.parts].map((span) => {
        const x = chart.x(span.from)
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
      {chart.labels.map((span) => {
        const left = Math.max(start, chart.x(span.from))
        const room = Math.min(end, chart.x(span.to)) - left
        const label = fitted(span.title || t('timeline:untitled'), room - 14)
        return label ? (
          <text
            key={span.id}
            data-grip
            className={
              span.id === activeId || ancestors.includes(span.id) ? 'timeline-label active' : 'timeline-label'
            }
            x={left + 8}
            y={bottom + 16}
            onClick={() => zoomToScope(span.id)}
          >
            <title>{span.title}</title>
            {label}
          </text>
        ) : null
      })}
    </g>
  )
}
