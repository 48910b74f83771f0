// `arcwright` as scripts call it, in a data folder of its own: what it printed and how it ended.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The last line of standard output. */
  readonly json: Record<string, unknown>
}

export const arcwright = (folder: string, ...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['main/cli/arcwright.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, ARCWRIGHT_DATA_DIR: path.join(folder, 'data') },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('exit', (code) => {
      const last = stdout.trim().split('\n').at(-1) ?? ''
      const json = last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {}
      resolve({ code, stdout, stderr, json })
    })
  })
