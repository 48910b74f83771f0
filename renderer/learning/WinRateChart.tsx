// How often a learner was right on feedback that it had not seen: before and after each time it learnt, with 95 % intervals.
import { scaleLinear, scalePoint } from 'd3-scale'
import { useRef, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { formatPercent } from './format-percent.ts'
import { useSize } from '../timeline/useSize.ts'
import type { LearntVersion } from './learning-store.ts'

const HEIGHT = 150
const LEFT = 40
const RIGHT = 14
const TOP = 10
const BOTTOM = 24
/** Between the old one and the new one of a time. */
const APART = 9

type Report = NonNullable<LearntVersion['report']>

const Mark = (props: {
  readonly rate: Report['before']
  readonly x: number
  readonly y: (value: number) => number
  readonly look: string
}): ReactElement => {
  const { rate, x, y, look } = props
  const [low, high] = rate.interval
  return (
    <g className={`rate ${look}`}>
      <line x1={x} x2={x} y1={y(low)} y2={y(high)} />
      <line x1={x - 3} x2={x + 3} y1={y(low)} y2={y(low)} />
      <line x1={x - 3} x2={x + 3} y1={y(high)} y2={y(high)} />
      {look.startsWith('before') ? (
        <rect x={x - 3.5} y={y(rate.value) - 3.5} width={7} height={7} />
      ) : (
        <circle cx={x} cy={y(rate.value)} r={4.5} />
      )}
    </g>
  )
}

/** @param numbers of the versions, as the list beside it counts them */
export const WinRateChart = (props: {
  readonly versions: readonly LearntVersion[]
  readonly numbers: ReadonlyMap<string, number>
}): ReactElement => {
  const t = useText()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const judged = props.versions.flatMap((version) =>
    version.report ? [{ ...version, report: version.report }] : [],
  )
  const x = scalePoint(
    judged.map(({ id }) => id),
    [LEFT + 24, Math.max(LEFT + 25, width - RIGHT - 24)],
  )
  const y = scaleLinear([0, 1], [HEIGHT - BOTTOM, TOP])
  const summary = judged
    .map(({ id, report }) =>
      t('learning:chartPoint', {
        number: props.numbers.get(id) ?? 0,
        before: formatPercent(report.before.value),
        after: formatPercent(report.after.value),
        low: formatPercent(report.after.interval[0]),
        high: formatPercent(report.after.interval[1]),
      }),
    )
    .join('; ')
  return (
    <div className="win-rates" ref={frame}>
      <svg width={width} height={HEIGHT} role="img" aria-label={summary} data-testid="win-rates">
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0.5 ? 'rate-even' : 'loss-grid'}
              x1={LEFT}
              x2={Math.max(LEFT, width - RIGHT)}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className="loss-tick" x={LEFT - 6} y={y(tick) + 3.5} textAnchor="end">
              {formatPercent(tick)}
            </text>
          </g>
        ))}
        {judged.map(({ id, report, active }) => {
          const middle = x(id) ?? LEFT
          return (
            <g key={id}>
              <Mark rate={report.before} x={middle - APART} y={y} look="before" />
              <Mark rate={report.after} x={middle + APART} y={y} look={active ? 'after active' : 'after'} />
              <text className="loss-tick" x={middle} y={HEIGHT - 7} textAnchor="middle">
                {props.numbers.get(id)}
              </text>
            </g>
          )
        })}
      </svg>
      <p className="loss-legend" aria-hidden>
        <span>
          <i className="rate-key before" /> {t('learning:before')}
        </span>
        <span>
          <i className="rate-key after" /> {t('learning:after')}
        </span>
        <span className="spacer" />
        <span>{t('learning:chartUnit')}</span>
      </p>
    </div>
  )
}
