// Where an exported book goes: a file on the disk, whole or not at all, or one file to download.
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { zipSync } from 'fflate'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { ExportedBook, Exporter } from '../exporters/book-snapshot.ts'
import { safeName } from '../exporters/safe-name.ts'
import { ZIP_TIME } from '../exporters/zip-time.ts'

type Format = Pick<Exporter, 'extension' | 'mime' | 'folderFile'>

const ONE_FILE: Format = { extension: '', mime: '' }

/** A book of many files goes into a folder of its own, unless a packed file is asked for. */
const isFolderTarget = (target: string, { folderFile }: Format): boolean =>
  folderFile !== undefined && extname(target).toLowerCase() !== '.zip'

/**
 * Checked before the work begins. FILE_NOT_FOUND without the folder, BAD_INPUT when a folder has that name, or a book of
 * many files would go where something else is.
 */
export const checkTarget = async (path: string, format: Format = ONE_FILE): Promise<string> => {
  const target = resolve(path)
  const folder = await stat(dirname(target)).catch(() => undefined)
  if (!folder?.isDirectory()) {
    throw new EngineError('FILE_NOT_FOUND', 'The folder to export to is not there. Nothing was written.', {
      path: dirname(target),
    })
  }
  const present = await stat(target).catch(() => undefined)
  if (isFolderTarget(target, format)) {
    const isFree = !present || (present.isDirectory() && (await readdir(target)).length === 0)
    if (isFree) return target
    throw new EngineError(
      'BAD_INPUT',
      'This book becomes a folder, and here is something already. Nothing was written; choose a new or empty folder.',
      { path: target },
    )
  }
  if (present && !present.isFile()) {
    throw new EngineError('BAD_INPUT', 'Something that is no file has this name. Nothing was written.', {
      path: target,
    })
  }
  return target
}

/** Readers see the old file or the new one, never a part; what was begun is removed when it fails. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const temporary = join(dirname(path), `.${newId()}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

const zipOf = (
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(files.map((file) => [file.path, [file.bytes, { mtime: ZIP_TIME }]])))

/** Written beside its place first: nobody finds half a book under its name. */
const writeFolder = async (target: string, book: ExportedBook, name: string): Promise<void> => {
  const temporary = join(dirname(target), `.${newId()}.tmp`)
  try {
    for (const file of [{ path: name, bytes: book.bytes }, ...book.companions]) {
      const path = join(temporary, ...file.path.split('/'))
      await mkdir(dirname(path), { recursive: true })
      await writeWhole(path, file.bytes)
    }
    await rmdir(target).catch(() => undefined)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

/** Companions first: a book whose pictures could not be written does not appear. */
export const writeExport = async (
  target: string,
  book: ExportedBook,
  format: Format = ONE_FILE,
): Promise<void> => {
  const { bytes, companions } = book
  if (format.folderFile !== undefined) {
    if (isFolderTarget(target, format)) return writeFolder(target, book, format.folderFile)
    return writeWhole(target, packed(book, format.folderFile, basename(target, extname(target))))
  }
  for (const companion of companions) {
    const path = join(dirname(target), ...companion.path.split('/'))
    await mkdir(dirname(path), { recursive: true })
    await writeWhole(path, companion.bytes)
  }
  await writeWhole(target, bytes)
}

/** The folder as one file. */
const packed = ({ bytes, companions }: ExportedBook, first: string, name: string): Uint8Array<ArrayBuffer> =>
  zipOf([{ path: first, bytes }, ...companions].map((file) => ({ ...file, path: `${name}/${file.path}` })))

/** One file: the book itself, or a zip of it with what belongs beside it. */
export const downloadOf = (book: ExportedBook, exporter: Format, title: string): File => {
  const { bytes, companions } = book
  const name = safeName(title, 'book')
  if (exporter.folderFile !== undefined)
    return new File([packed(book, exporter.folderFile, name)], `${name}.zip`, { type: 'application/zip' })
  if (companions.length === 0) {
    return new File([new Uint8Array(bytes)], `${name}.${exporter.extension}`, { type: exporter.mime })
  }
  const files = [{ path: `${name}.${exporter.extension}`, bytes }, ...companions]
  return new File([zipOf(files)], `${name}.zip`, { type: 'application/zip' })
}
