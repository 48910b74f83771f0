// Tries backends in processes of their own and judges what came of it; who asks decides what to do with the verdicts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { BACKENDS, CPU, isBuiltIn } from './registry.ts'
import type { ProbeAnswer } from './probe-process.ts'
import type { ProbeResult } from './probe-work.ts'

export type Refusal = 'unsupported' | 'failed' | 'crashed' | 'timeout' | 'differs' | 'ended-engine'

/** What trying a backend on this machine showed. */
export interface Verdict {
  readonly id: string
  /** null: it computes what the processor computes. */
  readonly refusal: Refusal | null
  /** The failure's own words; may be empty. */
  readonly detail: string
  /** Milliseconds of a training step and of a written token; null where it was refused before. */
  readonly trainMs: number | null
  readonly writeMs: number | null
  /** Largest difference from the processor's numbers, relative to numbers above 1. */
  readonly difference: number | null
}

/** How a probe process ended. */
export interface ProbeEnd {
  readonly output: string
  /** null: a signal ended it. */
  readonly code: number | null
}

/** Runs probe-process.ts with these arguments and waits for its end; the host says how. Aborting ends it. */
export type RunProbe = (args: readonly string[], signal: AbortSignal) => Promise<ProbeEnd>

/** A provider that needs longer for two seconds' work is of no use. */
const LIMIT_MS = 60_000
export const LARGEST_DIFFERENCE = 1e-3
const MAX_DETAIL = 160

export const PROBE_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './probe-process.ts' : './probe-process.js', import.meta.url),
)

/** In a child of this process. Not for Electron, where this program is the app itself. */
export const runNodeProbe: RunProbe = async (args, signal) => {
  // What drivers print is for nobody.
  const child = spawn(process.execPath, [PROBE_FILE, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  const kill = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    return { output, code }
  } finally {
    signal.removeEventListener('abort', kill)
  }
}

/**
 * Tries every backend, the processor's own first; `report` after each. Throws the signal's reason when aborted.
 * @param run how processes are started here
 */
export async function probeBackends(options: {
  readonly run: RunProbe
  readonly signal: AbortSignal
  readonly threads?: number
  readonly limitMs?: number
  report?(done: number, total: number): void
}): Promise<readonly Verdict[]> {
  const { run, signal, threads, limitMs = LIMIT_MS, report } = options
  const verdicts: Verdict[] = []
  let cpu: ProbeResult | null = null
  for (const backend of BACKENDS) {
    report?.(verdicts.length, BACKENDS.length)
    if (!isBuiltIn(backend)) {
      verdicts.push(refused(backend.id, 'unsupported'))
      continue
    }
    const limit = AbortSignal.timeout(limitMs)
    const args = [`--backend=${backend.id}`, ...(threads === undefined ? [] : [`--threads=${threads}`])]
    const end = await run(args, AbortSignal.any([signal, limit])).catch((error: unknown) => error as Error)
    signal.throwIfAborted()
    const result = readResult(backend.id, end, limit.aborted)
    if (!('values' in result)) verdicts.push(result)
    else verdicts.push(compare(backend.id, result, cpu ?? result))
    if (backend.id === CPU && 'values' in result) cpu = result
  }
  return verdicts
}

/** Errors of native code begin with where they happened and end with what it was. */
function lastWords(detail: string): string {
  const line = detail.replace(/\s+/g, ' ').trim()
  return line.length <= MAX_DETAIL ? line : `…${line.slice(-MAX_DETAIL)}`
}

const refused = (id: string, refusal: Refusal, detail = ''): Verdict => ({
  id,
  refusal,
  detail: lastWords(detail),
  trainMs: null,
  writeMs: null,
  difference: null,
})

function readResult(id: string, end: ProbeEnd | Error, isLate: boolean): ProbeResult | Verdict {
  if (isLate) return refused(id, 'timeout')
  if (end instanceof Error) return refused(id, 'failed', end.message)
  // Native code may print before the answer.
  const line = end.output.trim().split('\n').at(-1) ?? ''
  try {
    const answer = JSON.parse(line) as ProbeAnswer
    return 'error' in answer ? refused(id, 'failed', answer.error) : answer.result
  } catch {
    return refused(id, 'crashed', end.code === null ? '' : `exit code ${end.code}`)
  }
}

function compare(id: string, result: ProbeResult, cpu: ProbeResult): Verdict {
  const { trainMs, writeMs, values } = result
  const differences = values.map((value, i) => {
    const expected = cpu.values[i] ?? NaN
    return Math.abs(value - expected) / Math.max(1, Math.abs(expected))
  })
  // A number that is none arrives as null.
  const isComplete = values.length === cpu.values.length && [...values, ...differences].every(Number.isFinite)
  const difference = isComplete ? Math.max(...differences) : null
  const agrees = difference !== null && difference <= LARGEST_DIFFERENCE
  return { id, refusal: agrees ? null : 'differs', detail: '', trainMs, writeMs, difference }
}

/** A GPU must be worth its risk: the processor stays where it needs less than this many times as long. */
const WORTH_IT = 1.25

/** The quickest backend that was not refused; the processor's own where nothing is clearly quicker. */
export function quickest(verdicts: readonly Verdict[], measure: 'trainMs' | 'writeMs'): string {
  const msOf = (verdict: Verdict | undefined): number =>
    verdict?.refusal === null ? (verdict[measure] ?? Infinity) : Infinity
  const cpuMs = msOf(verdicts.find(({ id }) => id === CPU))
  const best = verdicts.reduce<Verdict | undefined>((a, b) => (msOf(b) < msOf(a) ? b : a), undefined)
  return best !== undefined && msOf(best) * WORTH_IT < cpuMs ? best.id : CPU
}
