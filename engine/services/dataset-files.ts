// The files a dataset names, with folders walked: which are there, in the order of a file dialog. Reads none of them.
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { importers } from '../importers/importer-registry.ts'

const MOST_FILES = 2000
const DEEPEST = 12

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const extensions = new Set(importers.flatMap((importer) => importer.extensions))
const isBook = (name: string): boolean => extensions.has(/\.([^.]+)$/u.exec(name)?.[1]?.toLowerCase() ?? '')

async function* walk(folder: string, depth: number): AsyncGenerator<string> {
  if (depth > DEEPEST) return
  const entries = await readdir(folder, { withFileTypes: true })
  // Links are not followed: a circle of them would have no end.
  for (const entry of entries.toSorted((a, b) => order.compare(a.name, b.name))) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path, depth + 1)
    else if (entry.isFile() && isBook(entry.name)) yield path
  }
}

/**
 * Each file once. A named file may be of any kind that an importer tries; from folders only books are taken.
 * FILE_NOT_FOUND and FILE_UNREADABLE as the system says; BAD_INPUT for more than 2,000 files.
 */
export const datasetFiles = async (
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const found = new Set<string>()
  for (const path of paths) {
    const info = await stat(path).catch((cause: unknown) => {
      throw new EngineError(
        'FILE_NOT_FOUND',
        'A file or folder to learn from is not there (any more). Choose it again or leave it out.',
        { path, name: basename(path) },
        { cause },
      )
    })
    if (!info.isDirectory()) found.add(path)
    else
      for await (const file of walk(path, 0)) {
        signal.throwIfAborted()
        found.add(file)
        if (found.size > MOST_FILES)
          throw new EngineError('BAD_INPUT', `A dataset holds at most ${MOST_FILES} files.`, { path })
      }
  }
  return [...found]
}
