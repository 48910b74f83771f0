// The engine's side of llama.cpp: starts its process when needed, hands it work, survives its end, ends it when idle.
import { nodeProgram, type ChildProgram, type StartProgram } from '../../text/child-program.ts'
import type { CandidatesRequest, SampleChunk } from '../passage.ts'
import type { FromLlama, LlamaResult, LlamaTrouble, Loaded, LoadWish, ToLlama } from './llama-messages.ts'

export type StartLlama = StartProgram<ToLlama, FromLlama>

export const startNodeLlama: StartLlama = nodeProgram(
  new URL(import.meta.url.endsWith('.ts') ? './llama-process.ts' : './llama-process.js', import.meta.url),
)

/** `gone`: the process ended under the work. */
export class LlamaError extends Error {
  override readonly name = 'LlamaError'
  readonly trouble: LlamaTrouble | 'gone'

  constructor(trouble: LlamaTrouble | 'gone', message: string) {
    super(message)
    this.trouble = trouble
  }
}

interface Waiting {
  resolve(result: LlamaResult): void
  reject(error: Error): void
  chunks?(chunks: readonly SampleChunk[]): void
  progress?(share: number): void
}

/** A model that nobody asks for so long gives its memory back. */
const IDLE_MS = 10 * 60_000

export class LlamaRunner {
  readonly #start: StartLlama
  readonly #idleMs: number
  readonly #waiting = new Map<number, Waiting>()
  #process: ChildProgram<ToLlama> | null = null
  #idle: NodeJS.Timeout | undefined
  #lastId = 0
  #writers = 1

  constructor(start: StartLlama = startNodeLlama, idleMs: number = IDLE_MS) {
    this.#start = start
    this.#idleMs = idleMs
  }

  /** So many passages are written at once from the next one on; each needs the memory of a context. */
  setWriters(count: number): void {
    this.#writers = count
  }

  /** LlamaError. Aborting ends the loading. */
  async load(wish: LoadWish, signal: AbortSignal, onProgress?: (share: number) => void): Promise<Loaded> {
    const message = (id: number): ToLlama => ({ type: 'load', id, wish: this.#seated(wish) })
    return (await this.#ask(message, signal, onProgress ? { progress: onProgress } : {})) as Loaded
  }

  /** Tokens of each text in the model's own tokenizer. */
  async count(wish: LoadWish, texts: readonly string[], signal: AbortSignal): Promise<readonly number[]> {
    return (await this.#ask(
      (id) => ({ type: 'count', id, wish: this.#seated(wish), texts }),
      signal,
      {},
    )) as readonly number[]
  }

  /** Pieces of all candidates as they come; aborting, or leaving the loop, stops within one token. */
  async *write(wish: LoadWish, request: CandidatesRequest, signal: AbortSignal): AsyncGenerator<SampleChunk> {
    const left = new AbortController()
    const chunks: SampleChunk[] = []
    let wake = Promise.withResolvers<void>()
    let ended = false
    const took = (more: readonly SampleChunk[]): void => {
      chunks.push(...more)
      wake.resolve()
    }
    const done = this.#ask(
      (id) => ({ type: 'write', id, wish: this.#seated(wish), request }),
      AbortSignal.any([signal, left.signal]),
      {
        chunks: took,
      },
    ).finally(() => {
      ended = true
      wake.resolve()
    })
    // Whoever leaves early does not wait for it.
    done.catch(() => undefined)
    try {
      for (;;) {
        while (chunks.length > 0) yield chunks.shift()!
        if (ended) break
        await wake.promise
        wake = Promise.withResolvers<void>()
      }
      await done
    } finally {
      left.abort()
    }
  }

  /** Gives the model's memory back; work under way fails with `gone`. */
  dispose(): void {
    clearTimeout(this.#idle)
    this.#process?.kill()
  }

  #seated(wish: LoadWish): LoadWish {
    return { ...wish, writers: this.#writers }
  }

  async #ask(
    message: (id: number) => ToLlama,
    signal: AbortSignal,
    listeners: Pick<Waiting, 'chunks' | 'progress'>,
  ): Promise<LlamaResult> {
    signal.throwIfAborted()
    clearTimeout(this.#idle)
    const running = (this.#process ??= this.#begin())
    const id = ++this.#lastId
    const abort = (): void => running.send({ type: 'abort', id })
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await new Promise<LlamaResult>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject, ...listeners })
        running.send(message(id))
      })
    } finally {
      this.#waiting.delete(id)
      signal.removeEventListener('abort', abort)
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.dispose(), this.#idleMs).unref()
    }
  }

  #begin(): ChildProgram<ToLlama> {
    const running: ChildProgram<ToLlama> = this.#start({
      message: (said) => this.#hear(said),
      exit: (code) => {
        if (this.#process === running) this.#process = null
        const how = code === null ? 'it was ended' : `it ended with code ${code}`
        const waiting = [...this.#waiting.values()]
        this.#waiting.clear()
        for (const each of waiting) each.reject(new LlamaError('gone', `The model’s process is gone: ${how}`))
      },
    })
    return running
  }

  #hear(said: FromLlama): void {
    const waiting = this.#waiting.get(said.id)
    switch (said.type) {
      case 'result':
        return waiting?.resolve(said.result)
      case 'error':
        return waiting?.reject(new LlamaError(said.trouble, said.message))
      case 'progress':
        return waiting?.progress?.(said.share)
      case 'chunks':
        return waiting?.chunks?.(said.chunks)
    }
  }
}
