// A link that outlives the engine: fails pending calls with ENGINE_GONE when it dies, finds the new one, opens the project again.
import { mapEventIterator, type ClientContext, type ClientLink, type ClientOptions } from '@orpc/client'
import { engineGone, stopped } from './engine-error.ts'
import type { OpenWire, Wire } from './wire.ts'

/** `connecting`: the first time; calls wait. `gone`: it was there; calls fail at once until it is `ready` again. */
export type ConnectionState = 'connecting' | 'ready' | 'gone'

interface Life {
  readonly wire: Wire
  dead: boolean
}

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 3000

const isStream = (value: unknown): value is AsyncIterator<unknown, unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

/** What opens the project again. */
interface Reopening {
  readonly path: string
  readonly readOnly: boolean
  /** Of an encrypted project; kept in memory, so that words which are not saved find their file again. */
  readonly passphrase?: string
}

/** How what a successful call opened is opened again; null when it closed the project; undefined when it did neither. */
const projectAfter = (
  path: readonly string[],
  input: unknown,
  output: unknown,
): Reopening | null | undefined => {
  switch (path.join('.')) {
    case 'project.open':
    case 'project.create':
    case 'project.openSample': {
      const opened = output as { path: string; readOnly?: object | null }
      const { passphrase } = (input ?? {}) as { passphrase?: string }
      return {
        path: opened.path,
        readOnly: (opened.readOnly ?? null) !== null,
        ...(passphrase === undefined ? {} : { passphrase }),
      }
    }
    case 'project.close':
      return null
    default:
      return undefined
  }
}

export class EngineLink implements ClientLink<ClientContext> {
  readonly #open: OpenWire
  readonly #listeners = new Set<() => void>()
  #state: ConnectionState = 'connecting'
  #lives = 0
  #life: Life | undefined
  #project: Reopening | null = null
  #reopenError: unknown = null
  #started = false
  #disposed = false

  constructor(open: OpenWire) {
    this.#open = open
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** How many engines this link has found: what was asked of a former one may have been lost. */
  get lives(): number {
    return this.#lives
  }

  /** Why the project could not be opened again after the engine came back; null when all is well. */
  get reopenError(): unknown {
    return this.#reopenError
  }

  /** @returns a function that stops listening. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly call = async (
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> => {
    this.#start()
    if (this.#state === 'connecting') await this.#settled(options.signal)
    const life = this.#life
    if (this.#state !== 'ready' || !life) throw engineGone()
    return this.#callOn(life, path, input, options)
  }

  /** For tests and for windows that are closing. */
  dispose(): void {
    this.#disposed = true
    this.#life?.wire.end()
  }

  async #callOn(
    life: Life,
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    // A user's stop and a dead engine look alike on the wire; whose signal fired tells them apart.
    const explain = (error: unknown): unknown => {
      if (options.signal?.aborted) return stopped()
      return life.dead ? engineGone() : error
    }
    try {
      const output = await life.wire.link.call(path, input, options)
      if (isStream(output))
        return mapEventIterator(output, {
          value: (value: unknown) => Promise.resolve(value),
          error: async (error) => explain(error),
        })
      const opened = projectAfter(path, input, output)
      if (opened !== undefined) this.#project = opened
      return output
    } catch (error) {
      throw explain(error)
    }
  }

  #start(): void {
    if (this.#started) return
    this.#started = true
    void this.#connect()
  }

  async #connect(): Promise<void> {
    for (let retryMs = FIRST_RETRY_MS; !this.#disposed; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
      let life: Life | undefined
      try {
        const wire = await this.#open(() => {
          if (life) this.#lost(life)
        })
        life = { wire, dead: false }
        await this.#reopen(life)
        if (life.dead) continue
        this.#life = life
        this.#lives++
        this.#become('ready')
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, retryMs))
      }
    }
  }

  #lost(life: Life): void {
    life.dead = true
    if (this.#life !== life) return
    this.#life = undefined
    this.#become('gone')
    if (!this.#disposed) void this.#connect()
  }

  /** The engine knows nothing of its former life: give the window its project back before anyone calls. */
  async #reopen(life: Life): Promise<void> {
    this.#reopenError = null
    if (this.#project === null) return
    try {
      await life.wire.link.call(['project', 'open'], this.#project, { context: {} })
    } catch (error) {
      if (life.dead) throw error
      this.#reopenError = error
    }
  }

  #become(state: ConnectionState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  #settled(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.subscribe(() => {
        if (this.#state === 'connecting') return
        stop()
        resolve()
      })
      signal?.addEventListener('abort', () => {
        stop()
        reject(stopped())
      })
    })
  }
}
