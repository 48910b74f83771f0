// The text models that come with the studio: there in every project, before anything has been trained.
import { createReadStream, existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { hash } from 'node:crypto'
import { assetPath } from '../domain/asset-path.ts'
import type { Language } from '../domain/project.ts'
import { readModelHeader, type ModelHeader } from '../training/model-header.ts'

export interface ShippedModel {
  /** Stays the same for ever: histories and adapters name it. */
  readonly id: string
  readonly name: string
  readonly language: Language
  readonly file: string
}

export interface OpenedShippedModel extends ShippedModel {
  readonly header: ModelHeader
  readonly sizeBytes: number
  /** SHA-256 of the file. */
  readonly hash: string
}

const MODELS: readonly ShippedModel[] = [
  {
    id: 'arcwright-small-en',
    name: 'Arcwright small, English',
    language: 'en',
    file: assetPath('writer', 'en.safetensors'),
  },
]

/** Read once a process: the files do not change under it. */
const opened = new Map<string, Promise<OpenedShippedModel>>()

const open = async (model: ShippedModel): Promise<OpenedShippedModel> => ({
  ...model,
  header: await readModelHeader(createReadStream(model.file) as AsyncIterable<Uint8Array>),
  sizeBytes: (await stat(model.file)).size,
  hash: hash('sha256', await readFile(model.file)),
})

const openOnce = (model: ShippedModel): Promise<OpenedShippedModel> => {
  const found = opened.get(model.id) ?? open(model)
  opened.set(model.id, found)
  return found
}

/** Those whose weights this installation has. */
export const shippedModels = (): Promise<readonly OpenedShippedModel[]> =>
  Promise.all(MODELS.filter(({ file }) => existsSync(file)).map(openOnce))

/** Null for a name that none has, or whose weights are not there. */
export const shippedModel = async (id: string): Promise<OpenedShippedModel | null> => {
  const model = MODELS.find((each) => each.id === id)
  return model && existsSync(model.file) ? openOnce(model) : null
}
