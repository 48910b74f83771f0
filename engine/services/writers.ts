// Who can write in a project: its own runs and what comes with the studio, under one name; how each writes is the tensor thread's.
import { EngineError } from '../domain/errors.ts'
import type { TrainingRun } from '../domain/training-run.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { adaptedFile, usedAdapter, type UsedAdapter } from './learning/adapted-writer.ts'
import { modelFile } from './model-files.ts'
import { shippedModel, shippedModels, type OpenedShippedModel } from './shipped-models.ts'

export interface Writer {
  readonly id: string
  readonly kind: 'run' | 'shipped'
  readonly name: string
  readonly modelId: string
  readonly parameters: number
  readonly validationLoss: number | null
  /** SHA-256 of its weights. */
  readonly hash: string
  /** How much it is best asked for at once. */
  readonly usual: { readonly words: number; readonly candidates: number }
  /** The file for the tensor thread. */
  file(): Promise<string>
}

/** A model that has read the book. */
const RUN = { words: 60, candidates: 3 }
/** Sparks: a small model that has not loses the thread after a sentence or two, and one of several is often a good one. */
const SHIPPED = { words: 40, candidates: 4 }

const isShrunk = ({ reason }: TrainingRun): number => (reason === 'shrunk' ? 1 : 0)

/** Runs that have a model, the one trained last first; shrunk ones, which write when asked for, behind. */
export const trainedRuns = ({ store }: Pick<OpenProject, 'store'>): readonly TrainingRun[] =>
  store.runs
    .list()
    .filter((run) => run.modelHash !== null)
    .sort((a, b) => isShrunk(a) - isShrunk(b) || (b.endedAt ?? b.startedAt) - (a.endedAt ?? a.startedAt))

const writerOfRun = ({ dataDir }: EngineParts, { store }: OpenProject, run: TrainingRun): Writer => ({
  id: run.id,
  kind: 'run',
  name: run.name,
  modelId: run.modelId,
  parameters: run.parameters ?? 0,
  validationLoss: run.bestLoss,
  hash: run.modelHash ?? '',
  usual: RUN,
  file: () => modelFile(dataDir, store, run),
})

const writerOfShipped = ({ id, name, header, hash, file }: OpenedShippedModel): Writer => ({
  id,
  kind: 'shipped',
  name,
  modelId: header.card.modelId,
  parameters: header.parameters,
  validationLoss: header.card.validationLoss,
  hash,
  usual: SHIPPED,
  file: () => Promise.resolve(file),
})

/** Stands behind the id of a model that writes with what its writer taught it. */
const VOICE = '~voice'
const WITH_VOICE = { en: '+ your voice', zh: '+ 您的笔调' } as const

/** The model itself, whoever taught it. */
export const plainWriterId = (id: string): string => (id.endsWith(VOICE) ? id.slice(0, -VOICE.length) : id)

const withVoice = (
  engine: EngineParts,
  { store }: OpenProject,
  writer: Writer,
  adapter: UsedAdapter,
): Writer => ({
  ...writer,
  id: writer.id + VOICE,
  name: `${writer.name} ${WITH_VOICE[store.project.get().language]}`,
  hash: adapter.version.hash,
  file: async () => adaptedFile(engine, await writer.file(), adapter),
})

/** The first one writes when none is chosen: the project's own before those that come with the studio and know its language. */
export const writersOf = async (engine: EngineParts, project: OpenProject): Promise<readonly Writer[]> => {
  const { language } = project.store.project.get()
  const shipped = (await shippedModels()).filter((model) => model.language === language)
  const adapter = usedAdapter(engine, project)
  const all = [
    ...trainedRuns(project).map((run) => writerOfRun(engine, project, run)),
    ...shipped.map(writerOfShipped),
  ]
  // Whom the writer taught goes before the same model as it came.
  return all.flatMap((writer) =>
    adapter?.base === writer.id ? [withVoice(engine, project, writer, adapter), writer] : [writer],
  )
}

/** NOT_FOUND for an id that nobody has, MODEL_MISSING where there is nobody. */
export const chooseWriter = async (
  engine: EngineParts,
  project: OpenProject,
  id: string | undefined,
): Promise<Writer> => {
  if (id !== undefined) {
    const plainId = plainWriterId(id)
    const shipped = await shippedModel(plainId)
    const writer = shipped
      ? writerOfShipped(shipped)
      : writerOfRun(engine, project, project.store.runs.get(plainId))
    // Without what was taught, where that is no longer used.
    const adapter = plainId === id ? null : usedAdapter(engine, project)
    return adapter?.base === plainId ? withVoice(engine, project, writer, adapter) : writer
  }
  const [first] = await writersOf(engine, project)
  if (first) return first
  throw new EngineError(
    'MODEL_MISSING',
    'No model can write here yet. Train one in the workshop, or add a model file or a server.',
  )
}
