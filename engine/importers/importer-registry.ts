// Every format a book can come in. A new one is a file or folder beside these and a line here.
import type { Importer } from './imported-book.ts'
import { docxImporter } from './docx/docx-importer.ts'
import { epubImporter } from './epub/epub-importer.ts'
import { htmlImporter } from './html/html-importer.ts'
import { markdownImporter } from './markdown/markdown-importer.ts'
import { txtImporter } from './txt/txt-importer.ts'

export const importers: readonly Importer[] = [
  txtImporter,
  markdownImporter,
  docxImporter,
  epubImporter,
  htmlImporter,
]

/** Formats that hold books and that nobody here reads yet: said so by name, rather than "no text". */
const OTHER_BOOKS = new Set('doc odt rtf pdf mobi azw3 fb2 pages wps'.split(' '))

/** By the file name's extension; undefined for other books' formats. An unknown extension is tried as plain text. */
export const importerFor = (name: string): Importer | undefined => {
  const extension = /\.([^.\\/]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''
  if (OTHER_BOOKS.has(extension)) return undefined
  return importers.find(({ extensions }) => extensions.includes(extension)) ?? txtImporter
}
