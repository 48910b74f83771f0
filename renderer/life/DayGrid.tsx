// Days as small squares with how they felt: a year in columns of weeks, a month or a week in rows. Shape, strength and
// words say it, never colour alone; arrow keys walk over the days.
import { useRef, type KeyboardEvent, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import {
  addDays,
  dayName,
  daysIn,
  monthName,
  spanOf,
  today,
  weekday,
  weekdayNames,
  type Period,
} from './calendar.ts'
import { showDay, useLife, type Day } from './life-store.ts'

/** Days to either side, by key; in a year the weeks stand beside each other. */
const STEPS: Readonly<Record<'rows' | 'columns', Readonly<Record<string, number>>>> = {
  rows: { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 },
  columns: { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 },
}

const strength = (entries: number): number => Math.min(3, Math.ceil(Math.log2(entries + 1)))

const useDayWords = (): ((day: string, known: Day | undefined) => string) => {
  const t = useText()
  return (day, known) => {
    if (!known) return t('life:dayEmpty', { day: dayName(day) })
    const parts = [
      dayName(day),
      ...(known.emotion ? [t(`emotions:${known.emotion}`)] : []),
      ...(known.entries > 0
        ? [t('life:entries', { count: known.entries, formatted: formatNumber(known.entries) })]
        : []),
      ...(known.media > 0 ? [t('life:media', { count: known.media })] : []),
    ]
    return parts.join(t('emotions:separator'))
  }
}

const Months = ({
  days,
  first,
}: {
  readonly days: readonly string[]
  readonly first: number
}): ReactElement => (
  <div className="life-months" aria-hidden>
    {days
      .filter((day) => day.endsWith('-01'))
      .map((day) => (
        <span key={day} style={{ gridColumn: Math.floor((days.indexOf(day) + first) / 7) + 1 }}>
          {monthName(day)}
        </span>
      ))}
  </div>
)

export const DayGrid = ({
  period,
  day: current,
}: {
  readonly period: Period
  readonly day: string
}): ReactElement => {
  const t = useText()
  const known = useLife((state) => state.days)
  const words = useDayWords()
  const grid = useRef<HTMLDivElement>(null)
  const byDay = new Map(known.map((each) => [each.day, each]))
  const span = spanOf(period === 'day' ? 'week' : period, current)
  const days = daysIn(span)
  // Long stretches are columns of weeks, each day a mark.
  const isLong = period === 'year' || period === 'season'
  const shape = isLong ? 'columns' : 'rows'
  const first = weekday(span.from)
  const walk = (event: KeyboardEvent, day: string): void => {
    const step = STEPS[shape][event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = addDays(day, step)
    const target = grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)
    if (target) target.focus()
    else showDay(next)
  }
  return (
    <div className="life-calendar" data-period={isLong ? 'year' : period}>
      {isLong && <Months days={days} first={first} />}
      {!isLong && (
        <div className="life-weekdays" aria-hidden>
          {weekdayNames().map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      )}
      <div
        className="life-days"
        role="group"
        aria-label={t('life:calendar')}
        ref={grid}
        data-testid="life-days"
      >
        {days.map((day, index) => {
          const found = byDay.get(day)
          const place =
            shape === 'columns'
              ? { gridColumn: Math.floor((index + first) / 7) + 1, gridRow: ((index + first) % 7) + 1 }
              : index === 0
                ? { gridColumnStart: first + 1 }
                : {}
          return (
            <button
              key={day}
              type="button"
              className="life-day"
              style={place}
              data-day={day}
              data-strength={found ? strength(found.entries + found.media) : 0}
              data-today={day === today() ? 'yes' : undefined}
              aria-current={day === current && !isLong ? 'date' : undefined}
              // One stop for the tab key; arrows do the rest.
              tabIndex={day === current ? 0 : -1}
              aria-label={words(day, found)}
              title={words(day, found)}
              onKeyDown={(event) => walk(event, day)}
              onClick={() => showDay(day, 'day')}
            >
              {!isLong && <span className="life-date">{Number(day.slice(8))}</span>}
              {found?.emotion && <EmotionMark emotion={found.emotion} sizePx={isLong ? 9 : 14} />}
              {!isLong && found && (
                <small>{formatNumber(found.entries + (found.entries === 0 ? found.media : 0))}</small>
              )}
            </button>
          )
        })}
      </div>
    </div>
  )
}
