// The engine's side of the analysers: hands their process one file at a time, with limits of time and memory, and goes on
// in a new process when one ended under its work. What is done with findings is the services' concern.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MediaFinding } from '../../domain/media-finding.ts'
import type { MediaKind } from '../../domain/media.ts'
import { nodeProgram, type ChildProgram, type StartProgram } from '../../text/child-program.ts'
import { ProgramDesk } from '../../text/program-desk.ts'
import { SenseProblem } from './analyzer.ts'
import type { ClipFacts } from './clip/clip.ts'
import { analyzerById } from './registry.ts'
import type { FromSenses, ToSenses } from './sense-messages.ts'
import type { KnownFacts } from './sense-file.ts'
import type { SenseSetup } from './sense-setup.ts'

export type StartSenses = StartProgram<ToSenses, FromSenses>

export const startNodeSenses: StartSenses = nodeProgram(
  new URL(import.meta.url.endsWith('.ts') ? './sense-process.ts' : './sense-process.js', import.meta.url),
)

export interface SenseTask {
  readonly kind: MediaKind
  readonly mime: string
  readonly sizeBytes: number
  /** The content in order; asked for again when a process has to be started again. */
  readonly pieces: () => Iterable<Uint8Array>
  /** Ids of the registry. */
  readonly analyzers: readonly string[]
  readonly setup: SenseSetup
  /** What is known of the file already. */
  readonly facts: KnownFacts
}

export interface SenseResult {
  readonly analyzer: string
  readonly findings: readonly MediaFinding[]
  readonly problem: string | null
  readonly tookMs: number
}

export interface SenseListener {
  found(result: SenseResult): void
  progress?(share: number): void
  /** A small picture (WebP) of a moment of a clip. */
  frame?(atMs: number, webp: Uint8Array): void
  /** What a recording of a voice sounds like as a whole. */
  voice?(features: Float32Array): void
  /** A picture that a server shall describe; SenseProblem where it does not. */
  ask?(jpeg: Uint8Array): Promise<string>
  /** What a clip says of itself. */
  learnt?(facts: ClipFacts): void
}

export interface SenseLimits {
  /** Replaces every analyser's own. */
  readonly limitMs?: number
  readonly memoryBytes?: number
}

const IDLE_MS = 60_000
const WATCH_MS = 250
/** A file of the largest size, its decoded picture and the models. */
const MEMORY_BYTES = 2_500_000_000

export class SenseRunner {
  readonly #desk: ProgramDesk<ToSenses, FromSenses>
  readonly #limits: SenseLimits
  #lastId = 0
  /** What the process has started of the system's programs: nobody else ends them when it is ended. */
  readonly #programs = new Set<number>()

  constructor(begin: StartSenses = startNodeSenses, limits: SenseLimits = {}) {
    this.#desk = new ProgramDesk(begin, IDLE_MS)
    this.#limits = limits
  }

  /**
   * Every analyser of the task, in order, each answered for exactly once: one that ran out of time or memory or took
   * its process along has the problem `timed-out`, `too-much-memory` or `crashed`, and the others go on. Rejects with
   * the signal's reason when stopped; what was found until then has been told.
   */
  understand(task: SenseTask, listener: SenseListener, signal: AbortSignal): Promise<void> {
    return this.#desk.inTurn(() => this.#work(task, listener, signal))
  }

  /** Ends the process; work under way rejects. */
  dispose(): void {
    this.#desk.dispose()
    this.#endPrograms()
  }

  #endPrograms(): void {
    for (const pid of this.#programs)
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    this.#programs.clear()
  }

