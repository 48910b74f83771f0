// The one process of a kind at the engine's side: started when there is work, one piece of work after the other, ended when
// idle; its end is heard by whoever works with it. What is said to it is its owner's concern.
import type { ChildProgram, StartProgram } from './child-program.ts'

export class ProgramDesk<ToProgram, FromProgram> {
  readonly #begin: StartProgram<ToProgram, FromProgram>
  readonly #idleMs: number
  #process: ChildProgram<ToProgram> | null = null
  #idle: NodeJS.Timeout | undefined
  #queue: Promise<unknown> = Promise.resolve()
  /** Hears what the process says, and `gone` when it ended by itself; null while nobody works. */
  hear: ((message: FromProgram | 'gone') => void) | null = null

  constructor(begin: StartProgram<ToProgram, FromProgram>, idleMs: number) {
    this.#begin = begin
    this.#idleMs = idleMs
  }

  get isRunning(): boolean {
    return this.#process !== null
  }

  /** Once all that was asked for before is over, well or badly; afterwards the process has its idle time. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(async () => {
      clearTimeout(this.#idle)
      try {
        return await work()
      } finally {
        this.#idle = setTimeout(() => this.dispose(), this.#idleMs).unref()
      }
    })
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  /** The process that runs, or a new one. */
  running(): ChildProgram<ToProgram> {
    return (this.#process ??= this.#start())
  }

  /** Ends it without a word to whoever hears. */
  end(running: ChildProgram<ToProgram>): void {
    running.kill()
    if (this.#process === running) this.#process = null
  }

  /** Ends the process; the next work starts another. */
  dispose(): void {
    clearTimeout(this.#idle)
    this.#process?.kill()
    this.#process = null
  }

  #start(): ChildProgram<ToProgram> {
    const started: ChildProgram<ToProgram> = this.#begin({
      message: (message) => this.hear?.(message),
      exit: () => {
        if (this.#process !== started) return
        this.#process = null
        this.hear?.('gone')
      },
    })
    return started
  }
}
