// Where files lie that come inside packages: weights that others trained and keep. A package may be left out of an install.
import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { SenseProblem } from './analyzer.ts'

const folders = new Map<string, string | null>()

/** Null where the package is not installed. */
const packageFolder = (name: string): string | null => {
  const known = folders.get(name)
  if (known !== undefined) return known
  let folder: string | null
  try {
    const found = findPackageJSON(name, import.meta.url)
    folder = found === undefined ? null : dirname(found)
  } catch {
    folder = null
  }
  folders.set(name, folder)
  return folder
}

export const packageMissing = (name: string): string | null =>
  packageFolder(name) === null ? 'not-installed' : null

/** SenseProblem `not-installed`. */
export const packageFile = (name: string, file: string): Uint8Array<ArrayBuffer> => {
  const folder = packageFolder(name)
  if (folder === null) throw new SenseProblem('not-installed')
  return new Uint8Array(readFileSync(join(folder, file)))
}
