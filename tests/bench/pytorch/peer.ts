// Talks with a PyTorch process that holds the same model: the yardstick of parity tests and speed benchmarks.
import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** PyTorch as a distribution packages it lives with the system's Python. */
const PYTHON = '/usr/bin/python3'
// Without it OpenBLAS may take slow code paths on new processors, and the comparison would flatter us.
const environment = { ...process.env, OPENBLAS_CORETYPE: process.env['OPENBLAS_CORETYPE'] ?? 'SkylakeX' }

/** Null where PyTorch can be had; else the reason to skip. */
export function missingPyTorch(): string | null {
  try {
    execFileSync(PYTHON, ['-c', 'import torch, numpy'], { env: environment, stdio: 'ignore' })
    return null
  } catch {
    return 'python3-torch is not installed'
  }
}

/** One process with so many threads; close() ends it. */
export class PyTorchPeer {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #answers: AsyncIterator<string>

  private constructor(threads: number) {
    const script = fileURLToPath(new URL('peer.py', import.meta.url))
    this.#child = spawn(PYTHON, [script, String(threads)], {
      env: environment,
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
    const { value, done } = await this.#answers.next()
    if (done === true) throw new Error('The PyTorch process ended before it answered')
    return value
  }
}
