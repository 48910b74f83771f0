// The engine's side of the media readers: hands their process one file at a time, to look into or to make something of, with
// limits of time and memory. A hostile file can end that process but never hold or end the engine. (A thread would not do: native
// code that is still at work when its thread is ended takes the whole process along.) What comes of it is the services' concern.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { EngineError } from '../../domain/errors.ts'
import { NO_FACTS } from '../../domain/media.ts'
import { nodeProgram, type ChildProgram, type StartProgram } from '../../text/child-program.ts'
import { ProgramDesk } from '../../text/program-desk.ts'
import { ORDER_LIMIT_MS, type MadeFile, type MediaOrder } from './media-order.ts'
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
const PIECE_BYTES = 1 << 20
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

/** What is handed over and heard while one file has its turn. */
interface Round<Result> {
  /** From when all of it is handed over. */
  readonly limitMs: number
  hand(running: ChildProgram<ToMedia>, id: number): Promise<void>
  hear(
    message: FromMedia,
    answer: {
      resolve(this: void, result: Result): void
      reject(this: void, error: Error): void
      limit(this: void, ms: number): void
    },
  ): void
  /** What it comes to when the process ended or was ended. */
  gaveUp(problem: string): Result
}

const withProblem = (type: MediaType, problem: string): MediaFinding => ({
  type,
  facts: { ...NO_FACTS, problem },
  thumbnail: null,
})

export class MediaRunner {
  readonly #desk: ProgramDesk<ToMedia, FromMedia>
  readonly #limitMs: number | null
  #lastId = 0

  /** @param options.limitMs replaces every reader's own time limit. */
  constructor(begin: StartMedia = startNodeMedia, options: { readonly limitMs?: number } = {}) {
    this.#desk = new ProgramDesk(begin, IDLE_MS)
    this.#limitMs = options.limitMs ?? null
  }

  /**
   * Finds type, facts and thumbnail. Rejects with the file system's error when the file cannot be read, with
   * FILE_UNREADABLE when even its type could not be told, and with the signal's reason when stopped.
   */
  read(request: MediaRequest, options: { signal?: AbortSignal } = {}): Promise<MediaFinding> {
    let type: MediaType | null = null
    return this.#inTurn<MediaFinding>(options.signal, {
      limitMs: TYPE_LIMIT_MS,
      hand: (running, id) => this.#hand(running, id, request, options.signal),
      hear(message, { resolve, reject, limit }) {
        if (message.type === 'type') {
          type = message.mediaType
          if (message.limitMs !== null) limit(message.limitMs)
        } else if (message.type === 'reading') resolve({ type, ...message.reading })
        else if (message.type === 'failed') {
          if (type) resolve(withProblem(type, 'damaged'))
          else reject(Object.assign(new Error(message.message), { code: message.code }))
        }
      },
      gaveUp(problem) {
        if (type) return withProblem(type, problem)
        throw new EngineError('FILE_UNREADABLE', 'This file could not be read. Nothing was added.')
      },
    })
  }

  /** Null where nothing can be made of it, or whatever makes it breaks. Rejects with the signal's reason when stopped. */
  make(
    order: MediaOrder,
    bytes: Uint8Array,
    options: { signal?: AbortSignal } = {},
  ): Promise<MadeFile | null> {
    return this.#inTurn<MadeFile | null>(options.signal, {
      limitMs: ORDER_LIMIT_MS[order.make],
      async hand(running, id) {
        running.send({ type: 'make', id, order })
        for (let from = 0; from < bytes.length && !options.signal?.aborted; from += PIECE_BYTES) {
          running.send({ type: 'piece', id, bytes: bytes.slice(from, from + PIECE_BYTES) })
          await nextTurn()
        }
        running.send({ type: 'end', id })
      },
      hear(message, { resolve }) {
        if (message.type === 'made') resolve(message.file)
        if (message.type === 'failed') resolve(null)
      },
      gaveUp: () => null,
    })
  }

  dispose(): void {
    this.#desk.dispose()
  }

  #inTurn<Result>(signal: AbortSignal | undefined, round: Round<Result>): Promise<Result> {
    return this.#desk.inTurn(() => {
      signal?.throwIfAborted()
      return this.#work(signal, round)
    })
  }

  async #work<Result>(signal: AbortSignal | undefined, round: Round<Result>): Promise<Result> {
    const isNew = !this.#desk.isRunning
    const running = this.#desk.running()
    const id = ++this.#lastId
    const done = Promise.withResolvers<Result>()
    let timer: NodeJS.Timeout | undefined
    const giveUp = (problem: string): void => {
      this.#desk.end(running)
      try {
        done.resolve(round.gaveUp(problem))
      } catch (error) {
        done.reject(error)
      }
    }
    const limit = (ms: number): void => {
      clearTimeout(timer)
      timer = setTimeout(() => giveUp('timed-out'), ms)
    }
    this.#desk.hear = (message) => {
      if (message === 'gone') return giveUp('damaged')
      if (message.id !== id) return
      round.hear(message, {
        resolve: done.resolve,
        reject: done.reject,
        limit: (ms) => limit(this.#limitMs ?? ms),
      })
    }
    const watch = setInterval(() => {
      const bytes = running.memoryBytes()
      if (bytes !== null && bytes > MEMORY_BYTES) giveUp('too-large-to-decode')
    }, WATCH_MS)
    const abort = (): void => {
      this.#desk.end(running)
      done.reject(signal?.reason as Error)
    }
    signal?.addEventListener('abort', abort, { once: true })
    try {
      round.hand(running, id).then(
        () => limit(isNew ? Math.max(START_LIMIT_MS, round.limitMs) : round.limitMs),
        (error: unknown) => done.reject(error as Error),
      )
      return await done.promise
    } finally {
      clearTimeout(timer)
      clearInterval(watch)
      signal?.removeEventListener('abort', abort)
      this.#desk.hear = null
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
}
