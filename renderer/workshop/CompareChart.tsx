// Curves of several runs on common axes, told apart by letter and dashes as well as by shade.
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { useRef, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { useSize } from '../timeline/useSize.ts'
import { letterOf, useCompare, type ComparedRun } from './compare-store.ts'

type Point = ComparedRun['validations'][number]

const HEIGHT = 230
const LEFT = 38
const RIGHT = 26
const BOTTOM = 24
const TOP = 10
const MS_PER_MINUTE = 60_000

export const CompareChart = ({ runs }: { readonly runs: readonly ComparedRun[] }): ReactElement => {
  const t = useText()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const measure = useCompare((state) => state.measure)
  const axis = useCompare((state) => state.axis)
  const xOf = ({ step, elapsedMs }: Point): number => (axis === 'step' ? step : elapsedMs / MS_PER_MINUTE)
  const points = runs.flatMap(({ validations }) => validations)
  const values = points.map((point) => point[measure]).toSorted((a, b) => a - b)
  // The first measurements of a run tower over all that follow: the tallest are cut.
  const high = values[Math.floor(values.length * 0.95)] ?? 1
  const low = values[0] ?? 0
  const room = Math.max(0.02, (high - low) * 0.08)
  const x = scaleLinear(
    [0, Math.max(axis === 'step' ? 1 : 0.05, ...points.map(xOf))],
    [LEFT, Math.max(LEFT + 1, width - RIGHT)],
  )
  const y = scaleLinear([low - room, high + room], [HEIGHT - BOTTOM, TOP]).clamp(true)
  const path = line<Point>(
    (point) => x(xOf(point)),
    (point) => y(point[measure]),
  )
  const summary = runs
    .map(({ run, validations }, at) => {
      const best = Math.min(...validations.map((point) => point[measure]))
      return `${letterOf(at)} ${run.name}: ${Number.isFinite(best) ? best.toFixed(3) : '–'}`
    })
    .join('; ')
  return (
    <div className="loss-chart" ref={frame}>
      <svg width={width} height={HEIGHT} role="img" aria-label={summary} data-testid="compare-chart">
        {y.ticks(5).map((tick) => (
          <g key={tick}>
            <line className="loss-grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text className="loss-tick" x={LEFT - 6} y={y(tick) + 3.5} textAnchor="end">
              {tick.toFixed(2)}
            </text>
          </g>
        ))}
        {x.ticks(6).map((tick) => (
          <text key={tick} className="loss-tick" x={x(tick)} y={HEIGHT - 7} textAnchor="middle">
            {formatNumber(tick)}
          </text>
        ))}
        {runs.map(({ run, validations }, at) => {
          const last = validations.at(-1)
          const best = validations.findLast((point) => point.best)
          return (
            <g key={run.id} className={`compare-line line-${at}`}>
              <path d={path(validations) ?? ''} />
              {best && <circle cx={x(xOf(best))} cy={y(best[measure])} r={3.5} />}
              {last && (
                <text x={x(xOf(last)) + 6} y={y(last[measure]) + 4}>
                  {letterOf(at)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <p className="loss-legend" aria-hidden>
        <span>{t(measure === 'loss' ? 'workshop:lossUnit' : 'workshop:bitsUnit')}</span>
        <span className="spacer" />
        <span>{t(axis === 'step' ? 'workshop:axisStep' : 'workshop:axisMinutes')}</span>
      </p>
    </div>
  )
}
