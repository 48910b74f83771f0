// A real engine around one real project, without hosts: for tests of services. Tensors can be stood in for.
import { LlamaRunner } from '../../engine/models/gguf/llama-runner.ts'
import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { runNodeProbe } from '../../engine/nn/backends/probe.ts'
import { AnalysisPool } from '../../engine/analysis/analysis-pool.ts'
import { MediaRunner } from '../../engine/analysis/media/media-runner.ts'
import { SenseRunner } from '../../engine/analysis/senses/sense-runner.ts'
import type { EngineClient } from '../../engine/contract/index.ts'
import type { Session } from '../../engine/services/context.ts'
import { Backups } from '../../engine/services/backups.ts'
import { BackendChoice } from '../../engine/services/backend-choice.ts'
import { castRouter } from '../../engine/services/cast-service.ts'
import { chatRouter } from '../../engine/services/chat-service.ts'
import { cowriterRouter } from '../../engine/services/cowriter-service.ts'
import type { EngineParts } from '../../engine/services/engine-parts.ts'
import { doorRouter } from '../../engine/services/door-service.ts'
import { JobBoard } from '../../engine/services/job-board.ts'
import { SharedShelf } from '../../engine/services/learning/learning-shelf.ts'
import { latentRouter } from '../../engine/services/latent-service.ts'
import { lifeRouter } from '../../engine/services/life-service.ts'
import { loreRouter } from '../../engine/services/lore-service.ts'
import { memoryRouter } from '../../engine/services/memory-service.ts'
import { suggestRouter } from '../../engine/services/suggest-service.ts'
import { mediaRouter } from '../../engine/services/media-service.ts'
import { modelRouter } from '../../engine/services/model-service.ts'
import { NetworkDoors } from '../../engine/services/network-doors.ts'
import { privacyRouter } from '../../engine/services/privacy-service.ts'
import { projectRouter } from '../../engine/services/project-service.ts'
import { sceneRouter } from '../../engine/services/scene-service.ts'
import { ProjectRegistry } from '../../engine/services/project-registry.ts'
import { SecretStore } from '../../engine/services/secret-store.ts'
import { ServiceDesk } from '../../engine/services/service-desk.ts'
import { SettingsFile } from '../../engine/services/settings-file.ts'
import { searchRouter } from '../../engine/services/search-service.ts'
import { spellRouter } from '../../engine/services/spell-service.ts'
import { trainingCorpus } from '../../engine/services/training-corpus.ts'
import { trainingLimits } from '../../engine/services/training-limits.ts'
import { SharedTensors } from '../../engine/services/shared-tensors.ts'
import { TrainingQueue } from '../../engine/services/training-queue.ts'
import { trainingRouter } from '../../engine/services/training-service.ts'
import { WorkDesk } from '../../engine/services/work-desk.ts'
import { createFindThread } from '../../engine/text/search/find-thread.ts'
import { createSpellThread } from '../../engine/text/spell/spell-thread.ts'
import { TensorThread } from '../../engine/training/tensor-thread.ts'
import { tempFolder, textOf } from '../helpers/temp-project.ts'

/** Named parts: the whole, written out, is more than the compiler puts into one declaration. */
type Router = Readonly<{
  media: typeof mediaRouter
  training: typeof trainingRouter
  model: typeof modelRouter
  latent: typeof latentRouter
  cowriter: typeof cowriterRouter
  cast: typeof castRouter
  chat: typeof chatRouter
  search: typeof searchRouter
  spell: typeof spellRouter
  project: typeof projectRouter
  scene: typeof sceneRouter
  doors: typeof doorRouter
  life: typeof lifeRouter
  lore: typeof loreRouter
  memory: typeof memoryRouter
  privacy: typeof privacyRouter
  suggest: typeof suggestRouter
}>

const router: Router = {
  media: mediaRouter,
  training: trainingRouter,
  model: modelRouter,
  latent: latentRouter,
  cowriter: cowriterRouter,
  cast: castRouter,
  chat: chatRouter,
  search: searchRouter,
  spell: spellRouter,
  project: projectRouter,
  scene: sceneRouter,
  doors: doorRouter,
  life: lifeRouter,
  lore: loreRouter,
  memory: memoryRouter,
  privacy: privacyRouter,
  suggest: suggestRouter,
}

