// The engine's side of the media readers: hands their process one file at a time, with limits of time and memory. A hostile
// file can end that process but never hold or end the engine. (A thread would not do: native code that is still at work
// when its thread is ended takes the whole process along.) What to do with the findings is left to the media service.
import { EngineError } from '../../domain/errors.ts'
import { NO_FACTS } from '../../domain/media.ts'
import { nodeProgram, type ChildProgram, type StartProgram } from '../../text/child-program.ts'
import type { FromMedia, ToMedia } from './media-messages.ts'
import type { MediaReading } from './media-reader.ts'
import type { MediaType } from './media-type.ts'

export type StartMedia = StartProgram<ToMedia, FromMedia>

const startNodeMedia: StartMedia = nodeProgram(
  new URL(import.meta.url.endsWith('.ts') ? './media-process.ts' : './media-process.js', import.meta.url),
)
/** For finding the type, and for a process that has still to begin; each reader names its own limit for reading. */
const TYPE_LIMIT_MS = 10_000
const START_LIMIT_MS = 30_000
/** As much as any reader looks at. */
const MOST_READ_BYTES = 512 * 1024 * 1024
const IDLE_MS = 20_000
const WATCH_MS = 250
/** A file of the largest size and its decoded picture. */
const MEMORY_BYTES = 2_000_000_000

export interface MediaRequest {
  readonly name: string
  /** The content itself, or where it lies. */
  readonly content: Blob | string
}

export interface MediaFinding extends MediaReading {
  /** Null when the content is nothing a story could use. */
  readonly type: MediaType | null
}

const withProblem = (type: MediaType, problem: string): MediaFinding => ({
  type,
  facts: { ...NO_FACTS, problem },
  thumbnail: null,
})

export class MediaRunner {
  readonly #begin: StartMedia
  readonly #limitMs: number | null
  #process: ChildProgram<ToMedia> | null = null
  #take: ((message: FromMedia | 'gone') => void) | null = null
  #idle: NodeJS.Timeout | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #lastId = 0

  /** @param options.limitMs replaces every reader's own time limit. */
  constructor(begin: StartMedia = startNodeMedia, options: { readonly limitMs?: number } = {}) {
    this.#begin = begin
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
    clearTimeout(this.#idle)
    this.#process?.kill()
    this.#process = null
  }

  async #readNow(request: MediaRequest, signal: AbortSignal | undefined): Promise<MediaFinding> {
    clearTimeout(this.#idle)
    const isNew = this.#process === null
    const running = (this.#process ??= this.#start())
    const id = ++this.#lastId
    const done = Promise.withResolvers<MediaFinding>()
    let type: MediaType | null = null
    let timer: NodeJS.Timeout | undefined
    const end = (): void => {
      running.kill()
      if (this.#process === running) this.#process = null
    }
    const giveUp = (problem: string): void => {
      end()
      if (type) done.resolve(withProblem(type, problem))
      else done.reject(new EngineError('FILE_UNREADABLE', 'This file could not be read. Nothing was added.'))
    }
    const limit = (ms: number): void => {
      clearTimeout(timer)
      timer = setTimeout(() => giveUp('timed-out'), ms)
    }
    this.#take = (message) => {
      if (message === 'gone') return giveUp('damaged')
      if (message.id !== id) return
      switch (message.type) {
        case 'type':
          type = message.mediaType
          if (message.limitMs !== null) limit(this.#limitMs ?? message.limitMs)
          return
        case 'reading':
          return done.resolve({ type, ...message.reading })
        case 'failed':
          if (type) return done.resolve(withProblem(type, 'damaged'))
          return done.reject(Object.assign(new Error(message.message), { code: message.code }))
      }
    }
    const watch = setInterval(() => {
      const bytes = running.memoryBytes()
      if (bytes !== null && bytes > MEMORY_BYTES) giveUp('too-large-to-decode')
    }, WATCH_MS)
    const abort = (): void => {
      end()
      done.reject(signal?.reason as Error)
    }
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const handed = this.#hand(running, id, request, signal)
      handed.then(
        () => limit(isNew ? START_LIMIT_MS : TYPE_LIMIT_MS),
        (error: unknown) => done.reject(error as Error),
      )
      return await done.promise
    } finally {
      clearTimeout(timer)
      clearInterval(watch)
      signal?.removeEventListener('abort', abort)
      this.#take = null
      this.#idle = setTimeout(() => this.dispose(), IDLE_MS).unref()
    }
  }

  /** What no reader would read all of is not handed over whole: its beginning tells what it is. */
  async #hand(
    running: ChildProgram<ToMedia>,
    id: number,
    { name, content }: MediaRequest,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (typeof content === 'string') return running.send({ type: 'read', id, name, path: content })
    running.send({ type: 'file', id, name, sizeBytes: content.size })
    for await (const bytes of content.slice(0, MOST_READ_BYTES).stream() as AsyncIterable<Uint8Array>) {
      if (signal?.aborted) return
      running.send({ type: 'piece', id, bytes })
    }
    running.send({ type: 'end', id })
  }

  #start(): ChildProgram<ToMedia> {
    const started: ChildProgram<ToMedia> = this.#begin({
      message: (message) => this.#take?.(message),
      exit: () => {
        if (this.#process !== started) return
        this.#process = null
        this.#take?.('gone')
      },
    })
    return started
  }
}
