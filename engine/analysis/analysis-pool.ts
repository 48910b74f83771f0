// Owns the analysis threads, so that typing never waits for a book to be read; what is quick is read on the spot.
import { Worker } from 'node:worker_threads'
import { physicalCores } from '../nn/threads.ts'
import type { AnalysisClose, AnalysisReply, AnalysisRequest } from './analysis-worker.ts'
import { analyzePassages, type PassageFinding } from './analyze-passages.ts'
import { ANALYZERS } from './registry.ts'

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './analysis-worker.ts' : './analysis-worker.js',
  import.meta.url,
)
const INLINE_LIMIT = Math.min(...ANALYZERS.map((analyzer) => analyzer.inlineLimit))
/** Characters of what callers hand over at once: less than half a second of work, so that progress moves. */
const BATCH_CHARACTERS = 100_000
/** Characters that one thread is asked for at once, so that all have something to do and an abort is heard. */
const PIECE_CHARACTERS = 20_000
/** A thread that does not end by then hangs. */
const CLOSE_LIMIT_MS = 8000
/** Each thread holds a copy of the models. */
const MOST_THREADS = 3

interface Waiting {
  resolve(findings: readonly PassageFinding[]): void
  reject(error: Error): void
}

/** Passages in pieces that each hold at most `most` characters, or one longer passage. */
export function* passageBatches(
  passages: readonly string[],
  most: number = BATCH_CHARACTERS,
): Generator<readonly string[]> {
  let batch: string[] = []
  let size = 0
  for (const passage of passages) {
    if (batch.length > 0 && size + passage.length > most) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(passage)
    size += passage.length
  }
  if (batch.length > 0) yield batch
}

/** One thread and what it still owes. Ends with its process, or by dispose(). */
class Lane {
  readonly #waiting = new Map<number, Waiting>()
  readonly #worker: Worker
  #nextId = 1
  isGone = false

  constructor(script: URL) {
    const worker = new Worker(script, { name: 'analysis' })
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
      this.isGone = true
      const lost = [...this.#waiting.values()]
      this.#waiting.clear()
      for (const { reject } of lost)
        reject(new Error(`The analysis thread ended unexpectedly${reason}. The text is safe; analyse again.`))
    })
    worker.unref()
    this.#worker = worker
  }

  get owed(): number {
    return this.#waiting.size
  }

  ask(passages: readonly string[]): Promise<readonly PassageFinding[]> {
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.ref()
      this.#worker.postMessage({ id, passages } satisfies AnalysisRequest)
    })
  }

  /**
   * Lets the thread end by itself, after what it is at: ended from outside while it loads or runs native code, it would take
   * the whole process along.
   */
  async dispose(): Promise<void> {
    if (this.isGone) return
    const worker = this.#worker
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.ref()
    worker.postMessage('close' satisfies AnalysisClose)
    const limit = setTimeout(() => void worker.terminate(), CLOSE_LIMIT_MS)
    await ended
    clearTimeout(limit)
  }
}

export class AnalysisPool {
  readonly #script: URL
  readonly #threads: number
  #lanes: Lane[] = []
  #isDisposed = false

  /** @param script the worker's file, replaceable for tests of its death. */
  constructor(script: URL = WORKER, threads: number = Math.min(MOST_THREADS, physicalCores())) {
    this.#script = script
    this.#threads = threads
  }

  /** Whether so much text is read on the calling thread, in about a millisecond. */
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
    const pieces = [...passageBatches(passages, PIECE_CHARACTERS)]
    const found: (readonly PassageFinding[])[] = []
    let next = 0
    const work = async (): Promise<void> => {
      while (next < pieces.length) {
        const at = next++
        found[at] = await this.#lane().ask(pieces[at])
        signal?.throwIfAborted()
      }
    }
    await Promise.all(Array.from({ length: Math.min(this.#threads, pieces.length) }, work))
    return found.flat()
  }

  /** Ends the threads after what they are at; what comes later rejects. Idempotent. */
  async dispose(): Promise<void> {
    this.#isDisposed = true
    await Promise.all(this.#lanes.map((lane) => lane.dispose()))
  }

  /** The thread that owes least; another is started while all have work. */
  #lane(): Lane {
    if (this.#isDisposed) throw new Error('Analysis has been shut down.')
    this.#lanes = this.#lanes.filter((lane) => !lane.isGone)
    const idlest = this.#lanes.reduce<Lane | null>(
      (best, lane) => (best && best.owed <= lane.owed ? best : lane),
      null,
    )
    if (idlest && (idlest.owed === 0 || this.#lanes.length >= this.#threads)) return idlest
    const lane = new Lane(this.#script)
    this.#lanes.push(lane)
    return lane
  }
}
