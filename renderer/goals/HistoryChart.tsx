// Words by day as bars, with the daily goal as a line; the same as a table for whoever does not see it.
import type { ReactElement } from 'react'
import { formatNumber, useLocale, useText } from '../locales/index.ts'
import type { Overview } from './goals-store.ts'

const WIDTH = 600
const HEIGHT = 120
const GAP = 1.5

type Day = Overview['history'][number]

const dayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  )

export const HistoryChart = (props: {
  readonly days: readonly Day[]
  readonly goal: number | null
}): ReactElement => {
  const { days, goal } = props
  const t = useText()
  const locale = useLocale()
  const most = Math.max(goal ?? 0, ...days.map((day) => day.counted), 1)
  const step = WIDTH / Math.max(1, days.length)
  const height = (words: number): number => (words / most) * (HEIGHT - 14)
  const total = days.reduce((sum, day) => sum + day.counted, 0)
  const written = days.filter((day) => day.counted > 0)
  const summary = t('goals:historySummary', {
    days: days.length,
    words: t('app:words', { count: total, formatted: formatNumber(total) }),
    count: written.length,
  })
  return (
    <figure className="goal-history">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 16}`} role="img" aria-label={summary} data-testid="goal-history">
        {days.map((day, index) => (
          <rect
            key={day.day}
            className={goal !== null && day.counted >= goal ? 'bar reached' : 'bar'}
            x={index * step + GAP / 2}
            y={HEIGHT - height(day.counted)}
            width={Math.max(1, step - GAP)}
            height={Math.max(day.counted > 0 ? 1.5 : 0, height(day.counted))}
            rx={1}
          >
            <title>{`${dayName(day.day, locale)}: ${formatNumber(day.counted)}`}</title>
          </rect>
        ))}
        <line className="base" x1={0} x2={WIDTH} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
        {goal !== null && (
          <line className="goal" x1={0} x2={WIDTH} y1={HEIGHT - height(goal)} y2={HEIGHT - height(goal)} />
        )}
        {[0, Math.floor(days.length / 2), days.length - 1].map((index, place) => (
          <text
            key={index}
            x={place === 0 ? 0 : place === 1 ? WIDTH / 2 : WIDTH}
            y={HEIGHT + 13}
            textAnchor={place === 0 ? 'start' : place === 1 ? 'middle' : 'end'}
          >
            {days[index] && dayName(days[index].day, locale)}
          </text>
        ))}
      </svg>
      <figcaption>{summary}</figcaption>
      <details>
        <summary>{t('goals:asTable')}</summary>
        {written.length === 0 ? (
          <p>{t('goals:nothingYet')}</p>
        ) : (
          <table>
            <thead>
              <tr>
                {(['day', 'counted', 'typed', 'removed', 'pasted', 'generated'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`goals:column_${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {written.toReversed().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{dayName(day.day, locale)}</th>
                  {(['counted', 'typed', 'removed', 'pasted', 'generated'] as const).map((column) => (
                    <td key={column}>{formatNumber(day[column])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </details>
    </figure>
  )
}
