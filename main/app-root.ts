// Where this installation lies: from source or built, unpacked or inside an archive.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const findRoot = (from: string): string => {
  if (existsSync(path.join(from, 'package.json'))) return from
  const parent = path.dirname(from)
  if (parent === from) throw new Error('package.json was not found above this file')
  return findRoot(parent)
}

/** The folder of package.json, absolute. */
export const appRoot = findRoot(import.meta.dirname)

export const appVersion = (
  JSON.parse(readFileSync(path.join(appRoot, 'package.json'), 'utf8')) as { version: string }
).version

/** True when the TypeScript sources run directly. */
export const runsFromSource = import.meta.filename.endsWith('.ts')

/** A sibling of the running code, e.g. `engine/engine-process`: the source or what was built from it. */
export const codeFile = (name: string): string =>
  runsFromSource ? path.join(appRoot, `${name}.ts`) : path.join(appRoot, 'out', `${name}.js`)

export const rendererDir = path.join(appRoot, 'out', 'renderer')
