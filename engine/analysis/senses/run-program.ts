// Runs a program of the writer's system over a file: no shell, a bare environment, limits of time, memory and output. What it
// is asked and what it answers is the caller's concern.
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { joinBytes } from '../../text/join-bytes.ts'
import { SenseProblem } from './analyzer.ts'

export interface ProgramRun {
  /** Absolute. */
  readonly program: string
  readonly args: readonly string[]
  readonly limitMs: number
  /** Standard output beyond this ends it; absent: as much as it says. */
  readonly mostBytes?: number
  readonly cwd?: string
  /** Resident memory beyond this ends it. */
  readonly memoryBytes?: number
  /** Hears its words on standard error once it has ended, however that was. */
  readonly words?: (words: string) => void
}

const running = new Set<ChildProcess>()
// Whoever leaves in the middle takes along what it started.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Told of each program that runs, and that it no longer does: whoever ends this process from outside ends them as well. */
let tell: (pid: number, isRunning: boolean) => void = () => undefined

export const tellOfPrograms = (listener: typeof tell): void => {
  tell = listener
}

const MEMORY_BYTES = 1_500_000_000
const WATCH_MS = 250
const PAGE_BYTES = 4096
/** Of its words the first and the last are kept: what is wrong stands before the usage of a program, or at the end of its log. */
const MOST_WORDS = 4000

/** What a program needs to start; nothing of the writer's own. */
const ENVIRONMENT = Object.fromEntries(
  ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  }),
)

const residentBytes = (child: ChildProcess): number => {
  try {
    return Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch {
    return 0
  }
}

/**
 * Its standard output as it comes. Leaving the loop ends the program. SenseProblem `timed-out`, `too-much-memory`,
 * `program-missing`, or `damaged` with its last words where it failed before it said anything.
 */
export async function* runProgram(run: ProgramRun): AsyncGenerator<Uint8Array> {
  const child = spawn(run.program, [...run.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ENVIRONMENT,
    windowsHide: true,
    ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
  })
  const { pid } = child
  running.add(child)
  if (pid !== undefined) tell(pid, true)
  let trouble: string | null = null
  const end = (why: string): void => {
    trouble ??= why
    child.kill('SIGKILL')
  }
  const timer = setTimeout(() => end('timed-out'), run.limitMs)
  const watch = setInterval(() => {
    if (residentBytes(child) > (run.memoryBytes ?? MEMORY_BYTES)) end('too-much-memory')
  }, WATCH_MS)
  let words = ''
  child.stderr.on('data', (bytes: Buffer) => {
    const said = `${words}${bytes.toString('utf8')}`
    const half = MOST_WORDS / 2
    words = said.length > MOST_WORDS ? `${said.slice(0, half)}${said.slice(-half)}` : said
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => {
      trouble ??= 'program-missing'
      resolve(null)
    })
    child.once('close', (code) => resolve(code))
  })
  let said = 0
  try {
    for await (const bytes of child.stdout as AsyncIterable<Uint8Array>) {
      said += bytes.length
      if (said > (run.mostBytes ?? Infinity)) throw new SenseProblem('too-large-to-decode')
      yield bytes
    }
    const code = await ended
    run.words?.(words.trim())
    // Set by listeners, which the compiler does not see.
    const why = trouble as string | null
    if (why !== null) throw new SenseProblem(why)
    if (code !== 0 && said === 0) throw new SenseProblem('damaged', words.trim())
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    child.kill('SIGKILL')
    running.delete(child)
    if (pid !== undefined) tell(pid, false)
  }
}

/** All that it says, as one piece. */
export const outputOf = async (run: ProgramRun & { readonly mostBytes: number }): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  for await (const piece of runProgram(run)) pieces.push(piece)
  return joinBytes(pieces)
}
