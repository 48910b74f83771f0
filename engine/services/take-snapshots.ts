// When the history of a project grows by itself: before risky acts, and while the writer writes. What a snapshot is, is
// the store's; what is done with them, the history service's.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { NewSnapshot } from '../store/snapshot-repository.ts'
import type { Snapshot } from '../domain/history.ts'
import type { OpenProject } from './context.ts'

/** While there are changes, a snapshot this often. */
const EVERY_MS = 10 * 60_000

/** Opening a project is not held up: what was written since the last snapshot is kept a little later. */
const AFTER_OPENING_MS = 20_000

export const takeSnapshot = (project: OpenProject, wanted: NewSnapshot): Snapshot => {
  const { snapshots } = project.store
  const taken = snapshots.take(wanted)
  snapshots.thin()
  project.events.publish('change', { kind: 'history' })
  return taken
}

/**
 * To be called right before an act that may lose words the writer might want back; what is in the newest snapshot
 * already is not kept twice. A failure (a full disk) is the act's: it does not happen then.
 * @param act the label of the act, such as 'binder.merge'. @returns where the binder is as it was.
 */
export const snapshotBefore = (project: OpenProject, act: string): Snapshot => {
  const { snapshots } = project.store
  const newest = snapshots.newest()
  return newest && !snapshots.isChanged(null)
    ? newest
    : takeSnapshot(project, { scopeId: null, kind: 'before', act })
}

/** The engine's thread belongs to the saves: nothing here holds it longer. */
const TURN_MS = 8

/** The same, with turns for others while a large book is packed. */
export const takeSnapshotGently = async (project: OpenProject, wanted: NewSnapshot): Promise<Snapshot> => {
  let since = performance.now()
  const steps = project.store.snapshots.pack()
  while (steps.next().done !== true) {
    if (performance.now() - since < TURN_MS) continue
    await nextTurn()
    since = performance.now()
  }
  return takeSnapshot(project, wanted)
}

/** A book without words has nothing to keep. */
const keepIfChanged = async (project: OpenProject): Promise<void> => {
  const { scenes, snapshots } = project.store
  try {
    if (scenes.totals().words > 0 && snapshots.isChanged(null))
      await takeSnapshotGently(project, { scopeId: null, kind: 'schedule' })
  } catch {
    // Closed meanwhile, or the disk is full: saves say so themselves, and the next change tries again.
  }
}

/** Keeps a project's history growing for as long as it is open. @param now milliseconds since the epoch. */
export const followHistory = (project: OpenProject, now: () => number): void => {
  if (project.readOnly) return
  let changedSince: number | null = null
  project.events.subscribe('change', (change) => {
    if (change.kind === 'history') changedSince = null
    if (change.kind !== 'scene' && change.kind !== 'binder') return
    changedSince ??= now()
    if (now() - changedSince < EVERY_MS) return
    changedSince = null
    void keepIfChanged(project)
  })
  setTimeout(() => void keepIfChanged(project), AFTER_OPENING_MS).unref()
}
