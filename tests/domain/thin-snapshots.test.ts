// Thinning: dense lately, sparse long ago, never what somebody chose to keep.
import { expect, test } from 'vitest'
import type { Snapshot, SnapshotKind } from '../../engine/domain/history.ts'
import { snapshotsToThin } from '../../engine/domain/thin-snapshots.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
// Stretches are counted from the epoch: noon, between full hours.
const NOW = 20_000 * DAY + 12.5 * HOUR

const taken = (agesMs: readonly number[], kind: SnapshotKind = 'schedule'): Snapshot[] =>
  agesMs.map((ageMs) => ({
    id: String(ageMs),
    scopeId: null,
    kind,
    name: '',
    act: '',
    words: 1,
    scenes: 1,
    takenAt: NOW - ageMs,
  }))

const left = (snapshots: readonly Snapshot[]): number =>
  snapshots.length - snapshotsToThin(snapshots, NOW).length

test('all stay for an hour, one an hour for a day, one a day for a month, one a week after', () => {
  const every = (stepMs: number, fromMs: number, toMs: number) =>
    Array.from({ length: Math.round((toMs - fromMs) / stepMs) }, (_, index) => fromMs + index * stepMs)
  expect(left(taken(every(HOUR / 6, 0, HOUR)))).toBe(6)
  // A stretch that a rule begins in the middle of counts too.
  expect(left(taken(every(HOUR / 6, HOUR, DAY)))).toBe(24)
  expect(left(taken(every(HOUR, DAY, 30 * DAY)))).toBe(30)
  const weeks = left(taken(every(DAY, 30 * DAY, 100 * DAY)))
  expect(weeks).toBeGreaterThanOrEqual(10)
  expect(weeks).toBeLessThanOrEqual(11)
})

test('the newest of a stretch stays, and thinning again takes nothing more', () => {
  const snapshots = taken([DAY + 5 * 60_000, DAY + 10 * 60_000, DAY + 15 * 60_000])
  const gone = snapshotsToThin(snapshots, NOW)
  expect(gone).not.toContain(String(DAY + 5 * 60_000))
  const rest = snapshots.filter(({ id }) => !gone.includes(id))
  expect(snapshotsToThin(rest, NOW)).toEqual([])
})

test('what was kept before a risky act stays for a week', () => {
  expect(left(taken([2 * DAY, 2 * DAY + 60_000, 2 * DAY + 120_000], 'before'))).toBe(3)
  expect(left(taken([8 * DAY, 8 * DAY + 60_000, 8 * DAY + 120_000], 'before'))).toBe(1)
})
