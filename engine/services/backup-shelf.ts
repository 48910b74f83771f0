// Backups as files: one folder a project under the folder that the writer chose, named by the time they were made. When
// one is made is backups.ts' concern.
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import * as z from 'zod'
import { EngineError } from '../domain/errors.ts'

export interface BackupEntry {
  readonly path: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly sizeBytes: number
}

const ORIGIN = 'origin.json'
const origin = z.object({ id: z.string(), path: z.string() })
const NAME = /^(\d{4})-(\d\d)-(\d\d) (\d\d)-(\d\d)-(\d\d) /
const ID_LENGTH = 8

const stamp = (at: number): string =>
  new Date(at).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-')

const timeOf = (name: string): number | null => {
  const parts = NAME.exec(name)?.slice(1).map(Number)
  return parts ? Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5]) : null
}

/** FILE_UNREADABLE when nothing can be written there; BAD_INPUT for a path that depends on where one stands. */
export const refuseUnwritable = (folder: string): void => {
  if (!isAbsolute(folder))
    throw new EngineError('BAD_INPUT', 'The folder for backups must be given in full.', { folder })
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    const probe = join(folder, `.arcwright-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (cause) {
    throw new EngineError(
      'FILE_UNREADABLE',
      'Backups cannot be written to this folder. Saving is not affected; choose another folder.',
      { folder },
      { cause },
    )
  }
}

const projectFolders = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
  } catch {
    return []
  }
}

const originOf = (folder: string): z.infer<typeof origin> | null => {
  try {
    return origin.parse(JSON.parse(readFileSync(join(folder, ORIGIN), 'utf8')))
  } catch {
    return null
  }
}

const entriesIn = (folder: string): BackupEntry[] =>
  readdirSync(folder).flatMap((name) => {
    const at = timeOf(name)
    if (at === null || !name.endsWith('.arcwright')) return []
    const path = join(folder, name)
    return [{ path, at, sizeBytes: statSync(path).size }]
  })

/** Where the next backup of this project goes; its folder is made. */
export const nextPlace = (folder: string, project: { id: string; path: string }, at: number): string => {
  const stem = basename(project.path).replace(/\.arcwright$/i, '')
  const known = projectFolders(folder).find((each) => originOf(each)?.id === project.id)
  const own = known ?? join(folder, `${stem} ${project.id.slice(-ID_LENGTH)}`)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  writeFileSync(join(own, ORIGIN), JSON.stringify({ id: project.id, path: project.path }), { mode: 0o600 })
  return join(own, `${stamp(at)} ${stem}.arcwright`)
}

/** Newest first; of the project by its id, or by where its file lies or lay. */
export const listBackups = (
  folder: string,
  project: { id?: string; path?: string },
): readonly BackupEntry[] =>
  projectFolders(folder)
    .filter((each) => {
      const found = originOf(each)
      return found !== null && (found.id === project.id || found.path === project.path)
    })
    .flatMap(entriesIn)
    .sort((a, b) => b.at - a.at)
