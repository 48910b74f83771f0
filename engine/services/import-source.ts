// The ways a book comes in: a file from a path or as bytes, or a folder from a path, with the same limits on all.
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import type { ImportFile } from '../importers/imported-book.ts'
import { extensionOf, PACKED_FOLDER, standsForFolder } from '../importers/importer-registry.ts'

export type ImportSource = { readonly path: string } | { readonly file: File }

/** What the import thread reads: bytes, or a folder that it opens itself. */
export type ReadSource = ImportFile | { readonly name: string; readonly folder: string }

const MAX_BYTES = 100 * 1024 * 1024
/** A project with its pictures. */
const MAX_PACKED_BYTES = 300 * 1024 * 1024

const checkSize = (sizeBytes: number, name: string): void => {
  if (sizeBytes === 0)
    throw new EngineError('EMPTY_FILE', 'This file is empty. Nothing was imported.', { name })
  const maxBytes = extensionOf(name) === PACKED_FOLDER ? MAX_PACKED_BYTES : MAX_BYTES
  if (sizeBytes > maxBytes) {
    throw new EngineError('FILE_TOO_LARGE', 'Books up to 100 MB can be imported. Nothing was imported.', {
      name,
      sizeBytes,
      maxBytes,
    })
  }
}

export const sourceName = (source: ImportSource): string =>
  'path' in source ? basename(source.path) : source.file.name

/** Some programs keep the folder under the same name beside a file that stands for it. */
const folderBehind = async (path: string): Promise<string> => {
  const beside = path.replace(/\.[^.]+$/u, '')
  const isFolder = await stat(beside).then(
    (info) => info.isDirectory(),
    () => false,
  )
  return isFolder ? beside : dirname(path)
}

/** Sizes are checked before a byte is read; devices and pipes are never opened. */
export const readSource = async (source: ImportSource, signal: AbortSignal): Promise<ReadSource> => {
  const name = sourceName(source)
  if ('file' in source) {
    checkSize(source.file.size, name)
    return { name, bytes: new Uint8Array(await source.file.arrayBuffer()) }
  }
  const info = await stat(source.path)
  if (info.isDirectory()) return { name, folder: source.path }
  if (!info.isFile()) {
    throw new EngineError('FILE_UNREADABLE', 'This is not a file that can be read. Nothing was imported.', {
      name,
    })
  }
  checkSize(info.size, name)
  const bytes = await readFile(source.path, { signal })
  const isPacked = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (!standsForFolder(name) || isPacked) return { name, bytes }
  const folder = await folderBehind(source.path)
  return { name: basename(folder), folder }
}
