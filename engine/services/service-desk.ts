// The one service of this engine: started for a project, which it keeps open, and ended with it or when its door closes.
import { join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import type { OpenProject } from './context.ts'
import type { NetworkDoors } from './network-doors.ts'
import type { ProjectRegistry } from './project-registry.ts'
import type { RunningService, ServiceWish } from './running-service.ts'
import { ServiceKeys } from './service-keys.ts'

type Listen = (project: OpenProject, wish: ServiceWish) => Promise<RunningService>

interface Options {
  readonly dataDir: string
  readonly now: () => number
  readonly doors: Pick<NetworkDoors, 'pass'>
  readonly projects: Pick<ProjectRegistry, 'hold'>
  readonly listen: Listen
  readonly isLoopback: (host: string) => boolean
}

interface Running extends RunningService {
  readonly release: () => void
}

export class ServiceDesk {
  readonly #options: Options
  #running: Promise<Running> | null = null

  constructor(options: Options) {
    this.#options = options
  }

  keyFile(wished: string | undefined): string {
    return wished ?? join(this.#options.dataDir, 'service-keys.json')
  }

  keys(wished: string | undefined): ServiceKeys {
    return new ServiceKeys(this.keyFile(wished), this.#options.now)
  }

  /** CONFLICT, DOOR_CLOSED; BAD_INPUT where nobody can listen there. */
  async start(project: OpenProject, wish: ServiceWish): Promise<RunningService> {
    if (this.#running)
      throw new EngineError('CONFLICT', 'The service runs already. It goes on as it is; stop it first.')
    const closed = this.#options.isLoopback(wish.host) ? null : this.#options.doors.pass('serve')
    const starting = this.#listen(project, wish)
    this.#running = starting
    try {
      const running = await starting
      closed?.addEventListener('abort', () => void this.stop(), { once: true })
      return running
    } catch (error) {
      this.#running = null
      throw error
    }
  }

  async running(): Promise<RunningService | null> {
    return this.#running
  }

  async stop(): Promise<void> {
    const running = await this.#running
    if (!running) return
    await running.stop()
    running.release()
    this.#running = null
  }

  async #listen(project: OpenProject, wish: ServiceWish): Promise<Running> {
    const release = this.#options.projects.hold(project)
    try {
      return { ...(await this.#options.listen(project, wish)), release }
    } catch (error) {
      release()
      const { code } = error as NodeJS.ErrnoException
      throw new EngineError(
        'BAD_INPUT',
        'The service cannot listen there; choose another address or port. Nothing was started.',
        { host: wish.host, port: wish.port, why: code ?? '' },
        { cause: error },
      )
    }
  }
}
