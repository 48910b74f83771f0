// The projects that are open in this engine: one handle per file however many windows are on it. Knows files and
// sessions; what is done with a project is the services' concern.
import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { EventPublisher } from '@orpc/server'
import { EngineError } from '../domain/errors.ts'
import { createProjectFile, type FirstRows, type NewProject } from '../store/create-project.ts'
import { openProjectStore } from '../store/open-project.ts'
import type { OpenProject, Session } from './context.ts'

const EXTENSION = '.arcwright'

/** Absolute, links followed, the letters' case as on the disk: the same file always has the same name. */
const canonical = (path: string): string => {
  const absolute = resolve(path)
  try {
    return realpathSync.native(absolute)
  } catch {
    // Not there: opening it will say so.
    return absolute
  }
}

interface Entry {
  readonly project: OpenProject
  holders: number
}

export class ProjectRegistry {
  readonly #open = new Map<string, Entry>()
  readonly #now: () => number
  readonly #onOpen: (project: OpenProject) => void

  /**
   * @param now milliseconds since the epoch.
   * @param onOpen told of each file that is opened, before anybody can use it.
   */
  constructor(now: () => number = Date.now, onOpen: (project: OpenProject) => void = () => undefined) {
    this.#now = now
    this.#onOpen = onOpen
  }

  /** Moves the session to this project; the one it had is given back. The errors of `openProjectStore`. */
  enter(session: Session, path: string): OpenProject {
    const project = this.#hold(canonical(path))
    this.leave(session)
    session.project = project
    return project
  }

  /** A new file, with the extension added where it is missing; does not open it. The errors of `createProjectFile`. */
  create(path: string, facts: NewProject, fill?: FirstRows): string {
    const named = path.toLowerCase().endsWith(EXTENSION) ? path : path + EXTENSION
    const absolute = join(canonical(dirname(resolve(named))), basename(named))
    createProjectFile(absolute, facts, { now: this.#now, ...(fill ? { fill } : {}) })
    return absolute
  }

  /** Gives the session's project back; the file is closed when nobody holds it any more. Idempotent. */
  leave(session: Session): void {
    const { project } = session
    session.project = null
    if (project) this.#release(project)
  }

  /** Keeps an open project open for work that may outlast its windows. @returns gives it back; idempotent. */
  hold(project: OpenProject): () => void {
    const entry = this.#open.get(project.path)
    if (entry?.project !== project)
      throw new EngineError('NO_PROJECT', 'This project has been closed meanwhile.')
    entry.holders += 1
    let held = true
    return () => {
      if (held) this.#release(project)
      held = false
    }
  }

  /** Closes every file, held or not. */
  closeAll(): void {
    for (const { project } of this.#open.values()) project.store.close()
    this.#open.clear()
  }

  #hold(path: string): OpenProject {
    const found = this.#open.get(path)
    if (found) {
      found.holders += 1
      return found.project
    }
    const project: OpenProject = {
      store: openProjectStore(path, { now: this.#now }),
      path,
      events: new EventPublisher(),
    }
    this.#open.set(path, { project, holders: 1 })
    this.#onOpen(project)
    return project
  }

  #release(project: OpenProject): void {
    const entry = this.#open.get(project.path)
    if (entry?.project !== project) return
    entry.holders -= 1
    if (entry.holders > 0) return
    this.#open.delete(project.path)
    project.store.close()
  }
}
