// Which automatic snapshots have had their time: dense for the last hour, then ever fewer. What is kept by hand, and
// where drafts wait, is never asked.
import type { Snapshot } from './history.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How long a snapshot before a risky act is as good as one by hand. */
const BEFORE_KEPT_MS = 7 * DAY_MS

/** From an age on, one snapshot for each stretch of this length; older rules last. */
const RULES = [
  { fromAgeMs: HOUR_MS, everyMs: HOUR_MS },
  { fromAgeMs: DAY_MS, everyMs: DAY_MS },
  { fromAgeMs: 30 * DAY_MS, everyMs: 7 * DAY_MS },
] as const

/** The stretch of time a snapshot of this age shares with others, null where each one stays. */
const stretchOf = ({ kind, takenAt, scopeId }: Snapshot, now: number): string | null => {
  const ageMs = now - takenAt
  if (kind === 'before' && ageMs < BEFORE_KEPT_MS) return null
  const rule = RULES.findLast(({ fromAgeMs }) => ageMs >= fromAgeMs)
  return rule ? `${scopeId ?? ''} ${rule.everyMs} ${Math.floor(takenAt / rule.everyMs)}` : null
}

/**
 * The ids of those to let go: of each stretch the newest stays. One an hour for a day, one a day for thirty days, one a
 * week after that.
 * @param snapshots automatic ones, in any order. @param now milliseconds since the epoch.
 */
export const snapshotsToThin = (snapshots: readonly Snapshot[], now: number): readonly string[] => {
  const taken = new Set<string>()
  return snapshots
    .toSorted((a, b) => b.takenAt - a.takenAt)
    .flatMap((snapshot) => {
      const stretch = stretchOf(snapshot, now)
      if (stretch === null) return []
      if (taken.has(stretch)) return [snapshot.id]
      taken.add(stretch)
      return []
    })
}
