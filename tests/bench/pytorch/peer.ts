// Talks with a PyTorch process that holds the same model: the yardstick of parity tests and speed benchmarks.
import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** PyTorch as a distribution packages it lives with the system's Python. */
const PYTHON = '/usr/bin/python3'
// Without it OpenBLAS may take slow code paths on new processors, and the comparison would flatter us.
const environment = { ...process.env, OPENBLAS_CORETYPE: process.env['OPENBLAS_CORETYPE'] ?? 'SkylakeX' }

// With the reference BLAS PyTorch is a hundred times slower than it is: such a comparison is refused.
const PROBE = `
import torch, numpy
torch.ones(2, 2) @ torch.ones(2, 2)
maps = open("/proc/self/maps").read()
raise SystemExit(0 if "openblas" in maps or "mkl" in maps else 3)`

/** Null where PyTorch can be had, with a fast BLAS where speed is at stake; else the reason to skip. */
export function missingPyTorch(purpose: 'numbers' | 'speed'): string | null {
  try {
    execFileSync(PYTHON, ['-c', PROBE], { env: environment, stdio: 'ignore' })
    return null
  } catch (error) {
    const slow = (error as { status?: unknown }).status === 3
    if (slow && purpose === 'numbers') return null
    return slow ? 'PyTorch is here but without OpenBLAS (libopenblas0)' : 'python3-torch is not installed'
  }
}

/** One process with so many threads; close() ends it. */
export class PyTorchPeer {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #answers: AsyncIterator<string>

  private constructor(threads: number) {
    const script = fileURLToPath(new URL('peer.py', import.meta.url))
    this.#child = spawn(PYTHON, [script, String(threads)], {
      // OpenBLAS has threads of its own, of which PyTorch knows nothing.
      env: { ...environment, OPENBLAS_NUM_THREADS: String(threads) },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  static async start(threads: number): Promise<PyTorchPeer> {
    const peer = new PyTorchPeer(threads)
    await peer.#next()
    return peer
  }

  /** Throws where the process died; its own words are then on standard error. */
  async ask<Answer>(request: { readonly do: string } & Readonly<Record<string, unknown>>): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`)
    return JSON.parse(await this.#next()) as Answer
  }

  close(): void {
    this.#child.stdin.end()
    this.#child.kill()
  }

  async #next(): Promise<string> {
    const answer = await this.#answers.next()
    if (answer.done === true) throw new Error('The PyTorch process ended before it answered')
    return answer.value
  }
}
