// Chooses who reads a book, by the name of its file or by what lies in its folder, and has it read. Runs in the import thread.
import { EngineError } from '../domain/errors.ts'
import type { BookFolder, ImportContext, ImportedBook } from '../importers/imported-book.ts'
import {
  extensionOf,
  folderImporters,
  importerFor,
  PACKED_FOLDER,
  standsForFolder,
} from '../importers/importer-registry.ts'
import { openZipFolder } from '../importers/zip-folder.ts'
import { openFolder } from './folder-on-disk.ts'
import type { ReadSource } from './import-source.ts'

export type ReadBook = ImportedBook & { readonly format: string }

const readFolder = async (folder: BookFolder, context: ImportContext): Promise<ReadBook> => {
  const importer = folderImporters.find(({ fits }) => fits(folder.paths))
  if (!importer)
    throw new EngineError(
      'UNSUPPORTED_FORMAT',
      'There is no book in this folder: it holds neither Markdown files nor a project of Scrivener, novelWriter or Manuskript. Nothing was imported.',
      { name: folder.name },
    )
  return { ...(await importer.read(folder, context)), format: importer.id }
}

/** The importers' errors; UNSUPPORTED_FORMAT where there is none. */
export const readBook = async (source: ReadSource, context: ImportContext): Promise<ReadBook> => {
  if ('folder' in source) return readFolder(openFolder(source.folder), context)
  const { name, bytes } = source
  if (extensionOf(name) === PACKED_FOLDER || (standsForFolder(name) && bytes[0] === 0x50))
    return readFolder(openZipFolder(bytes, name), context)
  const importer = standsForFolder(name) ? undefined : importerFor(name)
  if (!importer)
    throw new EngineError(
      'UNSUPPORTED_FORMAT',
      'Books come in as plain text, Markdown, Word (DOCX), OpenDocument, RTF, EPUB or HTML, or as the folder of a project. Nothing was imported.',
      { name },
    )
  return { ...(await importer.read(source, context)), format: importer.id }
}
