// One folder as a file dialog shows it: folders first, sorted as people sort, hidden entries left out. Changes nothing.
import type { Dirent } from 'node:fs'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, extname, join, parse, resolve } from 'node:path'
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'

type Listing = Outputs['studio']['listFolder']
type Entry = Listing['entries'][number]
type Place = Listing['places'][number]

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const roots = (): readonly string[] =>
  process.platform === 'win32'
    ? Array.from({ length: 26 }, (_, index) => `${String.fromCharCode(65 + index)}:\\`).filter((drive) =>
        existsSync(drive),
      )
    : ['/']

const placesOf = (documentsDir: string): Place[] => {
  const home = homedir()
  const usual = [home, documentsDir, join(home, 'Desktop'), join(home, 'Downloads')].filter((path) =>
    existsSync(path),
  )
  return [...new Set([...usual, ...roots()])].map((path) => ({ name: basename(path) || path, path }))
}

/** Links are followed; one that leads nowhere, or something that is neither file nor folder, is left out. */
const entryOf = async (folder: string, { name }: Dirent): Promise<Entry | null> => {
  const path = join(folder, name)
  try {
    const stats = await stat(path)
    const kind = stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : null
    if (kind === null) return null
    return {
      name,
      path,
      kind,
      sizeBytes: kind === 'file' ? stats.size : 0,
      modifiedAt: Math.trunc(stats.mtimeMs),
    }
  } catch {
    return null
  }
}

/**
 * @param folder the home folder when left out. FILE_NOT_FOUND, FILE_UNREADABLE as the system says; BAD_INPUT when it
 *   is no folder.
 * @param extensions with or without their dot; folders are always listed.
 */
export const listFolder = async (
  folder: string | undefined,
  extensions: readonly string[] | undefined,
  documentsDir: string,
): Promise<Listing> => {
  const path = resolve(folder ?? homedir())
  if (!(await stat(path)).isDirectory())
    throw new EngineError('BAD_INPUT', 'This is a file, not a folder.', { path })
  const wanted = extensions && new Set(extensions.map((name) => `.${name.replace(/^\./, '').toLowerCase()}`))
  const found = await readdir(path, { withFileTypes: true })
  const visible = found.filter(({ name }) => !name.startsWith('.'))
  const entries = (await Promise.all(visible.map((item) => entryOf(path, item)))).filter(
    (item) =>
      item !== null && (item.kind === 'folder' || !wanted || wanted.has(extname(item.name).toLowerCase())),
  ) as Entry[]
  entries.sort((a, b) =>
    a.kind === b.kind ? collator.compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1,
  )
  return {
    path,
    parent: path === parse(path).root ? null : dirname(path),
    places: placesOf(documentsDir),
    entries,
  }
}
