// Composition root: builds the engine's parts once, serves connections, and ends in good order. Owns no logic of its own.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import { AnalysisPool } from './analysis/analysis-pool.ts'
import { MediaRunner } from './analysis/media/media-runner.ts'
import { SenseRunner } from './analysis/senses/sense-runner.ts'
import type { EngineClient } from './contract/index.ts'
import { newId } from './domain/ids.ts'
import type { OpenProject, RequestContext } from './services/context.ts'
import type { EngineParts } from './services/engine-parts.ts'
import { Backups } from './services/backups.ts'
import { BackendChoice } from './services/backend-choice.ts'
import { JobBoard } from './services/job-board.ts'
import { learnWhenIdle } from './services/learning/learn-when-idle.ts'
import { refreshHead } from './services/learning/used-head.ts'
import { SharedShelf } from './services/learning/learning-shelf.ts'
import { NetworkDoors } from './services/network-doors.ts'
import { ProjectRegistry } from './services/project-registry.ts'
import { router } from './services/router.ts'
import { followSceneFeelings } from './services/scene-feelings.ts'
import { followSummaries } from './services/scene-summaries.ts'
import { SecretStore, type SecretSeal } from './services/secret-store.ts'
import { ServiceDesk } from './services/service-desk.ts'
import { SettingsFile } from './services/settings-file.ts'
import { SharedAnalysis } from './services/shared-analysis.ts'
import { SharedTensors } from './services/shared-tensors.ts'
import { followHistory } from './services/take-snapshots.ts'
import { trainingCorpus } from './services/training-corpus.ts'
import { trainingLimits } from './services/training-limits.ts'
import { TrainingQueue } from './services/training-queue.ts'
import { WorkDesk } from './services/work-desk.ts'
import { LlamaRunner } from './models/gguf/llama-runner.ts'
import { runNodeProbe, type RunProbe } from './nn/backends/probe.ts'
import { createFindThread } from './text/search/find-thread.ts'
import { createSpellThread } from './text/spell/spell-thread.ts'
import { TensorThread } from './training/tensor-thread.ts'
import type { Connection } from './transports/connection.ts'
import type { Programs } from './transports/parent-programs.ts'
import { createContractDoor } from './transports/http/contract-door.ts'
import { isLoopbackHost } from './transports/http/gate.ts'
import { startHttpService } from './transports/http/http-service.ts'
import { shownAddress } from './transports/redis/shown-address.ts'
import { createConnectionServer } from './transports/serve-connection.ts'

export interface EngineOptions {
  /** Settings, the sample story, model caches. Created when missing. */
  readonly dataDir: string
  /** Where new projects are proposed. */
  readonly documentsDir: string
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** Every project is opened to read only. */
  readonly readOnly?: boolean
  /** Where a passphrase comes from when a call brings none. */
  readonly passphrase?: () => Promise<string | null>
  /** How a process is started that tries a backend; absent: as a child of this one. */
  readonly runProbe?: RunProbe
  /** How the processes are started in which native code works; absent: as children of this one. */
  readonly programs?: Programs
  /** The operating system's keychain; absent where the host has none. */
  readonly keychain?: SecretSeal
}

/** A caller in the same process: a terminal, a test. `leave` gives its project back. */
export interface InProcessClient {
  readonly client: EngineClient
  leave(): void
}

export interface Engine {
  /** When copies are made, for whoever holds the clock. */
  readonly backups: Pick<Backups, 'tick'>
  /** One window. Its project is given back when the connection ends. */
  serve(connection: Connection): void
  connect(): InProcessClient
  /** Finds out what computes tensors best on this machine, unless that is remembered. */
  prepareBackends(): Promise<void>
  /** Ends training with its checkpoint, then closes every project. Idempotent. */
  close(): Promise<void>
}

/** Stopped work keeps its last checkpoint before it leaves the board; it gets this long. */
const WIND_UP_MS = 8000

const idle = async (jobs: JobBoard): Promise<void> => {
  const giveUp = AbortSignal.timeout(WIND_UP_MS)
  while (jobs.list().length > 0 && !giveUp.aborted) await sleep(20)
}

