// Starts tests/store/holder-process.ts and reads what it prints, line by line.
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface SecondProcess {
  readonly child: ChildProcess
  /** Every whole line so far. */
  readonly lines: readonly Record<string, unknown>[]
  /** Resolves with the line at this index. */
  line(index: number): Promise<Record<string, unknown>>
  readonly exited: Promise<void>
}

export const startSecondProcess = (mode: 'hold' | 'save', path: string): SecondProcess => {
  const script = fileURLToPath(new URL('./holder-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, mode, path], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: Record<string, unknown>[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(JSON.parse(line) as Record<string, unknown>))
  const exited = new Promise<void>((resolve) => {
    let left = 2
    const done = (): void => {
      left -= 1
      if (left === 0) resolve()
    }
    child.on('exit', done)
    reader.on('close', done)
  })
  const line = async (index: number): Promise<Record<string, unknown>> => {
    while (lines.length <= index) {
      await new Promise<void>((resolve) => {
        reader.once('line', () => resolve())
        void exited.then(resolve)
      })
      if (lines.length <= index && child.exitCode !== null) throw new Error('The second process ended early.')
    }
    return lines[index]
  }
  return { child, lines, line, exited }
}
