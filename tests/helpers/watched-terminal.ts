// `arcwright … --json` as a process that tests can watch, stop and read the last line of.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT } from './harness.ts'
import { watch, type Watched } from './processes.ts'

/** @param dataDir the studio's own folder for these commands. */
export const terminalIn =
  (dataDir: string) =>
  (...args: string[]): Watched =>
    watch(
      spawn(process.execPath, ['main/cli/arcwright.mjs', ...args, '--json'], {
        cwd: ROOT,
        env: { ...process.env, ARCWRIGHT_DATA_DIR: path.resolve(dataDir) },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    )

/** The JSON object on the last line, once the process has ended. */
export const resultOf = async (watched: Watched): Promise<Record<string, unknown>> => {
  await watched.exited
  const line = watched
    .output()
    .trim()
    .split('\n')
    .findLast((text) => text.startsWith('{'))
  return JSON.parse(line ?? '{}') as Record<string, unknown>
}
