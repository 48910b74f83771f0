// Where files lie that come inside packages: weights that others trained and keep. A package may be left out of an install.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SenseProblem } from './analyzer.ts'

const folders = new Map<string, string | null>()

/** Looks where Node would look; packages that hide their files from `import` are read all the same. */
const findFolder = (name: string): string | null => {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(join(found, 'package.json'))) return found
    if (folder === dirname(folder)) return null
  }
}

/** Null where the package is not installed. */
const packageFolder = (name: string): string | null => {
  const known = folders.get(name)
  if (known !== undefined) return known
  const folder = findFolder(name)
  folders.set(name, folder)
  return folder
}

export const packageMissing = (name: string): string | null =>
  packageFolder(name) === null ? 'not-installed' : null

/** SenseProblem `not-installed`. */
export const packagePath = (name: string, file: string): string => {
  const folder = packageFolder(name)
  if (folder === null) throw new SenseProblem('not-installed')
  return join(folder, file)
}

/** SenseProblem `not-installed`. */
export const packageFile = (name: string, file: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(packagePath(name, file)))
