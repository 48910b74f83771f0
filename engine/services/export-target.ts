// Where an exported book goes: a file on the disk, whole or not at all, or one file to download.
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { zipSync } from 'fflate'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { ExportedBook, Exporter } from '../exporters/book-snapshot.ts'
import { ZIP_TIME } from '../exporters/zip-time.ts'

/** Checked before the work begins. FILE_NOT_FOUND without the folder, BAD_INPUT when a folder has that name. */
export const checkTarget = async (path: string): Promise<string> => {
  const target = resolve(path)
  const folder = await stat(dirname(target)).catch(() => undefined)
  if (!folder?.isDirectory()) {
    throw new EngineError('FILE_NOT_FOUND', 'The folder to export to is not there. Nothing was written.', {
      path: dirname(target),
    })
  }
  const present = await stat(target).catch(() => undefined)
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

/** Companions first: a book whose pictures could not be written does not appear. */
export const writeExport = async (target: string, { bytes, companions }: ExportedBook): Promise<void> => {
  for (const companion of companions) {
    const path = join(dirname(target), ...companion.path.split('/'))
    await mkdir(dirname(path), { recursive: true })
    await writeWhole(path, companion.bytes)
  }
  await writeWhole(target, bytes)
}

export const fileName = (title: string): string =>
  title
    .replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
    .slice(0, 80) || 'book'

/** One file: the book itself, or a zip of it with what belongs beside it. */
export const downloadOf = (
  { bytes, companions }: ExportedBook,
  exporter: Pick<Exporter, 'extension' | 'mime'>,
  title: string,
): File => {
  const name = fileName(title)
  if (companions.length === 0) {
    return new File([new Uint8Array(bytes)], `${name}.${exporter.extension}`, { type: exporter.mime })
  }
  const files = [{ path: `${name}.${exporter.extension}`, bytes }, ...companions]
  const zip = zipSync(Object.fromEntries(files.map((file) => [file.path, [file.bytes, { mtime: ZIP_TIME }]])))
  return new File([zip], `${name}.zip`, { type: 'application/zip' })
}
