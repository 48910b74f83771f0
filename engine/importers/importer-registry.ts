// Every format a book can come in. A new one is a file or folder beside these and a line here.
import type { Importer } from './imported-book.ts'
import { markdownImporter } from './markdown/markdown-importer.ts'
import { txtImporter } from './txt/txt-importer.ts'

export const importers: readonly Importer[] = [txtImporter, markdownImporter]

/** Formats that hold books and that nobody here reads yet: said so by name, rather than "no text". */
const OTHER_BOOKS = new Set('docx doc odt rtf pdf epub mobi azw3 fb2 html htm pages wps'.split(' '))

/** By the file name's extension; undefined for other books' formats. An unknown extension is tried as plain text. */
export const importerFor = (name: string): Importer | undefined => {
  const extension = /\.([^.\\/]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''
  if (OTHER_BOOKS.has(extension)) return undefined
  return importers.find(({ extensions }) => extensions.includes(extension)) ?? txtImporter
}
