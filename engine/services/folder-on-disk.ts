// A folder on the disk as importers see it: links are never followed, and nothing outside of it can be reached.
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import type { BookFolder } from '../importers/imported-book.ts'
import { inNaturalOrder } from '../importers/zip-folder.ts'

const MAX_FILES = 20_000
const MAX_DEPTH = 32
const MAX_FILE_BYTES = 128 * 1024 * 1024
const MAX_TOTAL_BYTES = 512 * 1024 * 1024

const tooLarge = (name: string): EngineError =>
  new EngineError('FILE_TOO_LARGE', 'This folder holds more than a book could. Nothing was imported.', {
    name,
  })

const walk = (folder: string, prefix: string, depth: number, found: string[]): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue
    if (found.length >= MAX_FILES) throw tooLarge(basename(folder))
    if (entry.isFile()) found.push(prefix + entry.name)
    else if (entry.isDirectory() && depth < MAX_DEPTH)
      walk(join(folder, entry.name), `${prefix}${entry.name}/`, depth + 1, found)
  }
}

/** What was a file when the folder was listed may be a link by now: it is asked again when it is open. */
const readPlainFile = (path: string, budget: number): Uint8Array | undefined => {
  if (!lstatSync(path).isFile()) return undefined
  // Windows has no such flag, and no such links without a privilege.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    const info = fstatSync(file)
    if (!info.isFile()) return undefined
    if (info.size > MAX_FILE_BYTES || info.size > budget) throw tooLarge(basename(path))
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/** Errors: FILE_TOO_LARGE, and those of the system. */
export const openFolder = (path: string): BookFolder => {
  const found: string[] = []
  walk(path, '', 0, found)
  const known = new Set(found)
  let budget = MAX_TOTAL_BYTES
  return {
    name: basename(path),
    paths: found.sort(inNaturalOrder),
    read: (name) => {
      if (!known.has(name)) return undefined
      const bytes = readPlainFile(join(path, ...name.split('/')), budget)
      budget -= bytes?.length ?? 0
      return bytes
    },
  }
}
