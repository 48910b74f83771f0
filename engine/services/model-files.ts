// Where trained models lie: the best of each run inside the project, and a copy of it on disk for the tensor thread.
import { existsSync } from 'node:fs'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { TrainingRun } from '../domain/training-run.ts'
import type { ProjectStore } from '../store/project-store.ts'

/** Checkpoints and logs of a run: needed to resume it, not to use its model. */
export const runFolder = (dataDir: string, runId: string): string => join(dataDir, 'runs', runId)

/** Where a run's event files for TensorBoard lie, by a name that says something there. */
export const eventsFolder = (dataDir: string, { id, name }: Pick<TrainingRun, 'id' | 'name'>): string =>
  join(dataDir, 'tensorboard', `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}-${id.slice(0, 6)}`)

export const canResume = (dataDir: string, runId: string): boolean => existsSync(runFolder(dataDir, runId))

/** The model as a file, taken out of the project when it is not there yet. MODEL_MISSING. */
export const modelFile = async (
  dataDir: string,
  { blobs }: Pick<ProjectStore, 'blobs'>,
  { modelHash, name }: Pick<TrainingRun, 'modelHash' | 'name'>,
): Promise<string> => {
  const size = modelHash === null ? null : blobs.sizeOf(modelHash)
  if (modelHash === null || size === null)
    throw new EngineError('MODEL_MISSING', 'This run has no trained model yet. Train it first.', { name })
  const folder = join(dataDir, 'models')
  const path = join(folder, `${modelHash}.safetensors`)
  const found = await stat(path).catch(() => null)
  if (found?.size === size) return path
  await mkdir(folder, { recursive: true })
  // Complete under another name first: a copy that broke off is never taken for the model.
  const temporary = `${path}.${newId()}`
  await writeFile(temporary, blobs.readPieces(modelHash))
  await rename(temporary, path)
  return path
}
