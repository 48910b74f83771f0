// The two ways a book's file comes in, from a path or as bytes, with the same limits on both.
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import type { ImportFile } from '../importers/imported-book.ts'

export type ImportSource = { readonly path: string } | { readonly file: File }

const MAX_BYTES = 100 * 1024 * 1024

const checkSize = (sizeBytes: number, name: string): void => {
  if (sizeBytes === 0)
    throw new EngineError('EMPTY_FILE', 'This file is empty. Nothing was imported.', { name })
  if (sizeBytes > MAX_BYTES) {
    throw new EngineError('FILE_TOO_LARGE', 'Books up to 100 MB can be imported. Nothing was imported.', {
      name,
      sizeBytes,
      maxBytes: MAX_BYTES,
    })
  }
}

export const sourceName = (source: ImportSource): string =>
  'path' in source ? basename(source.path) : source.file.name

/** Sizes are checked before a byte is read; devices, pipes and folders are never opened. */
export const readSource = async (source: ImportSource, signal: AbortSignal): Promise<ImportFile> => {
  const name = sourceName(source)
  if ('file' in source) {
    checkSize(source.file.size, name)
    return { name, bytes: new Uint8Array(await source.file.arrayBuffer()) }
  }
  const info = await stat(source.path)
  if (!info.isFile()) {
    throw new EngineError('FILE_UNREADABLE', 'This is not a file that can be read. Nothing was imported.', {
      name,
    })
  }
  checkSize(info.size, name)
  return { name, bytes: await readFile(source.path, { signal }) }
}
