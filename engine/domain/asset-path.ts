// Where the files that ship with the studio lie, whether the sources run or what was built from them.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rootOf = (start: string): string => {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'assets'))) return folder
    if (folder === dirname(folder))
      throw new Error(`No assets folder above ${start}: the installation is incomplete.`)
  }
}

/** `assetPath('sample', 'en.json')`: an absolute path below `assets/`; whether the file is there is not looked at. */
export const assetPath = (...parts: readonly string[]): string =>
  join(rootOf(dirname(fileURLToPath(import.meta.url))), 'assets', ...parts)
