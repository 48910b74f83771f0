// Owns the analysis thread, so that typing never waits for a book to be read; a paragraph or two is read on the spot.
import { Worker } from 'node:worker_threads'
import type { AnalysisReply, AnalysisRequest } from './analysis-worker.ts'
import { analyzePassages, type PassageFinding } from './analyze-passages.ts'
import { ANALYZERS } from './registry.ts'

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './analysis-worker.ts' : './analysis-worker.js',
  import.meta.url,
)
const INLINE_LIMIT = Math.min(...ANALYZERS.map((analyzer) => analyzer.inlineLimit))
/** Characters a batch: some 10 ms of work, so that an abort is heard and progress moves. */
const BATCH_CHARACTERS = 100_000

interface Waiting {
  resolve(findings: readonly PassageFinding[]): void
  reject(error: Error): void
}

/** Passages in pieces that each hold at most `BATCH_CHARACTERS`, or one longer passage. */
export function* passageBatches(passages: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = []
  let size = 0
  for (const passage of passages) {
    if (batch.length > 0 && size + passage.length > BATCH_CHARACTERS) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(passage)
    size += passage.length
  }
  if (batch.length > 0) yield batch
}

export class AnalysisPool {
  readonly #script: URL
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #nextId = 1
  #isDisposed = false

  /** @param script the worker's file, replaceable for tests of its death. */
  constructor(script: URL = WORKER) {
    this.#script = script
  }

  /** Whether so much text is read on the calling thread, in about a millisecond: not worth caching. */
  isInline(passages: readonly string[]): boolean {
    let size = 0
    for (const passage of passages) size += passage.length
    return size <= INLINE_LIMIT
  }

  /**
   * One finding a passage, in order. Rejects with the signal's reason when aborted, and with a plain error when the
   * thread died; the next call starts a new one.
   */
  async analyze(passages: readonly string[], signal?: AbortSignal): Promise<readonly PassageFinding[]> {
    signal?.throwIfAborted()
    if (this.isInline(passages)) return analyzePassages(passages)
    const findings: PassageFinding[] = []
    for (const batch of passageBatches(passages)) {
      for (const finding of await this.#ask(batch)) findings.push(finding)
      signal?.throwIfAborted()
    }
    return findings
  }

  /** Ends the thread; what was asked and not answered rejects. Idempotent. */
  async dispose(): Promise<void> {
    this.#isDisposed = true
    await this.#worker?.terminate()
  }

  #ask(passages: readonly string[]): Promise<readonly PassageFinding[]> {
    if (this.#isDisposed) return Promise.reject(new Error('Analysis has been shut down.'))
    this.#worker ??= this.#start()
    const worker = this.#worker
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, passages } satisfies AnalysisRequest)
    })
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { name: 'analysis' })
    let reason = ''
    worker.on('message', (reply: AnalysisReply) => {
      const waiting = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      // An idle thread does not keep the process alive.
      if (this.#waiting.size === 0) worker.unref()
      if ('findings' in reply) waiting?.resolve(reply.findings)
      else waiting?.reject(new Error(reply.problem))
    })
    worker.on('error', (error) => {
      reason = error instanceof Error ? `: ${error.message}` : ''
    })
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
      const lost = [...this.#waiting.values()]
      this.#waiting.clear()
      for (const { reject } of lost)
        reject(new Error(`The analysis thread ended unexpectedly${reason}. The text is safe; analyse again.`))
    })
    worker.unref()
    return worker
  }
}
