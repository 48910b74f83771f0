// What was learnt and is used now, ready for whoever ranks or plans; what cannot be read is not used.
import type { LearnerId } from '../../domain/learning.ts'
import { fromBytes, type Preferences } from '../../models/ranker/preferences.ts'
import type { OpenProject } from '../context.ts'
import type { EngineParts } from '../engine-parts.ts'
import { shelfOf } from './learning-shelf.ts'

/** The last one read of each project: a passage must not wait for it. */
const read = new WeakMap<OpenProject, Map<string, Preferences>>()

/** SHA-256 of the version in use; null: as it ships. */
export const usedHash = (
  engine: Pick<EngineParts, 'sharedLearning'>,
  project: OpenProject,
  learner: LearnerId,
): string | null => {
  try {
    return shelfOf(engine, project).learnt.active(learner)?.hash ?? null
  } catch {
    return null
  }
}

/** Null: as it ships. */
export const usedPreferences = (
  engine: Pick<EngineParts, 'sharedLearning'>,
  project: OpenProject,
  learner: LearnerId,
): Preferences | null => {
  try {
    const { learnt } = shelfOf(engine, project)
    const active = learnt.active(learner)
    if (!active) return null
    const known = read.get(project) ?? new Map<string, Preferences>()
    read.set(project, known)
    const found = known.get(active.hash) ?? fromBytes(learnt.bytes(active.id))
    known.set(active.hash, found)
    return found
  } catch {
    // Damaged, or of a later version: writing goes on without it, and the list of versions says what is wrong.
    return null
  }
}
