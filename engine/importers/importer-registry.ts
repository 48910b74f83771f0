// Every format a book can come in. A new one is a file or folder beside these and a line here.
import type { Importer } from './imported-book.ts'
import { markdownImporter } from './markdown/markdown-importer.ts'
import { txtImporter } from './txt/txt-importer.ts'

export const importers: readonly Importer[] = [txtImporter, markdownImporter]

/** By the file name's extension; undefined when nobody reads it. A name without one is tried as plain text. */
export const importerFor = (name: string): Importer | undefined => {
  const extension = /\.([^.\\/]+)$/u.exec(name)?.[1]?.toLowerCase()
  return extension === undefined
    ? txtImporter
    : importers.find(({ extensions }) => extensions.includes(extension))
}
