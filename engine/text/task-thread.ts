// One thread that does one kind of task, one after the other, each within a time limit; idle, it goes after a while.
// What the task is stands in the thread's own file.
import { Worker } from 'node:worker_threads'
import { EngineError, type ErrorCode, type ErrorDetail } from '../domain/errors.ts'

type Reply<Answer> =
  | { readonly kind: 'done'; readonly value: Answer }
  | {
      readonly kind: 'failed'
      readonly code: ErrorCode | null
      readonly message: string
      readonly detail: ErrorDetail
    }

interface TaskThreadOptions {
  /** The thread's file beside the caller: `.ts` from sources, `.js` once built. */
  readonly file: URL
  readonly limitMs: number
  readonly idleMs: number
  /** What is said when the limit was reached and the thread was ended. */
  readonly tooLong: () => EngineError
}

export class TaskThread<Task, Answer> {
  readonly #options: TaskThreadOptions
  #worker: Worker | null = null
  #online: Promise<void> = Promise.resolve()
  #idle: NodeJS.Timeout | null = null
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: TaskThreadOptions) {
    this.#options = options
  }

  /** The task's own errors; `tooLong` past the limit. */
  run(task: Task): Promise<Answer> {
    const turn = this.#queue.then(() => this.#runNow(task))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  dispose(): void {
    this.#end()
  }

  #runNow(task: Task): Promise<Answer> {
    const worker = this.#start()
    const done = Promise.withResolvers<Answer>()
    let timer: NodeJS.Timeout | undefined
    // A thread that has still to begin is not yet at the task.
    void this.#online.then(() => {
      timer = setTimeout(() => {
        this.#end()
        done.reject(this.#options.tooLong())
      }, this.#options.limitMs)
    })
    const onMessage = (reply: Reply<Answer>): void => {
      if (reply.kind === 'done') done.resolve(reply.value)
      else if (reply.code) done.reject(new EngineError(reply.code, reply.message, reply.detail))
      else done.reject(new Error(reply.message))
    }
    const onGone = (error: unknown): void => {
      this.#end()
      done.reject(error instanceof Error ? error : new Error('the thread ended'))
    }
    worker.on('message', onMessage).on('error', onGone).on('exit', onGone)
    worker.postMessage(task)
    return done.promise.finally(() => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onGone).off('exit', onGone)
      if (this.#worker === worker) this.#rest()
    })
  }

  #start(): Worker {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    // An error that comes between two tasks, or while the thread ends, has nobody left to hear it.
    if (!this.#worker) {
      const worker = new Worker(this.#options.file).on('error', () => undefined)
      this.#worker = worker
      this.#online = new Promise((resolve) => worker.once('online', resolve))
    }
    this.#worker.ref()
    return this.#worker
  }

  #rest(): void {
    this.#worker?.unref()
    this.#idle = setTimeout(() => this.#end(), this.#options.idleMs).unref()
  }

  #end(): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    const worker = this.#worker
    this.#worker = null
    void worker?.terminate()
  }
}
