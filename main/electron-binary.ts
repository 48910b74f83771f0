// Finds Electron's binary, which its package fetches only on first use, and fetches it where that is wanted.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { appRoot } from './app-root.ts'

const packageDir = path.join(appRoot, 'node_modules', 'electron')

/** A few seconds: who waits longer would rather be writing. */
const FETCH_LIMIT_MS = 8000

/** Importing the package would try to download; its `path.txt` says where the binary is. */
export const findElectron = (env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const pathFile = path.join(packageDir, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined
  const file = env.ELECTRON_OVERRIDE_DIST_PATH
    ? path.join(
        env.ELECTRON_OVERRIDE_DIST_PATH,
        name ?? (process.platform === 'win32' ? 'electron.exe' : 'electron'),
      )
    : name && path.join(packageDir, 'dist', name)
  return file && existsSync(file) ? file : undefined
}

/** Only where someone is watching, or asked for it. */
export const mayFetchElectron = (env: NodeJS.ProcessEnv = process.env): boolean =>
  env.ARCWRIGHT_FETCH_ELECTRON === '1' || (!env.CI && process.stdout.isTTY && existsSync(packageDir))

/** Undefined when it cannot be fetched here and now. */
export const fetchElectron = (): string | undefined => {
  spawnSync(process.execPath, [path.join(packageDir, 'install.js')], {
    stdio: 'ignore',
    timeout: FETCH_LIMIT_MS,
  })
  return findElectron()
}
