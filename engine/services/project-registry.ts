// The projects that are open in this engine: one handle per file however many windows are on it. Knows files and
// sessions; what is done with a project is the services' concern.
import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { EventPublisher } from '@orpc/server'
import { EngineError } from '../domain/errors.ts'
import { createProjectFile, type FirstRows, type NewProject } from '../store/create-project.ts'
import { holderOf } from '../store/lock.ts'
import { openProjectStore } from '../store/open-project.ts'
import type { FileKey } from '../store/passphrase.ts'
import { openReadOnlyStore } from '../store/read-only-store.ts'
import type { OpenProject, Session } from './context.ts'

const EXTENSION = '.arcwright'

/** Absolute, links followed, the letters' case as on the disk: the same file always has the same name. */
export const canonicalPath = (path: string): string => {
  const absolute = resolve(path)
  try {
    return realpathSync.native(absolute)
  } catch {
    // Not there: opening it will say so.
    return absolute
  }
}

/** Canonical, with the extension added where it is missing. */
export const projectPath = (path: string): string => {
  const named = path.toLowerCase().endsWith(EXTENSION) ? path : path + EXTENSION
  return join(canonicalPath(dirname(resolve(named))), basename(named))
}

export class ProjectRegistry {
  /** How many hold each open project. */
  readonly #holders = new Map<OpenProject, number>()
  /** Those open for writing, by their path. */
  readonly #writable = new Map<string, OpenProject>()
  readonly #readingFolder: string
  readonly #alwaysReadOnly: boolean
  readonly #beforeClose: (project: OpenProject) => Promise<void> | null
  readonly #closing = new Set<Promise<void>>()
  readonly #now: () => number
  readonly #onOpen: (project: OpenProject) => void

  /**
   * @param now milliseconds since the epoch.
   * @param onOpen told of each file that is opened, before anybody can use it.
   * @param options `readingFolder`: for the copies that are read while somebody else writes the file.
   */
  constructor(
    now: () => number = Date.now,
    onOpen: (project: OpenProject) => void = () => undefined,
    options: {
      readonly readingFolder?: string
      readonly readOnly?: boolean
      /** What is still to be done with a file that nobody holds any more; it is closed after that. Never rejects. */
      readonly beforeClose?: (project: OpenProject) => Promise<void> | null
    } = {},
  ) {
    this.#now = now
    this.#onOpen = onOpen
    this.#readingFolder = options.readingFolder ?? join(tmpdir(), 'arcwright-reading')
    this.#alwaysReadOnly = options.readOnly ?? false
    this.#beforeClose = options.beforeClose ?? (() => null)
  }

  /** Moves the session to this project; the one it had is given back. The errors of `openProjectStore`. */
  enter(session: Session, path: string, readOnly = false, key: FileKey | null = null): OpenProject {
    const project = this.#enter(canonicalPath(path), readOnly || this.#alwaysReadOnly, key)
    this.leave(session)
    session.project = project
    return project
  }

  /** A new file, with the extension added where it is missing; does not open it. The errors of `createProjectFile`. */
  create(path: string, facts: NewProject, fill?: FirstRows): string {
    const absolute = projectPath(path)
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
    const holders = this.#holders.get(project)
    if (holders === undefined) throw new EngineError('NO_PROJECT', 'This project has been closed meanwhile.')
    this.#holders.set(project, holders + 1)
    let held = true
    return () => {
      if (held) this.#release(project)
      held = false
    }
  }

  /** Whether somebody has it open still. */
  isHeld(project: OpenProject): boolean {
    return (this.#holders.get(project) ?? 0) > 0
  }

  /** Whether this engine has the file open for writing: nothing else in this process may touch it then. */
  isOpen(path: string): boolean {
    return this.#writable.has(canonicalPath(path))
  }

  /** Resolves when what nobody holds any more is closed, its last backup made. */
  async whenLeft(): Promise<void> {
    await Promise.all(this.#closing)
  }

  /** What is still to be done before files are closed, of all that are open: their last backups. */
  async settle(): Promise<void> {
    const last = [...this.#holders].map(([project, holders]) =>
      holders > 0 ? this.#beforeClose(project) : null,
    )
    await Promise.all([...this.#closing, ...last])
  }

  /** Closes every file, held or not. */
  closeAll(): void {
    for (const project of this.#holders.keys()) project.store.close()
    this.#holders.clear()
    this.#writable.clear()
  }

  /** A file that this engine has open for writing is shared as it is: its windows are no strangers to each other. */
  #enter(path: string, readOnly: boolean, key: FileKey | null): OpenProject {
    const found = this.#writable.get(path)
    if (found) {
      this.hold(found)
      return found
    }
    const project = readOnly ? this.#openToRead(path, key) : this.#openToWrite(path, key)
    this.#holders.set(project, 1)
    this.#onOpen(project)
    return project
  }

  #openToWrite(path: string, key: FileKey | null): OpenProject {
    const store = openProjectStore(path, { now: this.#now, key })
    const project: OpenProject = { store, path, readOnly: null, events: new EventPublisher() }
    this.#writable.set(path, project)
    return project
  }

  #openToRead(path: string, key: FileKey | null): OpenProject {
    const store = openReadOnlyStore(path, this.#readingFolder, { now: this.#now, key })
    const readOnly = { asOf: this.#now(), holder: holderOf(path) }
    return { store, path, readOnly, events: new EventPublisher() }
  }

  #release(project: OpenProject): void {
    const holders = this.#holders.get(project)
    if (holders === undefined) return
    this.#holders.set(project, holders - 1)
    if (holders > 1) return
    const last = this.#beforeClose(project)
    if (last === null) return this.#close(project)
    const closing = last.then(() => {
      this.#closing.delete(closing)
      // Somebody may have come back to it meanwhile.
      if (this.#holders.get(project) === 0) this.#close(project)
    })
    this.#closing.add(closing)
  }

  #close(project: OpenProject): void {
    this.#holders.delete(project)
    if (this.#writable.get(project.path) === project) this.#writable.delete(project.path)
    project.store.close()
  }
}