export const createEngine = (options: EngineOptions): Engine => {
  const { dataDir, documentsDir, version, now = Date.now, runProbe = runNodeProbe } = options
  const jobs = new JobBoard()
  const settings = new SettingsFile(dataDir)
  const backends = new BackendChoice({ settings, jobs, run: runProbe, now })
  const backups = new Backups({ dataDir, settings, now })
  const onOpen = (project: OpenProject): void => {
    backups.follow(project)
    refreshHead(parts, project)
    followSceneFeelings(parts, project)
    followSummaries(parts, project)
    followHistory(project, now)
    learnWhenIdle(parts, project)
  }
  const projects = new ProjectRegistry(now, onOpen, {
    beforeClose: (project) => backups.beforeClose(project),
    readingFolder: join(dataDir, 'reading'),
    readOnly: options.readOnly ?? false,
  })
  const tensors = new TensorThread({ choose: (purpose) => backends.use(purpose) })
  const doors = new NetworkDoors(settings)
  const secrets = new SecretStore(dataDir, options.keychain ?? null)
  const pool = new AnalysisPool()
  const work = new WorkDesk({
    dataDir,
    doors,
    secrets,
    shown: shownAddress,
    isLoopback: isLoopbackHost,
    // Read when it is needed: few have a Redis.
    connect: async (url, folder) =>
      (await import('./transports/redis/redis-work.ts')).connectWork({ url, version, folder }),
    serve: async (url, wish, signal) => {
      const { serveWork } = await import('./transports/redis/redis-worker.ts')
      return serveWork({ analysis: pool, tensors }, { ...wish, url, version }, signal)
    },
  })
  const shared = new SharedTensors(tensors, work)
  const parts: EngineParts = {
    version,
    dataDir,
    documentsDir,
    now,
    settings,
    projects,
    jobs,
    analysis: new SharedAnalysis(pool, work),
    media: new MediaRunner(options.programs?.media),
    senses: new SenseRunner(options.programs?.senses),
    finder: createFindThread(),
    speller: createSpellThread(),
    tensors,
    shared,
    work,
    llama: new LlamaRunner(options.programs?.llama),
    secrets,
    backends,
    doors,
    service: new ServiceDesk({
      dataDir,
      now,
      doors,
      projects,
      isLoopback: isLoopbackHost,
      listen: (project, wish) => startHttpService(parts, project, createContractDoor(version), wish),
    }),
    backups,
    sharedLearning: new SharedShelf(dataDir),
    passphrase: options.passphrase,
    trainings: new TrainingQueue({
      dataDir,
      now,
      jobs,
      projects,
      tensors: shared,
      settings: trainingLimits(settings),
      corpus: (project, run) => trainingCorpus(parts, project, run.dataset),
    }),
  }
  const serveConnection = createConnectionServer(router)
  const connections = new Set<Connection>()
  const open = (): RequestContext => ({ engine: parts, session: { id: newId(), project: null } })
  const leave = ({ session }: RequestContext): void => parts.projects.leave(session)

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await parts.service.stop()
    // Before the jobs are stopped: its runs are interrupted, not stopped by the writer.
    await Promise.race([parts.trainings.dispose(), sleep(WIND_UP_MS, undefined, { ref: false })])
    for (const job of parts.jobs.list()) parts.jobs.stop(job.id)
    await idle(parts.jobs)
    for (const connection of connections) connection.close()
    parts.media.dispose()
    parts.senses.dispose()
    parts.finder.dispose()
    parts.speller.dispose()
    parts.llama.dispose()
    await Promise.all([parts.tensors.dispose(), parts.analysis.dispose(), work.dispose()])
    await Promise.race([parts.projects.settle(), sleep(WIND_UP_MS, undefined, { ref: false })])
    parts.backups.dispose()
    parts.projects.closeAll()
    parts.sharedLearning.dispose()
    settings.close()
  }

  return {
    backups,
    serve(connection) {
      const context = open()
      connections.add(connection)
      serveConnection(connection, context)
      connection.onClose(() => {
        connections.delete(connection)
        leave(context)
      })
    },
    connect() {
      const context = open()
      const client: EngineClient = createRouterClient(router, { context })
      return { client, leave: () => leave(context) }
    },
    prepareBackends: () => backends.prepare(),
    close: () => (closing ??= close()),
  }
}
