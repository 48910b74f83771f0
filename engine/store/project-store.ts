// An open project file: one handle that holds every repository. Opening, locking and migrating live in open-project.ts.
import { createArcRepository } from './arc-repository.ts'
import { createBeatRepository } from './beat-repository.ts'
import { createBinderRepository } from './binder-repository.ts'
import { createBlobRepository } from './blob-repository.ts'
import { createCharacterRepository } from './character-repository.ts'
import type { ProjectDatabase } from './database.ts'
import { createFindingRepository } from './finding-repository.ts'
import { createGenerationRepository } from './generation-repository.ts'
import { createGoalRepository } from './goal-repository.ts'
import { createJournal } from './journal.ts'
import { createLabelRepository } from './label-repository.ts'
import { createMediaRepository } from './media-repository.ts'
import { createProjectRepository } from './project-repository.ts'
import { createRunRepository } from './run-repository.ts'
import { createSceneRepository } from './scene-repository.ts'
import { createTargetRepository } from './target-repository.ts'
import { createTrashRepository } from './trash-repository.ts'

/** @param now milliseconds since the epoch. */
export const createRepositories = (db: ProjectDatabase, now: () => number = Date.now) => ({
  journal: createJournal(db, now),
  project: createProjectRepository(db),
  beats: createBeatRepository(db),
  binder: createBinderRepository(db, now),
  trash: createTrashRepository(db, now),
  scenes: createSceneRepository(db, now),
  findings: createFindingRepository(db),
  targets: createTargetRepository(db),
  labels: createLabelRepository(db, now),
  arcs: createArcRepository(db, now),
  characters: createCharacterRepository(db),
  blobs: createBlobRepository(db),
  media: createMediaRepository(db),
  runs: createRunRepository(db),
  generations: createGenerationRepository(db),
  goals: createGoalRepository(db),
})

export type ProjectStore = ReturnType<typeof createRepositories> & {
  /** Checkpoints, closes the database and gives the lock back. Idempotent. */
  close(): void
}
