// Finds the model that a caller means: in a run of the project or in a file on the disk. What is done with it is model-service's.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Inputs, Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { TrainingRun } from '../domain/training-run.ts'
import { findModel } from '../models/registry.ts'
import { modelExporters } from '../training/model-exporters.ts'
import { readModelHeader, type ModelHeader } from '../training/model-header.ts'
import type { RequestContext } from './context.ts'
import { modelFile } from './model-files.ts'
import { projectOf } from './os.ts'
import { shippedModel, type OpenedShippedModel } from './shipped-models.ts'

export type ModelSource = Inputs['model']['info']['source']
export type TrainedModel = Outputs['model']['list'][number]

export interface FoundModel {
  readonly source: ModelSource
  readonly name: string
  readonly header: ModelHeader
  readonly sizeBytes: number
  /** Null for a loose file, and for what comes with the studio. */
  readonly run: TrainingRun | null
  /** The file for the tensor thread; taken out of the project when it is needed. */
  file(): Promise<string>
}

/** What a run's folder calls its model. */
const BEST = 'best.safetensors'

const unreadable = (error: unknown, name: string): EngineError => {
  const why = error instanceof Error ? error.message : String(error)
  return new EngineError('FILE_UNREADABLE', `${why}. Nothing was changed.`, { name }, { cause: error })
}

export const modelOfRun = async (
  { engine, session }: RequestContext,
  run: TrainingRun,
): Promise<FoundModel> => {
  const { store } = projectOf({ engine, session })
  const { name, modelHash } = run
  const sizeBytes = modelHash === null ? null : store.blobs.sizeOf(modelHash)
  if (modelHash === null || sizeBytes === null)
    throw new EngineError('MODEL_MISSING', 'This run has no trained model yet. Train it first.', { name })
  try {
    const header = await readModelHeader(store.blobs.readPieces(modelHash))
    const file = () => modelFile(engine.dataDir, store, run)
    return { source: { runId: run.id }, name, header, sizeBytes, run, file }
  } catch (error) {
    throw unreadable(error, name)
  }
}

const modelOfFile = async (given: string): Promise<FoundModel> => {
  const asked = resolve(given)
  const path = (await stat(asked)).isDirectory() ? join(asked, BEST) : asked
  const info = await stat(path)
  const name = basename(path)
  if (!info.isFile()) throw unreadable(new Error('This is not a file that can be read'), name)
  try {
    const header = await readModelHeader(createReadStream(path) as AsyncIterable<Uint8Array>)
    const file = () => Promise.resolve(path)
    return { source: { path }, name, header, sizeBytes: info.size, run: null, file }
  } catch (error) {
    throw unreadable(error, name)
  }
}

export const modelOfShipped = ({ id, name, header, sizeBytes, file }: OpenedShippedModel): FoundModel => ({
  source: { shippedId: id },
  name,
  header,
  sizeBytes,
  run: null,
  file: () => Promise.resolve(file),
})

const findShipped = async (id: string): Promise<FoundModel> => {
  const found = await shippedModel(id)
  if (found) return modelOfShipped(found)
  throw new EngineError('NOT_FOUND', 'No such model comes with this installation.', { id })
}

/** MODEL_MISSING, NOT_FOUND, FILE_NOT_FOUND, FILE_UNREADABLE, NO_PROJECT. */
export const findSource = (context: RequestContext, source: ModelSource): Promise<FoundModel> => {
  if ('path' in source) return modelOfFile(source.path)
  if ('shippedId' in source) return findShipped(source.shippedId)
  return modelOfRun(context, projectOf(context).store.runs.get(source.runId))
}

export const toContractModel = ({ source, name, header, sizeBytes }: FoundModel): TrainedModel => {
  const { card, parameters, isEightBit } = header
  const definition = findModel(card.modelId)
  return {
    source,
    name,
    modelId: card.modelId,
    language: card.language,
    parameters,
    sizeBytes,
    step: card.step,
    validationLoss: card.validationLoss,
    bitsPerByte: card.bitsPerByte,
    vocabularySize: card.vocabularySize,
    eightBit: isEightBit,
    shrunk: card.shrunk ? { ...card.shrunk } : null,
    formats: modelExporters.filter((exporter) => exporter.accepts(definition, card)).map(({ id }) => id),
  }
}
