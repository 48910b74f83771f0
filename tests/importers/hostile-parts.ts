// Whole books taken apart, so that tests can put harm into one place of them.
import { strFromU8, strToU8 } from 'fflate'
import { importers } from '../../engine/importers/importer-registry.ts'
import type { ImportedBook } from '../../engine/importers/imported-book.ts'
import { readBook } from '../../engine/services/read-book.ts'
import { scrivener } from './book-projects.ts'
import { quiet } from './outcome.ts'
import { entriesOf, sampleFiles, type Entries } from './sample-books.ts'

const files = await sampleFiles()

/** By the id of the importer. */
export const sample = (id: string): Uint8Array => files[id] ?? new Uint8Array()

export const extensionOf = (id: string): string =>
  importers.find((each) => each.id === id.replace(/2$/u, ''))?.extensions[0] ?? 'zip'
export const readAs = (id: string, bytes: Uint8Array): Promise<ImportedBook> =>
  readBook({ name: `book.${extensionOf(id)}`, bytes }, quiet)

/** Everything a reader sees, names of pictures included. */
export const everything = (book: ImportedBook): string =>
  JSON.stringify({ ...book, pictures: book.pictures.map(({ name }) => name) })

/** The contents of an EPUB 2. */
const NCX =
  '<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src="text/c0001.xhtml"/></navPoint></navMap></ncx>'

const epub2 = (): Entries => {
  const parts = withText(entriesOf(sample('epub')), 'OEBPS/content.opf', (text) =>
    text
      .replace('properties="nav"', '')
      .replace(
        '<manifest>',
        '<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
      ),
  )
  return { ...parts, 'OEBPS/toc.ncx': strToU8(NCX) }
}

export const PACKAGES = ['docx', 'odt', 'epub', 'project'] as const

/** What is in a package, ready to be changed. */
export const partsOf = (id: (typeof PACKAGES)[number] | 'epub2'): Entries => {
  if (id === 'epub2') return epub2()
  return id === 'project'
    ? Object.fromEntries(Object.entries(scrivener()).map(([path, text]) => [path, strToU8(text)]))
    : entriesOf(sample(id))
}

/** @param edit of one file's text; the file must be there. */
export const withText = (entries: Entries, path: string, edit: (text: string) => string): Entries => {
  const bytes = entries[path]
  if (!bytes) throw new Error(`no ${path} in ${Object.keys(entries).join(', ')}`)
  return { ...entries, [path]: strToU8(edit(strFromU8(bytes))) }
}

export const pathIn = (entries: Entries, pattern: RegExp): string => {
  const path = Object.keys(entries).find((each) => pattern.test(each))
  if (path === undefined) throw new Error(`nothing like ${pattern.source}`)
  return path
}
