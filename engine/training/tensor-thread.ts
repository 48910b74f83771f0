// The engine's side of tensor work: starts worker threads when needed, hands them requests, survives their end.
import { Worker } from 'node:worker_threads'
import { partOf, scaleCount, type CountRequest, type TokenCount } from './count-tokens.ts'
import type { LatentRequest, LatentResult } from './latent-desk.ts'
import type { SampleChunk } from '../models/passage.ts'
import { CPU } from '../nn/backends/registry.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts'
import type { PreferenceRequest, PreferenceResult } from './preferences/preference-desk.ts'
import type { ShrinkReport } from './shrink-model.ts'
import type {
  ExportRequest,
  SampleRequest,
  ShrinkRequest,
  TrainEvent,
  TrainRequest,
  TrainResult,
} from './types.ts'

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './tensor-worker.ts' : './tensor-worker.js',
  import.meta.url,
)

interface Listener {
  message(message: FromWorker): void
  gone(error: Error): void
}

export type Purpose = 'training' | 'writing'

/** A backend for one piece of work, and whom to tell how it went. */
export interface BackendUse {
  readonly id: string
  /** It did its first step. */
  works(): void
  /** It did not: the work is begun again with whatever is chosen then. */
  failed(why: string): void
}

const onProcessor = (): Promise<BackendUse> =>
  Promise.resolve({ id: CPU, works: () => undefined, failed: () => undefined })

interface Options extends Omit<WorkerSettings, 'backend'> {
  /** Another file to run in the threads; tests put failing ones there. */
  readonly worker?: URL
  /** What to compute with; absent: the processor. */
  readonly choose?: (purpose: Purpose) => Promise<BackendUse>
}

/**
 * Training and writing have a thread each, started at first use: a passage must not wait for the training step that is
 * running. A thread that dies fails what it was doing with TENSOR_THREAD_GONE; the next request starts a new one.
 */
export class TensorThread {
  readonly #training: Lane
  readonly #writing: Lane
  /** More threads that write, where several passages are wanted at once. */
  #moreWriting: readonly Lane[] = []
  /** One for each piece of work that is neither; they end with it. */
  readonly #others = new Set<Lane>()
  readonly #newLane: () => Lane
  readonly #choose: NonNullable<Options['choose']>
  #isClosed = false

  constructor({ worker = WORKER, choose = onProcessor, ...settings }: Options = {}) {
    this.#choose = choose
    this.#newLane = () => new Lane(settings, worker)
    this.#training = this.#newLane()
    this.#writing = this.#newLane()
  }

  /** So many passages are written at once from now on, each in a thread of its own; those too many end when idle. */
  setWriters(count: number): void {
    const kept = this.#moreWriting.slice(0, count - 1)
    for (const lane of this.#moreWriting.slice(count - 1)) void lane.close()
    this.#moreWriting = [...kept, ...Array.from({ length: count - 1 - kept.length }, this.#newLane)]
  }

  /** Aborting stops after the current step, keeps the best and the last state, and resolves with reason `stopped`. */
  async train(
    request: TrainRequest,
    options: { readonly signal: AbortSignal; onEvent(event: TrainEvent): void },
  ): Promise<TrainResult> {
    return this.#with('training', options.signal, (backend, works) =>
      this.#training.ask<TrainResult>(
        backend,
        (id) => ({ type: 'train', id, request }),
        options.signal,
        (message) => {
          if (message.type !== 'event') return
          if (message.event.type === 'step') works()
          options.onEvent(message.event)
        },
      ),
    )
  }

  /** Pieces of text of all candidates as they come; aborting, or leaving the loop, stops within one token. */
  async *sample(
    request: SampleRequest,
    options: { readonly signal: AbortSignal },
  ): AsyncGenerator<SampleChunk, void> {
    const chunks: SampleChunk[] = []
    let wake: (() => void) | null = null
    let ended = false
    let failure: Error | null = null
    const left = new AbortController()
    const signal = AbortSignal.any([options.signal, left.signal])
    const notify = () => {
      wake?.()
      wake = null
    }
    this.#with('writing', signal, (backend, works) =>
      this.#leastBusy().ask<null>(
        backend,
        (id) => ({ type: 'sample', id, request }),
        signal,
        (message) => {
          if (message.type !== 'chunks') return
          works()
          chunks.push(...message.chunks)
          notify()
        },
      ),
    )
      .catch((error: unknown) => (failure = error as Error))
      .finally(() => {
        ended = true
        notify()
      })
    try {
      for (;;) {
        while (chunks.length > 0) yield chunks.shift()!
        if (ended) break
        await new Promise<void>((resolve) => (wake = resolve))
      }
      if (failure) throw failure as Error
    } finally {
      left.abort()
    }
  }

  /** The model as a file for other programs. */
  async exportModel(request: ExportRequest): Promise<Uint8Array> {
    return this.#aside((lane) =>
      lane.ask<Uint8Array>(
        CPU,
        (id) => ({ type: 'export', id, request }),
        null,
        () => undefined,
      ),
    )
  }

  /** Writes a smaller model file beside; aborting rejects, and nothing is left of it. */
  async shrinkModel(
    request: ShrinkRequest,
    options: { readonly signal: AbortSignal; onProgress(share: number): void },
  ): Promise<ShrinkReport> {
    return this.#aside((lane) =>
      lane.ask<ShrinkReport>(
        CPU,
        (id) => ({ type: 'shrink', id, request }),
        options.signal,
        (message) => {
          if (message.type === 'progress') options.onProgress(message.share)
        },
      ),
    )
  }

  /** An adapter learnt from preferences, or how likely passages are with one. Aborting rejects with the signal's reason. */
  async prefer<Result extends PreferenceResult>(
    request: PreferenceRequest,
    options: { readonly signal: AbortSignal; onProgress(share: number): void },
  ): Promise<Result> {
    const answer = await this.#aside((lane) =>
      lane.ask<Result>(
        CPU,
        (id) => ({ type: 'prefer', id, request }),
        options.signal,
        (message) => {
          if (message.type === 'progress') options.onProgress(message.share)
        },
      ),
    ).catch((error: unknown) => {
      options.signal.throwIfAborted()
      throw error
    })
    return answer
  }

  /** Tokens of a dataset, of a part of it where it is long. */
  async count(request: CountRequest): Promise<TokenCount> {
    const part = partOf(request)
    const count = await this.#with('writing', null, (backend) =>
      this.#writing.ask<TokenCount>(
        backend,
        (id) => ({ type: 'count', id, request: part }),
        null,
        () => undefined,
      ),
    )
    return scaleCount(count, part, request)
  }

  /** A map of texts and ways on it. Aborting a map stops it with the signal's reason. */
  async latent(request: LatentRequest, signal: AbortSignal): Promise<LatentResult> {
    return this.#with('writing', signal, (backend) =>
      this.#writing.ask<LatentResult>(
        backend,
        (id) => ({ type: 'latent', id, request }),
        signal,
        () => undefined,
      ),
    )
  }

  #leastBusy(): Lane {
    return this.#moreWriting.reduce((best, lane) => (lane.busy < best.busy ? lane : best), this.#writing)
  }

  /** Does the work with what is chosen; where a backend fails before its first step, with what is chosen then. */
  async #with<T>(
    purpose: Purpose,
    signal: AbortSignal | null,
    work: (backend: string, works: () => void) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const use = await this.#choose(purpose)
      let worked = false
      const works = () => {
        if (!worked) use.works()
        worked = true
      }
      try {
        const result = await work(use.id, works)
        works()
        return result
      } catch (error) {
        if (worked || use.id === CPU || signal?.aborted === true || this.#isClosed) throw error
        use.failed(error instanceof Error ? error.message : String(error))
      }
    }
  }

  /** Stops what is running, lets checkpoints be written, and ends the threads. */
  async dispose(): Promise<void> {
    this.#isClosed = true
    await Promise.all(
      [this.#training, this.#writing, ...this.#moreWriting, ...this.#others].map((lane) => lane.close()),
    )
  }

  /** Neither training nor writing waits for this work, and its memory is given back when it is done. */
  async #aside<T>(work: (lane: Lane) => Promise<T>): Promise<T> {
    const lane = this.#newLane()
    this.#others.add(lane)
    try {
      return await work(lane)
    } finally {
      this.#others.delete(lane)
      await lane.close()
    }
  }
}

