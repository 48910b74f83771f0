// Child processes of tests: their output kept for failures, their end awaited.
import type { ChildProcess } from 'node:child_process'

export interface Watched {
  readonly child: ChildProcess
  /** Everything printed so far. */
  output(): string
  /** Resolves with the first match in the output; rejects, with the output, when the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>
  /** The exit code, null when it was killed. */
  readonly exited: Promise<number | null>
}

export const watch = (child: ChildProcess): Watched => {
  let output = ''
  const checks = new Set<() => void>()
  const take = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
    for (const check of checks) check()
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return {
    child,
    exited,
    output: () => output,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const match = pattern.exec(output)
          if (!match) return
          checks.delete(check)
          resolve(match)
        }
        checks.add(check)
        check()
        void exited.then((code) =>
          reject(
            new Error(
              `the process ended (${code ?? 'killed'}) before printing ${String(pattern)}:\n${output}`,
            ),
          ),
        )
      }),
  }
}

/** Ends it politely, and for sure. @returns its exit code. */
export const end = async (
  { child, exited }: Watched,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  child.kill(signal)
  const limit = setTimeout(() => child.kill('SIGKILL'), 15_000)
  const code = await exited
  clearTimeout(limit)
  return code
}
