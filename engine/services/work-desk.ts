// Who does heavy work: this machine, or whoever listens on the writer's Redis. Remembers which; what is done there is
// work-kinds.ts', how it travels the transport's.
import { join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import type { NetworkDoors } from './network-doors.ts'
import type { SecretStore } from './secret-store.ts'
import type { SharedWork, WorkEvent, WorkLoad } from './shared-work.ts'

/** The way to a Redis, as the transport knows it. */
export interface WorkRoads {
  connect(url: string, folder: string): Promise<SharedWork>
  serve(
    url: string,
    options: {
      readonly folder: string
      readonly atOnce: number
      readonly lockMs?: number
      readonly onEvent: (event: WorkEvent) => void
    },
    signal: AbortSignal,
  ): Promise<void>
  shown(url: string): string
  isLoopback(host: string): boolean
}

interface Options extends WorkRoads {
  readonly dataDir: string
  readonly doors: Pick<NetworkDoors, 'pass'>
  readonly secrets: Pick<SecretStore, 'get' | 'set' | 'remove' | 'place'>
}

export interface WorkState {
  /** Without its password; null: this machine does everything itself. */
  readonly address: string | null
  /** Null while the queue does not answer. */
  readonly load: WorkLoad | null
}

/** It may hold a password. */
const SECRET = 'shared-work'

const checked = (url: string): URL => {
  const found = URL.canParse(url) ? new URL(url) : null
  if (found && (found.protocol === 'redis:' || found.protocol === 'rediss:') && found.hostname !== '')
    return found
  throw new EngineError(
    'BAD_INPUT',
    'The address of a Redis begins with redis:// or rediss://, as redis://127.0.0.1:6379. Nothing was changed.',
  )
}

export class WorkDesk {
  readonly #options: Options
  #connection: { readonly url: string; readonly work: Promise<SharedWork> } | null = null

  constructor(options: Options) {
    this.#options = options
  }

  /** From now on, and remembered. BAD_INPUT, DOOR_CLOSED, SERVER_FAILED; it is then as it was. */
  async use(url: string | null): Promise<void> {
    const { secrets } = this.#options
    if (url === null) {
      secrets.remove(SECRET)
      return this.dispose()
    }
    await this.#connect(url)
    await secrets.set(SECRET, url)
  }

  async state(): Promise<WorkState> {
    const { secrets, shown } = this.#options
    const url = await secrets.get(SECRET)
    if (url === null) return { address: null, load: null }
    const address = shown(url)
    try {
      return { address, load: await (await this.#connect(url)).load() }
    } catch {
      return { address, load: null }
    }
  }

  /** Does the work of others here until the signal. BAD_INPUT, DOOR_CLOSED, SERVER_FAILED. */
  async serve(
    url: string | null,
    options: {
      readonly atOnce: number
      readonly lockMs?: number
      readonly onEvent: (event: WorkEvent) => void
    },
    signal: AbortSignal,
  ): Promise<void> {
    const address = url ?? (await this.#options.secrets.get(SECRET))
    if (address === null)
      throw new EngineError('BAD_INPUT', 'Say which Redis: redis://127.0.0.1:6379. Nothing was begun.')
    const closed = this.#pass(address)
    const ending = new AbortController()
    const end = (): void => ending.abort()
    for (const each of [signal, closed]) each?.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    const folder = join(this.#options.dataDir, 'work')
    await this.#options.serve(address, { ...options, folder }, ending.signal)
  }

  /** The others, where there are any and one of them listens. */
  async others(): Promise<SharedWork | null> {
    if (this.#options.secrets.place(SECRET) === null) return null
    const url = await this.#options.secrets.get(SECRET)
    if (url === null) return null
    const work = await this.#connect(url)
    return (await work.load()).workers > 0 ? work : null
  }

  /** Gives the connection back. Idempotent. */
  async dispose(): Promise<void> {
    const connection = this.#connection
    this.#connection = null
    await (await connection?.work.catch(() => null))?.close()
  }

  #pass(url: string): AbortSignal | null {
    const { isLoopback, doors } = this.#options
    return isLoopback(checked(url).hostname.replace(/^\[|\]$/gu, '')) ? null : doors.pass('shared-work')
  }

  async #connect(url: string): Promise<SharedWork> {
    const closed = this.#pass(url)
    if (this.#connection?.url === url) return this.#connection.work
    await this.dispose()
    const work = this.#options.connect(url, join(this.#options.dataDir, 'work', 'files'))
    const connection = { url, work }
    this.#connection = connection
    closed?.addEventListener('abort', () => void this.dispose(), { once: true })
    try {
      return await work
    } catch (error) {
      if (this.#connection === connection) this.#connection = null
      throw error
    }
  }
}
