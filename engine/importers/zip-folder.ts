// A zip as a folder: what programs pack around it is taken off, so that its files lie where they would on the disk.
import type { BookFolder } from './imported-book.ts'
import { unpackZip } from './unpack-zip.ts'

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** As people sort: 2 before 10. */
export const inNaturalOrder = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : 1)

const isVisible = (path: string): boolean =>
  !path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX')

/** The folder that holds everything, '' when there is none. */
const topOf = (paths: readonly string[]): string => {
  const [first] = paths
  const top = first?.slice(0, first.indexOf('/') + 1) ?? ''
  return top !== '' && paths.every((path) => path.startsWith(top)) ? top : ''
}

/** Errors: FILE_UNREADABLE, FILE_TOO_LARGE. */
export const openZipFolder = (bytes: Uint8Array, name: string): BookFolder => {
  const files = new Map(
    [...unpackZip(bytes, name)]
      .map(([path, content]) => [path.replaceAll('\\', '/'), content] as const)
      .filter(([path]) => isVisible(path)),
  )
  const top = topOf([...files.keys()])
  return {
    name: top.slice(0, -1) || name.replace(/\.zip$/iu, ''),
    paths: [...files.keys()].map((path) => path.slice(top.length)).sort(inNaturalOrder),
    read: (path) => files.get(top + path),
  }
}
