// `npm start` as a stranger meets it: one line that says which host and why, its own window, a clear refusal of an old Node.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildFor } from '../../main/builds.ts'
import { ROOT } from '../helpers/harness.ts'
import { end, watch, type Watched } from '../helpers/processes.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Watched =>
  watch(
    spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ARCWRIGHT_DATA_DIR: path.join(folder, 'data'), CI: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )

/** Stands for a browser: does what the script says, then its window is closed. */
const browserThat = (script: string): NodeJS.ProcessEnv => {
  const file = path.join(folder, 'browser.sh')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return { ARCWRIGHT_BROWSER: file, DISPLAY: ':0' }
}

describe.skipIf(process.platform === 'win32')('npm start with the browser host', () => {
  it('opens a window of its own and ends when that is closed', async () => {
    buildFor('browser')
    const studio = run(['main/start.mjs', '--host', 'browser'], browserThat('sleep 1'))
    await studio.waitFor(/browser host in its own window, because it was asked for/)
    expect(await studio.exited).toBe(0)
    expect(studio.output().trim().split('\n')).toHaveLength(1)
  })

  it('prints the address when the window cannot open, and stays', async () => {
    const studio = run(['main/start.mjs', '--host', 'browser'], browserThat('exit 3'))
    const [, url = ''] = await studio.waitFor(/Open (http:\S+)/)
    expect((await fetch(url)).status).toBe(200)
    expect(await end(studio)).toBe(0)
  })

  it('refuses a project that is not there', async () => {
    const studio = run(['main/start.mjs', '--host', 'browser', 'nothing.arcwright'])
    expect(await studio.exited).toBe(1)
    expect(studio.output()).toContain('nothing.arcwright is not there')
  })
})

it.each(['main/start.mjs', 'main/cli/arcwright.mjs'])(
  '%s refuses an old Node in one clear line',
  async (door) => {
    const old = path.join(folder, 'old-node.cjs')
    writeFileSync(
      old,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`,
    )
    const refused = run(['--require', old, door, 'help'])
    expect(await refused.exited).toBe(1)
    expect(refused.output()).toMatch(/^Arcwright needs Node 22\.18 or newer and this is 20\.19\.0\..*\n$/)
  },
)
