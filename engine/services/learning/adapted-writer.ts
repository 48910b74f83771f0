// The story model with its writer's voice: which model a learnt adapter belongs to, and the file that holds both.
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../domain/ids.ts'
import type { LearntVersion } from '../../domain/learning.ts'
import { findModel } from '../../models/registry.ts'
import { baseOfAdapter } from '../../training/preferences/adapter-bytes.ts'
import type { OpenProject } from '../context.ts'
import type { EngineParts } from '../engine-parts.ts'
import { shelfOf } from './learning-shelf.ts'

export interface UsedAdapter {
  readonly version: LearntVersion
  readonly bytes: Uint8Array
  /** Id of the model that it belongs to. */
  readonly base: string
}

/** Null: none is used, or it cannot be read. */
export const usedAdapter = (
  engine: Pick<EngineParts, 'sharedLearning'>,
  project: OpenProject,
): UsedAdapter | null => {
  try {
    const { learnt } = shelfOf(engine, project)
    const version = learnt.active('adapter')
    if (!version) return null
    const bytes = learnt.bytes(version.id)
    return { version, bytes, base: baseOfAdapter(bytes) }
  } catch {
    // Writing goes on with the model as it comes; the list of versions says what is wrong.
    return null
  }
}

/** Whether adapters can be fitted to models of this kind. */
export const takesAdapters = (modelId: string): boolean => findModel(modelId).takesAdapters

/** One file of model and adapter, made when it is first written with. */
export const adaptedFile = async (
  { dataDir, tensors }: Pick<EngineParts, 'dataDir' | 'tensors'>,
  modelFile: string,
  { version, bytes }: UsedAdapter,
): Promise<string> => {
  const folder = join(dataDir, 'models')
  const target = join(folder, `voice-${version.hash}.safetensors`)
  if (existsSync(target)) return target
  await mkdir(folder, { recursive: true })
  // Complete under another name first: what broke off is never taken for the model.
  const temporary = `${target}.${newId()}`
  const { signal } = new AbortController()
  await tensors.prefer<null>(
    { kind: 'merge', modelFile, adapter: bytes, target: temporary },
    { signal, onProgress: () => undefined },
  )
  await rename(temporary, target)
  return target
}
