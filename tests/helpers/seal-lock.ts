// Marks packages in the lock file that bring their binaries, so that npm 10 does not compile them: it takes a
// `binding.gyp` for an order to build and reads `gypfile: false` from the lock file only. npm 11 asks `allowScripts`.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const PREBUILT = ['better-sqlite3', 'better-sqlite3-multiple-ciphers']

interface Lock {
  readonly packages: Readonly<Record<string, { gypfile?: boolean }>>
}

const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../package-lock.json')

const readLock = (): Lock => JSON.parse(readFileSync(file, 'utf8')) as Lock

/** The prebuilt packages that npm 10 would compile. */
export const unsealed = (): readonly string[] => {
  const { packages } = readLock()
  return PREBUILT.filter((name) => packages[`node_modules/${name}`]?.gypfile !== false)
}

const seal = (): void => {
  const lock = readLock()
  for (const name of PREBUILT) lock.packages[`node_modules/${name}`].gypfile = false
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) seal()