  async #work(task: SenseTask, listener: SenseListener, signal: AbortSignal): Promise<void> {
    const left = [...task.analyzers]
    while (left.length > 0) {
      signal.throwIfAborted()
      const began = performance.now()
      const trouble = await this.#round({ ...task, analyzers: left }, signal, {
        ...listener,
        found: (result) => {
          left.splice(left.indexOf(result.analyzer), 1)
          listener.found(result)
        },
      })
      signal.throwIfAborted()
      if (trouble === null) return
      const analyzer = trouble.analyzer ?? left[0]
      if (analyzer === undefined) return
      left.splice(left.indexOf(analyzer), 1)
      listener.found({
        analyzer,
        findings: [],
        problem: trouble.problem,
        tookMs: performance.now() - began,
      })
    }
  }

  /** One process over the file; what ended it and under which analyser, null when all have answered. */
  async #round(
    task: SenseTask,
    signal: AbortSignal,
    listener: SenseListener,
  ): Promise<{ readonly problem: string; readonly analyzer: string | null } | null> {
    const running = this.#desk.running()
    const id = ++this.#lastId
    const done = Promise.withResolvers<string | null>()
    let analyzer: string | null = null
    let timer: NodeJS.Timeout | undefined
    const end = (problem: string): void => {
      this.#desk.end(running)
      this.#endPrograms()
      done.resolve(problem)
    }
    const limit = this.#limits.memoryBytes ?? MEMORY_BYTES
    const watchMemory = (bytes: number | null): void => {
      if (bytes !== null && bytes > limit) end('too-much-memory')
    }
    this.#desk.hear = (message) => {
      if (message === 'gone') return end('crashed')
      if (message.type === 'program') {
        if (message.isRunning) this.#programs.add(message.pid)
        else this.#programs.delete(message.pid)
        return
      }
      if (message.id !== id) return
      switch (message.type) {
        case 'started':
          analyzer = message.analyzer
          clearTimeout(timer)
          timer = setTimeout(
            () => end('timed-out'),
            this.#limits.limitMs ?? analyzerById(message.analyzer).limitMs,
          )
          return
        case 'progress':
          return listener.progress?.(message.share)
        case 'frame':
          return listener.frame?.(message.atMs, message.bytes)
        case 'voice':
          return listener.voice?.(message.features)
        case 'ask':
          return void this.#answer(running, message, listener)
        case 'learnt':
          return listener.learnt?.(message.facts)
        case 'memory':
          return watchMemory(message.bytes)
        case 'found':
          clearTimeout(timer)
          analyzer = null
          return listener.found(message)
        case 'done':
          return done.resolve(null)
      }
    }
    const watch = setInterval(() => watchMemory(running.memoryBytes()), WATCH_MS)
    const abort = (): void => end('stopped')
    signal.addEventListener('abort', abort, { once: true })
    try {
      await this.#hand(running, id, task, signal)
      const problem = await done.promise
      return problem === null ? null : { problem, analyzer }
    } finally {
      clearTimeout(timer)
      clearInterval(watch)
      signal.removeEventListener('abort', abort)
      this.#desk.hear = null
    }
  }

  async #answer(
    running: ChildProgram<ToSenses>,
    { ticket, jpeg }: Extract<FromSenses, { type: 'ask' }>,
    listener: SenseListener,
  ): Promise<void> {
    try {
      const text = listener.ask ? await listener.ask(jpeg) : ''
      running.send({ type: 'answer', ticket, text, problem: null })
    } catch (error) {
      const problem = error instanceof SenseProblem ? error.code : 'captioner-failed'
      running.send({ type: 'answer', ticket, text: '', problem })
    }
  }

  /** The engine's other work goes on between the pieces. */
  async #hand(
    running: ChildProgram<ToSenses>,
    id: number,
    task: SenseTask,
    signal: AbortSignal,
  ): Promise<void> {
    const { kind, mime, sizeBytes, analyzers, setup, facts } = task
    running.send({ type: 'file', id, kind, mime, sizeBytes, facts })
    for (const bytes of task.pieces()) {
      if (signal.aborted) return
      running.send({ type: 'piece', id, bytes })
      await nextTurn()
    }
    running.send({ type: 'run', id, analyzers, setup })
  }
}
