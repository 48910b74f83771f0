// When the history of a project grows by itself: before risky acts, and while the writer writes. What a snapshot is, is
// the store's; what is done with them, the history service's.
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

/** A book without words has nothing to keep. */
const keepIfChanged = (project: OpenProject): void => {
  const { scenes, snapshots } = project.store
  try {
    if (scenes.totals().words > 0 && snapshots.isChanged(null))
      takeSnapshot(project, { scopeId: null, kind: 'schedule' })
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
    keepIfChanged(project)
  })
  setTimeout(() => keepIfChanged(project), AFTER_OPENING_MS).unref()
}
