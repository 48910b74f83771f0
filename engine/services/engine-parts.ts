// The process-wide parts that services share. Built once, in engine/index.ts.
import type { AnalysisPool } from '../analysis/analysis-pool.ts'
import type { MediaRunner } from '../analysis/media/media-runner.ts'
import type { SenseRunner } from '../analysis/senses/sense-runner.ts'
import type { FindAnswer, FindTask } from '../text/search/find-worker.ts'
import type { SpellAnswer, SpellTask } from '../text/spell/spell-worker.ts'
import type { TaskThread } from '../text/task-thread.ts'
import type { LlamaRunner } from '../models/gguf/llama-runner.ts'
import type { TensorThread } from '../training/tensor-thread.ts'
import type { BackendChoice } from './backend-choice.ts'
import type { Backups } from './backups.ts'
import type { JobBoard } from './job-board.ts'
import type { NetworkDoors } from './network-doors.ts'
import type { ProjectRegistry } from './project-registry.ts'
import type { SecretStore } from './secret-store.ts'
import type { ServiceDesk } from './service-desk.ts'
import type { SharedShelf } from './learning/learning-shelf.ts'
import type { SettingsFile } from './settings-file.ts'
import type { SharedTensors } from './shared-tensors.ts'
import type { TrainingQueue } from './training-queue.ts'
import type { WorkDesk } from './work-desk.ts'

export interface EngineParts {
  readonly version: string
  readonly dataDir: string
  readonly documentsDir: string
  readonly settings: SettingsFile
  readonly projects: ProjectRegistry
  readonly jobs: JobBoard
  readonly analysis: Pick<AnalysisPool, 'analyze' | 'dispose'>
  /** Finds out what media files are, in a process of its own. */
  readonly media: MediaRunner
  /** Understands media, in a process of its own. */
  readonly senses: SenseRunner
  /** Looks through texts, also with expressions that may run away. */
  readonly finder: TaskThread<FindTask, FindAnswer>
  /** Reads dictionaries. */
  readonly speller: TaskThread<SpellTask, SpellAnswer>
  readonly tensors: TensorThread
  /** Training and batches, by other machines where the writer has some. */
  readonly shared: SharedTensors
  /** Who does heavy work. */
  readonly work: WorkDesk
  /** What computes tensors here. */
  readonly backends: BackendChoice
  readonly backups: Backups
  /** Asks whoever sits before a terminal; a window hands its passphrase along. */
  readonly passphrase?: (() => Promise<string | null>) | undefined
  /** Whether the network may be used, and for what. */
  readonly doors: NetworkDoors
  readonly trainings: TrainingQueue
  /** What projects that share have learnt. */
  readonly sharedLearning: SharedShelf
  /** Pretrained models in a process of their own. */
  readonly llama: LlamaRunner
  /** Keys of servers. */
  readonly secrets: SecretStore
  /** The studio behind an address. */
  readonly service: ServiceDesk
  /** Milliseconds since the epoch; injected so that tests can hold time still. */
  readonly now: () => number
}
