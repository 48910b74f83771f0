// What a model tells beside its loss, a small chart each: SeqGAN's judge and reward, a plan's divergence, self-BLEU.
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { useRef, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { useSize } from '../timeline/useSize.ts'
import { smoothLoss, type NumberPoint, type RunLog } from './run-log.ts'

/** In the order in which they are shown; with the bounds that are meant where there are any. */
const KNOWN = {
  judgeLoss: [0, null],
  judgeAccuracy: [0, 1],
  reward: [0, 1],
  reconstruction: [null, null],
  divergence: [0, null],
  selfBleu: [0, 1],
} as const satisfies Readonly<Record<string, readonly [number | null, number | null]>>
type Known = keyof typeof KNOWN

const HEIGHT = 84
const SIDE = 30

const SmallChart = (props: {
  readonly name: Known
  readonly points: readonly NumberPoint[]
}): ReactElement => {
  const t = useText()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const { name, points } = props
  const values = points.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const [from, to] = KNOWN[name]
  const room = Math.max(0.02, (high - low) * 0.1)
  const x = scaleLinear(
    [points[0]?.step ?? 0, Math.max(points.at(-1)?.step ?? 1, (points[0]?.step ?? 0) + 1)],
    [SIDE, Math.max(SIDE + 1, width - 6)],
  )
  const y = scaleLinear([from ?? low - room, to ?? high + room], [HEIGHT - 6, 8])
  const draw = line<NumberPoint>(
    ({ step }) => x(step),
    ({ value }) => y(value),
  )
  // Single batches jump too much to be read.
  const smooth = smoothLoss(points.map(({ step, value }) => ({ step, loss: value }))).map(
    ({ step, loss }) => ({ step, value: loss }),
  )
  const now = smooth.at(-1)?.value.toFixed(3) ?? '–'
  return (
    <figure className="number-chart" data-testid={`number-${name}`} title={t(`workshop:why-${name}`)}>
      <figcaption>
        {t(`workshop:number-${name}`)} <b>{now}</b>
      </figcaption>
      <div ref={frame}>
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={t('workshop:numberSummary', {
            name: t(`workshop:number-${name}`),
            first: values[0]?.toFixed(3) ?? '–',
            last: now,
            step: formatNumber(points.at(-1)?.step ?? 0),
          })}
        >
          {y.ticks(3).map((tick) => (
            <g key={tick}>
              <line className="loss-grid" x1={SIDE} x2={width - 6} y1={y(tick)} y2={y(tick)} />
              <text className="loss-tick" x={SIDE - 5} y={y(tick) + 3.5} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          <path className="loss-training" d={draw(points) ?? ''} />
          <path className="loss-validation" d={draw(smooth) ?? ''} />
        </svg>
      </div>
    </figure>
  )
}

export const NumbersCharts = ({ numbers }: Pick<RunLog, 'numbers'>): ReactElement | null => {
  const t = useText()
  const shown = (Object.keys(KNOWN) as Known[]).filter((name) => (numbers[name]?.length ?? 0) > 1)
  if (shown.length === 0) return null
  return (
    <section className="number-charts" aria-label={t('workshop:numbers')}>
      {shown.map((name) => (
        <SmallChart key={name} name={name} points={numbers[name] ?? []} />
      ))}
    </section>
  )
}
