// Every format a book can come in, as one file or as a folder. A new one is a file or folder beside these and a line here.
import type { FolderImporter, Importer } from './imported-book.ts'
import { docxImporter } from './docx/docx-importer.ts'
import { epubImporter } from './epub/epub-importer.ts'
import { htmlImporter } from './html/html-importer.ts'
import { manuskriptImporter } from './manuskript/manuskript-importer.ts'
import { markdownFolderImporter } from './markdown-folder/markdown-folder-importer.ts'
import { markdownImporter } from './markdown/markdown-importer.ts'
import { novelwriterImporter } from './novelwriter/novelwriter-importer.ts'
import { odtImporter } from './odt/odt-importer.ts'
import { rtfImporter } from './rtf/rtf-importer.ts'
import { scrivenerImporter } from './scrivener/scrivener-importer.ts'
import { txtImporter } from './txt/txt-importer.ts'

export const importers: readonly Importer[] = [
  txtImporter,
  markdownImporter,
  docxImporter,
  odtImporter,
  rtfImporter,
  epubImporter,
  htmlImporter,
]

/** The first one that fits reads the folder. */
export const folderImporters: readonly FolderImporter[] = [
  scrivenerImporter,
  novelwriterImporter,
  manuskriptImporter,
  markdownFolderImporter,
]

/** What a folder can be packed in. */
export const PACKED_FOLDER = 'zip'

/** Formats that hold books and that nobody here reads yet: said so by name, rather than "no text". */
const OTHER_BOOKS = new Set('doc pdf mobi azw3 fb2 pages wps'.split(' '))

export const extensionOf = (name: string): string => /\.([^.\\/]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''

/** By the file name's extension; undefined for other books' formats. An unknown extension is tried as plain text. */
export const importerFor = (name: string): Importer | undefined => {
  const extension = extensionOf(name)
  if (OTHER_BOOKS.has(extension)) return undefined
  return importers.find(({ extensions }) => extensions.includes(extension)) ?? txtImporter
}

/** Whether a file of this name only stands for the folder that it lies in. */
export const standsForFolder = (name: string): boolean =>
  folderImporters.some(({ projectExtensions }) => projectExtensions.includes(extensionOf(name)))
