// Builds what a host needs and what is missing or older than its sources, quietly. Packaged apps never come here.
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { appRoot } from './app-root.ts'

/** Milliseconds; 0 when it is not there. */
const modifiedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

const newest = (name: string): number => {
  const file = path.join(appRoot, name)
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0
  return readdirSync(file, { recursive: true, withFileTypes: true }).reduce(
    (latest, entry) =>
      entry.isFile() ? Math.max(latest, modifiedAt(path.join(entry.parentPath, entry.name))) : latest,
    0,
  )
}

interface Step {
  readonly title: string
  /** Written last by the step. */
  readonly product: string
  readonly sources: readonly string[]
  /** A script of node_modules and its arguments. */
  readonly script: readonly string[]
}

const TYPESCRIPT = 'node_modules/typescript/bin/tsc'
const VITE = 'node_modules/vite/bin/vite.js'

const RENDERER: Step = {
  title: 'the window',
  product: 'out/renderer/index.html',
  sources: ['renderer', 'assets/icons', 'vite.config.ts', 'package-lock.json'],
  script: [VITE, 'build', '--logLevel', 'error'],
}
const PRELOAD: Step = {
  title: 'the bridge',
  product: 'out/preload/index.cjs',
  sources: ['preload', 'vite.preload.config.ts'],
  script: [VITE, 'build', '-c', 'vite.preload.config.ts', '--logLevel', 'error'],
}
const MAIN: Step = {
  title: 'the shell and the engine',
  product: 'out/main.tsbuildinfo',
  sources: ['engine', 'main', 'preload', 'tsconfig.base.json'],
  script: [TYPESCRIPT, '-b', 'main'],
}

const STEPS = { browser: [RENDERER], electron: [RENDERER, PRELOAD, MAIN] } as const

/** @throws when a step fails; its own words have been printed. */
export const buildFor = (host: keyof typeof STEPS): void => {
  for (const step of STEPS[host]) {
    const builtAt = modifiedAt(path.join(appRoot, step.product))
    if (builtAt > 0 && builtAt >= Math.max(...step.sources.map(newest))) continue
    const [script = '', ...rest] = step.script
    const { status } = spawnSync(process.execPath, [path.join(appRoot, script), ...rest], {
      // A test runner's own NODE_ENV would be baked into the window.
      env: { ...process.env, NODE_ENV: 'production' },
      cwd: appRoot,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (status !== 0) throw new Error(`Building ${step.title} failed.`)
  }
}