type Client = Pick<EngineClient, keyof Router>

export interface WorkbenchOptions {
  /** One scene each, of these paragraphs. */
  readonly scenes?: readonly (readonly string[])[]
  /** English where nothing is said. */
  readonly language?: 'en' | 'zh'
  /** Stands in for the thread where a test needs to hold time still. */
  readonly tensors?: Partial<Pick<TensorThread, 'train' | 'sample'>>
  readonly folder?: string
}

/** Call within a test: everything ends with it. A second call on the same folder is the next start of the engine. */
export const workbench = (options: WorkbenchOptions = {}) => {
  const folder = options.folder ?? tempFolder()
  const projects = new ProjectRegistry()
  const jobs = new JobBoard()
  const tensors = new TensorThread({ threads: 1 })
  const settings = new SettingsFile(folder)
  Object.assign(tensors, options.tensors)
  const doors = new NetworkDoors(settings)
  const secrets = new SecretStore(folder, null)
  const noWay = () => Promise.reject(new Error('a workbench has no other machines'))
  const roads = { connect: noWay, serve: noWay, shown: (url: string) => url, isLoopback: () => true }
  const work = new WorkDesk({ dataDir: folder, doors, secrets, ...roads })
  const engine: EngineParts = {
    version: '0',
    dataDir: folder,
    documentsDir: folder,
    now: Date.now,
    settings,
    projects,
    jobs,
    analysis: new AnalysisPool(),
    media: new MediaRunner(),
    senses: new SenseRunner(),
    finder: createFindThread(),
    speller: createSpellThread(),
    tensors,
    llama: new LlamaRunner(),
    secrets,
    work,
    shared: new SharedTensors(tensors, work),
    // Never asked here: the threads above compute on the processor.
    backends: new BackendChoice({ settings, jobs, now: Date.now, run: runNodeProbe }),
    doors,
    // Nobody calls a workbench; the service has tests of its own, around a whole engine.
    service: new ServiceDesk({
      dataDir: folder,
      now: Date.now,
      doors,
      projects,
      isLoopback: () => true,
      listen: () => Promise.reject(new Error('a workbench has no address')),
    }),
    sharedLearning: new SharedShelf(folder),
    backups: new Backups({ dataDir: folder, settings, now: Date.now }),
    trainings: new TrainingQueue({
      dataDir: folder,
      now: Date.now,
      jobs,
      projects,
      tensors,
      settings: trainingLimits(settings),
      corpus: (project, run) => trainingCorpus(engine, project, run.dataset),
    }),
  }
  const session: Session = { id: 'test', project: null }
  const path = options.folder
    ? `${folder}/book.arcwright`
    : projects.create(`${folder}/book`, { title: 'Book', author: 'A', language: options.language ?? 'en' })
  const project = projects.enter(session, path)
  const { store } = project
  const sceneIds = (options.scenes ?? []).map(
    (paragraphs, index) =>
      store.binder.create(
        { kind: 'scene', title: `Scene ${index + 1}`, text: textOf(paragraphs, `s${index}`) },
        { parentId: null },
      ).id,
  )
  let isClosed = false
  const close = async (): Promise<void> => {
    if (isClosed) return
    isClosed = true
    await engine.trainings.dispose()
    engine.media.dispose()
    engine.senses.dispose()
    engine.finder.dispose()
    engine.speller.dispose()
    await engine.tensors.dispose()
    await engine.analysis.dispose()
    projects.closeAll()
    engine.sharedLearning.dispose()
  }
  onTestFinished(close)
  const client: Client = createRouterClient(router, { context: { engine, session } })
  return {
    engine,
    folder,
    project,
    store,
    session,
    sceneIds,
    client,
    close,
  }
}

/** What a stream told, all of it. */
export const collect = async <T>(stream: AsyncIterable<T>): Promise<T[]> => {
  const events: T[] = []
  for await (const event of stream) events.push(event)
  return events
}
