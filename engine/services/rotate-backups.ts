// Which backups stay: the last few, then one a day, then one a week. Pure; the files are backups.ts' concern.

export interface Rotation {
  readonly keepLast: number
  /** Days of which the last backup stays. */
  readonly keepDaily: number
  /** Weeks of which the last backup stays. */
  readonly keepWeekly: number
}

const DAY_MS = 86_400_000
/** 1970 began on a Thursday: weeks here begin on a Monday. */
const MONDAY_OFFSET_DAYS = 3

const dayOf = (at: number): number => Math.floor(at / DAY_MS)
const weekOf = (at: number): number => Math.floor((dayOf(at) + MONDAY_OFFSET_DAYS) / 7)

/** The newest of each period, for the newest so many periods. */
const newestOfEach = (
  newestFirst: readonly number[],
  periodOf: (at: number) => number,
  periods: number,
): readonly number[] => {
  const found = new Map<number, number>()
  for (const at of newestFirst) if (!found.has(periodOf(at))) found.set(periodOf(at), at)
  return [...found.values()].slice(0, periods)
}

/** @param times when each backup was made, in milliseconds since the epoch. @returns those that may go. */
export const outlived = (times: readonly number[], rotation: Rotation): readonly number[] => {
  const newestFirst = times.toSorted((a, b) => b - a)
  const stay = new Set([
    ...newestFirst.slice(0, rotation.keepLast),
    ...newestOfEach(newestFirst, dayOf, rotation.keepDaily),
    ...newestOfEach(newestFirst, weekOf, rotation.keepWeekly),
  ])
  return times.filter((at) => !stay.has(at))
}
