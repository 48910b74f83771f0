// What a writer sets out to write, what counts as having written it, and which day a moment belongs to. Pure.

export interface Goals {
  /** Words of the whole book; null: none. */
  readonly projectWords: number | null
  /** `2027-01-31`: the last day of it; null: none. */
  readonly deadline: string | null
  readonly dailyWords: number | null
  readonly sessionWords: number | null
  /** Writing days, Monday first. */
  readonly weekdays: readonly boolean[]
  /** The hour at which a new day begins, 0 … 23: whoever writes at night is not torn apart at midnight. */
  readonly dayStartsAt: number
}

/** What an edit did to the count of words. All are counts, none is negative. */
export interface Written {
  readonly typed: number
  /** Deleted, whoever wrote it. */
  readonly removed: number
  readonly pasted: number
  /** Written by a model and accepted. */
  readonly generated: number
}

export const NOTHING_WRITTEN: Written = { typed: 0, removed: 0, pasted: 0, generated: 0 }

/** Words in scripts that have them, and Chinese or Japanese characters, which are words by themselves. */
export const SCRIPTS = ['words', 'characters'] as const
export type Script = (typeof SCRIPTS)[number]

export const addWritten = (one: Written, other: Written): Written => ({
  typed: one.typed + other.typed,
  removed: one.removed + other.removed,
  pasted: one.pasted + other.pasted,
  generated: one.generated + other.generated,
})

/**
 * Towards a goal: what was typed. What was deleted is taken from what was pasted or generated in the same span first,
 * and from what was typed only beyond that; never below nothing.
 */
export const countedWords = ({ typed, removed, pasted, generated }: Written): number =>
  Math.max(0, typed - Math.max(0, removed - pasted - generated))

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The writer's own day, as `2026-11-22`, that a moment belongs to. @param at milliseconds since the epoch. */
export const dayOf = (at: number, dayStartsAt: number): string => {
  const local = new Date(at - dayStartsAt * HOUR_MS)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`
}

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

/** The day so many days later (or earlier). */
export const shiftDay = (day: string, days: number): string =>
  new Date(noon(day) + days * DAY_MS).toISOString().slice(0, 10)

/** From one day to another, 0 on the day itself. */
export const daysBetween = (from: string, to: string): number => Math.round((noon(to) - noon(from)) / DAY_MS)

/** Whether the writer means to write that day. No day chosen means every day. */
export const isWritingDay = (day: string, weekdays: readonly boolean[]): boolean => {
  const monday0 = (new Date(noon(day)).getUTCDay() + 6) % 7
  return weekdays[monday0] || !weekdays.includes(true)
}

export interface Streak {
  readonly current: number
  readonly longest: number
}

/**
 * Writing days in a row on which enough was written; a day off neither counts nor breaks, but counts when it was used.
 * Today breaks nothing while it lasts.
 * @param counted words towards the goal by day. @param enough at least 1.
 */
export const streakOf = (
  counted: ReadonlyMap<string, number>,
  enough: number,
  weekdays: readonly boolean[],
  today: string,
): Streak => {
  const first = [...counted.keys()].toSorted()[0]
  if (first === undefined) return { current: 0, longest: 0 }
  let run = 0
  let longest = 0
  for (let day = first; day <= today; day = shiftDay(day, 1)) {
    if ((counted.get(day) ?? 0) >= enough) run += 1
    else if (day !== today && isWritingDay(day, weekdays)) run = 0
    longest = Math.max(longest, run)
  }
  return { current: run, longest }
}

export interface Plan {
  /** Writing days up to and with the deadline, today among them; null without one. */
  readonly daysLeft: number | null
  readonly wordsLeft: number | null
  /** What is left, spread over the days left; null where one of them is not set or the deadline has passed. */
  readonly wordsPerDay: number | null
}

export const planOf = (goals: Goals, bookWords: number, today: string): Plan => {
  const wordsLeft = goals.projectWords === null ? null : Math.max(0, goals.projectWords - bookWords)
  if (goals.deadline === null) return { daysLeft: null, wordsLeft, wordsPerDay: null }
  const span = daysBetween(today, goals.deadline)
  let daysLeft = 0
  for (let ahead = 0; ahead <= span; ahead += 1)
    if (isWritingDay(shiftDay(today, ahead), goals.weekdays)) daysLeft += 1
  const wordsPerDay = wordsLeft === null || daysLeft === 0 ? null : Math.ceil(wordsLeft / daysLeft)
  return { daysLeft, wordsLeft, wordsPerDay }
}
