// Days of the calendar as ISO dates: periods, weeks, and the words for them. Knows nothing of entries.
import { currentLocale, t } from '../locales/index.ts'

export type Period = 'day' | 'week' | 'month' | 'season' | 'year'

/** Inclusive. */
export interface DaySpan {
  readonly from: string
  readonly to: string
}

const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const

const DAY_MS = 86_400_000

const at = (day: string): Date => new Date(`${day}T00:00:00Z`)
const iso = (date: Date): string => date.toISOString().slice(0, 10)

export const addDays = (day: string, count: number): string =>
  iso(new Date(at(day).getTime() + count * DAY_MS))

/** Monday is 0. */
export const weekday = (day: string): number => (at(day).getUTCDay() + 6) % 7

/** By this machine's clock. */
export const today = (now = new Date()): string =>
  iso(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())))

export const spanOf = (period: Period, day: string): DaySpan => {
  const date = at(day)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (period) {
    case 'day':
      return { from: day, to: day }
    case 'week': {
      const from = addDays(day, -weekday(day))
      return { from, to: addDays(from, 6) }
    }
    case 'month':
      return {
        from: iso(new Date(Date.UTC(year, month, 1))),
        to: iso(new Date(Date.UTC(year, month + 1, 0))),
      }
    case 'season': {
      // By months, spring from March: winter begins in the year before where January lies in it.
      const first = Math.floor(((month + 10) % 12) / 3) * 3 + 2
      const from = new Date(Date.UTC(month < 2 ? year - 1 : year, first, 1))
      return { from: iso(from), to: iso(new Date(Date.UTC(from.getUTCFullYear(), first + 3, 0))) }
    }
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` }
  }
}

/** A day in the period before or after; the end of a month stays in the next one. */
export const stepped = (period: Period, day: string, step: 1 | -1): string => {
  const { from, to } = spanOf(period, day)
  return step === 1 ? addDays(to, 1) : spanOf(period, addDays(from, -1)).from
}

export const daysIn = ({ from, to }: DaySpan): readonly string[] => {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

const format = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(currentLocale(), { ...options, timeZone: 'UTC' }).format(at(day))

export const dayName = (day: string): string =>
  format(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

export const shortDay = (day: string): string =>
  format(day, { day: 'numeric', month: 'short', year: 'numeric' })

export const monthName = (day: string): string => format(day, { month: 'short' })

/** Monday first. */
export const weekdayNames = (): readonly string[] =>
  daysIn({ from: '2024-01-01', to: '2024-01-07' }).map((day) => format(day, { weekday: 'short' }))

export const periodName = (period: Period, day: string): string => {
  switch (period) {
    case 'day':
      return dayName(day)
    case 'week': {
      const { from, to } = spanOf('week', day)
      return `${shortDay(from)} – ${shortDay(to)}`
    }
    case 'month':
      return format(day, { month: 'long', year: 'numeric' })
    case 'season': {
      const { from, to } = spanOf('season', day)
      const season = SEASONS[Math.floor((at(from).getUTCMonth() - 2) / 3)] ?? 'winter'
      const years = [from, to].map((each) => each.slice(0, 4))
      return t(`life:season_${season}`, { year: [...new Set(years)].join('–') })
    }
    case 'year':
      return format(day, { year: 'numeric' })
  }
}
