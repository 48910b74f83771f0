// Days and times as diaries write them, in many formats and two languages, and the clock on the wall of a time zone.
import type { DateOrder } from './life-archive.ts'

export interface WallTime {
  /** `2024-06-14`. */
  readonly day: string
  /** `21:05:00`; null where only a day is said. */
  readonly time: string | null
  /** An offset that stood beside it; '' without. */
  readonly zone: string
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const YMD = /(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/u
const NUMBERS = /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)/u
const DAY_MONTH = /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.)?\s+([A-Za-z]{3})[A-Za-z]*\.?,?\s+(\d{4})/u
const MONTH_DAY = /([A-Za-z]{3})[A-Za-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u
const CLOCK =
  /(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)?\s?(?<!\d)(\d{1,2})[:：.点时](\d{2})(?:[:：.分](\d{2})(?:\.\d+)?)?秒?\s?([AaPp])?\.?\s?(?:[Mm]\b\.?)?\s*(Z|[+-]\d{2}:?\d{2})?/u

const two = (value: number): string => String(value).padStart(2, '0')

/** Null for a day that no calendar has. */
const dayFrom = (year: number, month: number, day: number): string | null => {
  const full = year < 100 ? 2000 + year : year
  const date = new Date(Date.UTC(full, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && full >= 1000 && full <= 9999 ? `${full}-${two(month)}-${two(day)}` : null
}

interface Found {
  readonly day: string
  /** What follows it. */
  readonly rest: string
}

const findDay = (text: string, order: DateOrder): Found | null => {
  const found = (match: RegExpExecArray, day: string | null): Found | null =>
    day === null ? null : { day, rest: text.slice(match.index + match[0].length) }
  const ymd = YMD.exec(text)
  if (ymd) return found(ymd, dayFrom(Number(ymd[1]), Number(ymd[2]), Number(ymd[3])))
  const numbers = NUMBERS.exec(text)
  if (numbers) {
    const [first, second, third] = [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])]
    if (order === 'ymd' && numbers[3].length === 2) {
      const day = dayFrom(first, second, third)
      if (day !== null) return found(numbers, day)
    }
    const isMonthFirst = order === 'mdy' ? first <= 12 : second > 12
    return found(numbers, isMonthFirst ? dayFrom(third, first, second) : dayFrom(third, second, first))
  }
  const named = DAY_MONTH.exec(text)
  if (named)
    return found(
      named,
      dayFrom(Number(named[3]), MONTHS.indexOf(named[2].toLowerCase()) + 1, Number(named[1])),
    )
  const american = MONTH_DAY.exec(text)
  if (american)
    return found(
      american,
      dayFrom(Number(american[3]), MONTHS.indexOf(american[1].toLowerCase()) + 1, Number(american[2])),
    )
  return null
}

/** `9:05 PM`, `下午9:05`, `21.05`; null where there is none. */
export const readClock = (text: string): { readonly time: string; readonly zone: string } | null => {
  const match = CLOCK.exec(text)
  if (!match) return null
  const [, part = '', hours, minutes, seconds = '00', half = '', zone = ''] = match
  const isLate = /下午|傍晚|晚上/u.test(part) || half.toLowerCase() === 'p'
  const isEarly = /凌晨|清晨|早上|上午/u.test(part) || half.toLowerCase() === 'a'
  let hour = Number(hours)
  if (isLate && hour < 12) hour += 12
  if (isEarly && hour === 12) hour = 0
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const offset = zone === 'Z' ? '+00:00' : zone.replace(/^([+-]\d{2})(\d{2})$/u, '$1:$2')
  return { time: `${two(hour)}:${minutes}:${seconds}`, zone: offset }
}

/** The first day in a text and the time behind it. Null where there is none. */
export const readWallTime = (text: string, order: DateOrder = 'dmy'): WallTime | null => {
  const found = findDay(text, order)
  if (!found) return null
  const clock = readClock(found.rest.slice(0, 40))
  return { day: found.day, time: clock?.time ?? null, zone: clock?.zone ?? '' }
}

/** `2024-06-14T21:05:00`; the day alone where no hour was told. */
export const localOf = ({ day, time }: Pick<WallTime, 'day' | 'time'>): string =>
  time === null ? day : `${day}T${time}`

/** Noon, for what only has a day: it stays that day wherever it is read. */
const withHour = (local: string): string => (local.includes('T') ? local : `${local}T12:00:00`)

/** Which part of `1/2/2024` is the month: numbers beyond twelve tell; else the order in which days go by. */
export const dateOrderOf = (dates: readonly string[]): DateOrder | null => {
  const numbers = dates.flatMap((text) => {
    const match = YMD.test(text) ? null : NUMBERS.exec(text)
    return match ? [[Number(match[1]), Number(match[2]), Number(match[3])] as const] : []
  })
  if (numbers.length === 0) return null
  const [first, second] = [
    Math.max(...numbers.map((each) => each[0])),
    Math.max(...numbers.map((each) => each[1])),
  ]
  if (first > 12 && second > 12) return first > 31 || numbers.some(([each]) => each > 23) ? 'dmy' : null
  if (first > 12) return 'dmy'
  if (second > 12) return 'mdy'
  const isOrdered = (order: DateOrder): boolean => {
    const days = numbers.map(
      ([a, b, year]) => (order === 'dmy' ? dayFrom(year, b, a) : dayFrom(year, a, b)) ?? '',
    )
    return days.every((day, index) => index === 0 || day >= (days[index - 1] ?? ''))
  }
  const [dmy, mdy] = [isOrdered('dmy'), isOrdered('mdy')]
  return dmy === mdy ? null : dmy ? 'dmy' : 'mdy'
}

const OFFSET = /^[+-]\d{2}:\d{2}$/u

const formats = new Map<string, Intl.DateTimeFormat | null>()

/** Null for a zone that there is not. */
const formatOf = (zone: string): Intl.DateTimeFormat | null => {
  const known = formats.get(zone)
  if (known !== undefined) return known
  let format: Intl.DateTimeFormat | null
  try {
    format = new Intl.DateTimeFormat('sv-SE', {
      ...(zone === '' ? {} : { timeZone: zone }),
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
  } catch {
    format = null
  }
  formats.set(zone, format)
  return format
}

/** What the clock on the wall shows at a moment; in a zone that nobody knows, Greenwich's. */
export const wallAt = (time: number, zone: string): string =>
  (formatOf(zone) ?? formatOf('UTC'))!.format(time).replace(' ', 'T')

/** The moment at which the clock shows this, of a day alone its noon; without a zone by this machine's clock. */
export const momentOf = (local: string, zone: string): number => {
  const shown = withHour(local)
  if (OFFSET.test(zone)) return Date.parse(`${shown}${zone}`)
  if (zone === '' || !formatOf(zone)) return new Date(shown).getTime()
  const asUtc = Date.parse(`${shown}Z`)
  // Twice, for a moment that lies beside a change of the clocks.
  let moment = asUtc
  for (let turn = 0; turn < 2; turn++) moment += asUtc - Date.parse(`${wallAt(moment, zone)}Z`)
  return moment
}
