// How a run learns: loss on the text it reads, on the text held back, and the plain 3-gram model it has to beat.
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { useRef, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { useSize } from '../timeline/useSize.ts'
import { smoothLoss, type LossPoint, type RunLog } from './run-log.ts'

const HEIGHT = 210
const LEFT = 34
const BOTTOM = 22
const TOP = 10

const bounds = (values: readonly number[]): readonly [number, number] => {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[0] ?? 0
  // The first steps of a run tower over everything after them: leave the tallest out.
  const high = sorted[Math.floor(sorted.length * 0.97)] ?? 1
  const room = Math.max(0.05, (high - low) * 0.08)
  return [Math.max(0, low - room), high + room]
}

export const LossChart = (props: {
  readonly log: RunLog
  readonly baseline: number | null
}): ReactElement => {
  const t = useText()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const { log, baseline } = props
  const training = smoothLoss(log.steps)
  const lastStep = Math.max(1, log.last?.step ?? 0, log.validations.at(-1)?.step ?? 0)
  const [low, high] = bounds([
    ...training.map(({ loss }) => loss),
    ...log.validations.map(({ loss }) => loss),
    ...(baseline === null ? [] : [baseline]),
  ])
  const x = scaleLinear([0, lastStep], [LEFT, Math.max(LEFT + 1, width - 12)])
  const y = scaleLinear([low, high], [HEIGHT - BOTTOM, TOP]).clamp(true)
  const path = (points: readonly LossPoint[]): string =>
    line<LossPoint>(
      ({ step }) => x(step),
      ({ loss }) => y(loss),
    )(points) ?? ''
  const best = log.validations.findLast((event) => event.best)
  const summary = best
    ? t('workshop:chartSummary', {
        step: formatNumber(best.step),
        loss: best.loss.toFixed(3),
        baseline: baseline?.toFixed(3) ?? '–',
      })
    : t('workshop:chartWaiting')
  return (
    <div className="loss-chart" ref={frame}>
      <svg width={width} height={HEIGHT} role="img" aria-label={summary} data-testid="loss-chart">
        {y.ticks(5).map((tick) => (
          <g key={tick}>
            <line className="loss-grid" x1={LEFT} x2={width - 12} y1={y(tick)} y2={y(tick)} />
            <text className="loss-tick" x={LEFT - 6} y={y(tick) + 3.5} textAnchor="end">
              {tick.toFixed(high - low > 2 ? 1 : 2)}
            </text>
          </g>
        ))}
        {x.ticks(6).map((tick) => (
          <text key={tick} className="loss-tick" x={x(tick)} y={HEIGHT - 6} textAnchor="middle">
            {formatNumber(tick)}
          </text>
        ))}
        {baseline !== null && (
          <g>
            <line className="loss-baseline" x1={LEFT} x2={width - 12} y1={y(baseline)} y2={y(baseline)} />
            <text className="loss-name" x={width - 14} y={y(baseline) - 5} textAnchor="end">
              {t('workshop:baseline')} {baseline.toFixed(2)}
            </text>
          </g>
        )}
        <path className="loss-training" d={path(training)} />
        <path className="loss-validation" d={path(log.validations)} />
        {log.validations.map((event, index) => (
          <circle
            key={index}
            className={event === best ? 'loss-point best' : 'loss-point'}
            cx={x(event.step)}
            cy={y(event.loss)}
            r={event === best ? 4 : 2.5}
          >
            <title>{`${formatNumber(event.step)}: ${event.loss.toFixed(3)}`}</title>
          </circle>
        ))}
      </svg>
      <p className="loss-legend" aria-hidden>
        <span>
          <i className="training" /> {t('workshop:trainingLoss')}
        </span>
        <span>
          <i className="validation" /> {t('workshop:validationLoss')}
        </span>
        <span>
          <i className="baseline" /> {t('workshop:baselineLong')}
        </span>
        <span className="spacer" />
        <span>{t('workshop:lossUnit')}</span>
      </p>
    </div>
  )
}
