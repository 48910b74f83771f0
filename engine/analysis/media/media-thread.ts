// Runs the media readers in a thread of their own, one file at a time, with a time limit: a hostile file can end the
// thread but never hold or end the engine. What to do with the findings is left to the media service.
import { Worker } from 'node:worker_threads'
import { EngineError } from '../../domain/errors.ts'
import { NO_FACTS } from '../../domain/media.ts'
import type { MediaReading } from './media-reader.ts'
import type { MediaType } from './media-type.ts'
import type { MediaReply, MediaRequest } from './media-worker.ts'

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './media-worker.ts' : './media-worker.js',
  import.meta.url,
)
/** For finding the type; each reader names its own limit for reading. */
const TYPE_LIMIT_MS = 10_000
const IDLE_MS = 20_000
const MAX_HEAP_MB = 512

export interface MediaFinding extends MediaReading {
  /** Null when the content is nothing a story could use. */
  readonly type: MediaType | null
}

const withProblem = (type: MediaType, problem: string): MediaFinding => ({
  type,
  facts: { ...NO_FACTS, problem },
  thumbnail: null,
})

export class MediaThread {
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | null = null
  #queue: Promise<unknown> = Promise.resolve()
  readonly #limitMs: number | null

  /** @param limitMs replaces every reader's own time limit. */
  constructor(options: { readonly limitMs?: number } = {}) {
    this.#limitMs = options.limitMs ?? null
  }

  /**
   * Finds type, facts and thumbnail. Rejects with the file system's error when the file cannot be read, with
   * FILE_UNREADABLE when even its type could not be told, and with the signal's reason when stopped.
   */
  read(request: MediaRequest, options: { signal?: AbortSignal } = {}): Promise<MediaFinding> {
    const turn = this.#queue.then(() => {
      options.signal?.throwIfAborted()
      return this.#readNow(request, options.signal)
    })
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  dispose(): void {
    this.#end()
  }

  #readNow(request: MediaRequest, signal: AbortSignal | undefined): Promise<MediaFinding> {
    const worker = this.#start()
    const done = Promise.withResolvers<MediaFinding>()
    let type: MediaType | null = null
    let timer: NodeJS.Timeout
    /** Ends the thread: whatever it was doing, it does no more. */
    const giveUp = (problem: string): void => {
      this.#end()
      if (type) done.resolve(withProblem(type, problem))
      else done.reject(new EngineError('FILE_UNREADABLE', 'This file could not be read. Nothing was added.'))
    }
    const limit = (ms: number): void => {
      clearTimeout(timer)
      timer = setTimeout(() => giveUp('timed-out'), ms)
    }
    const onMessage = (reply: MediaReply): void => {
      switch (reply.kind) {
        case 'type':
          type = reply.type
          limit(this.#limitMs ?? reply.limitMs)
          return
        case 'reading':
          return done.resolve({ type, facts: reply.facts, thumbnail: reply.thumbnail })
        case 'failed':
          if (type) return done.resolve(withProblem(type, 'damaged'))
          return done.reject(Object.assign(new Error(reply.message), { code: reply.code }))
      }
    }
    const onGone = (): void => giveUp('damaged')
    const onAbort = (): void => {
      this.#end()
      done.reject(signal?.reason as Error)
    }
    limit(TYPE_LIMIT_MS)
    worker.on('message', onMessage).on('error', onGone).on('exit', onGone)
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.postMessage(request)
    return done.promise.finally(() => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onGone).off('exit', onGone)
      signal?.removeEventListener('abort', onAbort)
      if (this.#worker === worker) this.#rest()
    })
  }

  #start(): Worker {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    // An error that comes between two files, or while the thread ends, has nobody left to hear it.
    this.#worker ??= new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } }).on(
      'error',
      () => undefined,
    )
    this.#worker.ref()
    return this.#worker
  }

  /** An idle thread keeps nothing alive and goes after a while. */
  #rest(): void {
    this.#worker?.unref()
    this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref()
  }

  #end(): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    const worker = this.#worker
    this.#worker = null
    void worker?.terminate()
  }
}
