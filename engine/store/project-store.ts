// An open project file: one handle that holds every repository. Opening, locking and migrating live in open-project.ts.
import { createArcRepository } from './arc-repository.ts'
import { createBeatRepository } from './beat-repository.ts'
import { createBinderRepository } from './binder-repository.ts'
import { createBlobRepository } from './blob-repository.ts'
import { createChatRepository } from './chat-repository.ts'
import { createCastRepository } from './cast-repository.ts'
import { createCharacterRepository } from './character-repository.ts'
import { createCommentRepository } from './comment-repository.ts'
import type { ProjectDatabase } from './database.ts'
import { createDraftRepository } from './draft-repository.ts'
import { createExportSettingsRepository } from './export-settings-repository.ts'
import { createDialogueRepository } from './dialogue-repository.ts'
import { createFeedbackRepository } from './feedback-repository.ts'
import { createFindingRepository } from './finding-repository.ts'
import { createGenerationRepository } from './generation-repository.ts'
import { createGoalRepository } from './goal-repository.ts'
import { createJournal } from './journal.ts'
import { createLabelRepository } from './label-repository.ts'
import { createLearntRepository } from './learnt-repository.ts'
import type { Holder } from './lock.ts'
import { createLifeRepository } from './life-repository.ts'
import { createGrowthRepository } from './growth-repository.ts'
import { createLineRepository } from './line-repository.ts'
import { createLoreRepository } from './lore-repository.ts'
import { createMaskRepository } from './mask-repository.ts'
import { createMaterialRepository } from './material-repository.ts'
import { createMediaFindingRepository } from './media-finding-repository.ts'
import { createMediaRepository } from './media-repository.ts'
import { createNpcRepository } from './npc-repository.ts'
import { createMemoryRepository } from './memory-repository.ts'
import { createProjectRepository } from './project-repository.ts'
import { createRunRepository } from './run-repository.ts'
import { createVersionRestorer } from './restore-version.ts'
import { createSceneRepository } from './scene-repository.ts'
import { createSearchRepository } from './search-repository.ts'
import { createSnapshotRepository } from './snapshot-repository.ts'
import { createSourceRepository } from './source-repository.ts'
import { createSpellingRepository } from './spelling-repository.ts'
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
  search: createSearchRepository(db),
  spelling: createSpellingRepository(db),
  findings: createFindingRepository(db),
  targets: createTargetRepository(db),
  labels: createLabelRepository(db, now),
  arcs: createArcRepository(db, now),
  cast: createCastRepository(db),
  characters: createCharacterRepository(db, now),
  chats: createChatRepository(db),
  life: createLifeRepository(db),
  feedback: createFeedbackRepository(db),
  learnt: createLearntRepository(db),
  lines: createLineRepository(db),
  growths: createGrowthRepository(db),
  comments: createCommentRepository(db),
  lore: createLoreRepository(db),
  masks: createMaskRepository(db),
  material: createMaterialRepository(db),
  npcs: createNpcRepository(db),
  memory: createMemoryRepository(db),
  blobs: createBlobRepository(db),
  media: createMediaRepository(db),
  mediaFindings: createMediaFindingRepository(db, now),
  runs: createRunRepository(db),
  generations: createGenerationRepository(db),
  sources: createSourceRepository(db),
  goals: createGoalRepository(db),
  snapshots: createSnapshotRepository(db, now),
  drafts: createDraftRepository(db, now),
  versions: createVersionRestorer(db, now),
  exportSettings: createExportSettingsRepository(db),
  dialogues: createDialogueRepository(db, now),
})

/** What can be done in a project file, whoever opened it. */
export type Repositories = ReturnType<typeof createRepositories>

export type ProjectStore = Repositories & {
  /** What was found when it was opened. */
  readonly opened: {
    /** A note of another computer lay beside the file: it may be open there too. */
    readonly foreignHolder: Holder | null
    /** The copy that was kept of an older file before it was brought up to date. */
    readonly olderCopy: string | null
  }
  /** Its pages are encrypted on the disk; so are its log and its copies. */
  readonly encrypted: boolean
  /** Puts a whole, checked copy at `path`, while saving goes on. The errors of `copyProject`. */
  copyTo(path: string): Promise<void>
  /** Checkpoints, closes the database and gives the lock back. Idempotent. */
  close(): void
}