/** One worker thread at a time and the requests that wait for it. */
class Lane {
  readonly #settings: WorkerSettings
  readonly #file: URL
  readonly #listeners = new Map<number, Listener>()
  #worker: { readonly thread: Worker; readonly backend: string } | null = null
  #nextId = 1
  #closed = false

  constructor(settings: WorkerSettings, file: URL) {
    this.#settings = settings
    this.#file = file
  }

  /** Requests that it has not answered to the end. */
  get busy(): number {
    return this.#listeners.size
  }

  ask<T>(
    backend: string,
    message: (id: number) => ToWorker,
    signal: AbortSignal | null,
    onMessage: (message: FromWorker) => void,
  ): Promise<T> {
    if (this.#closed) return Promise.reject(gone('it was closed'))
    if (this.#worker && this.#worker.backend !== backend && this.#listeners.size === 0) this.#retire()
    const worker = (this.#worker ??= { thread: this.#start(backend), backend }).thread
    const id = this.#nextId++
    const abort = () => worker.postMessage({ type: 'abort', id } satisfies ToWorker)
    return new Promise<T>((resolve, reject) => {
      this.#listeners.set(id, {
        gone: reject,
        message: (answer) => {
          if (answer.type === 'result') resolve(answer.result as T)
          else if (answer.type === 'error') reject(named(answer.name, answer.message))
          else onMessage(answer)
        },
      })
      worker.postMessage(message(id))
      if (signal?.aborted === true) abort()
      else signal?.addEventListener('abort', abort, { once: true })
    }).finally(() => {
      this.#listeners.delete(id)
      signal?.removeEventListener('abort', abort)
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker?.thread
    if (!worker) return
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.postMessage({ type: 'close' } satisfies ToWorker)
    await ended
  }

  /** Nothing is running in it; another takes its place. */
  #retire(): void {
    this.#worker?.thread.postMessage({ type: 'close' } satisfies ToWorker)
    this.#worker = null
  }

  #start(backend: string): Worker {
    const worker = new Worker(this.#file, {
      workerData: { ...this.#settings, backend } satisfies WorkerSettings,
    })
    worker.on('message', (message: FromWorker) => this.#listeners.get(message.id)?.message(message))
    worker.on('error', (error) =>
      this.#lose(worker, gone(error instanceof Error ? error.message : String(error))),
    )
    worker.on('exit', (code) => this.#lose(worker, gone(`it ended with code ${code}`)))
    return worker
  }

  #lose(worker: Worker, error: Error): void {
    // An error is followed by an exit; by then another worker may be at work.
    if (this.#worker?.thread !== worker) return
    this.#worker = null
    const waiting = [...this.#listeners.values()]
    this.#listeners.clear()
    for (const listener of waiting) listener.gone(error)
  }
}

const gone = (why: string): Error => named('TENSOR_THREAD_GONE', `The tensor thread is gone: ${why}`)

function named(name: string, message: string): Error {
  const error = new Error(message)
  error.name = name
  return error
}
