// When backups are made: every so many minutes of changes, when a project is closed, and on demand. A backup that fails
// is told and never holds up saving.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fromSystemError } from './system-errors.ts'
import { EngineError } from '../domain/errors.ts'
import { listBackups, nextPlace, refuseUnwritable, type BackupEntry } from './backup-shelf.ts'
import type { OpenProject } from './context.ts'
import { outlived } from './rotate-backups.ts'
import type { BackupSettings } from './settings-contents.ts'
import type { SettingsFile } from './settings-file.ts'

export interface BackupProblem {
  readonly code: string
  readonly message: string
  readonly at: number
}

interface Watch {
  /** Something changed since the last backup. */
  changed: boolean
  /** When the changes began that are not backed up. */
  since: number
  running: Promise<BackupEntry> | null
  readonly stop: () => void
}

const MINUTE_MS = 60_000

export class Backups {
  readonly #dataDir: string
  readonly #settings: Pick<SettingsFile, 'backups' | 'updateBackups'>
  readonly #now: () => number
  readonly #watched = new Map<OpenProject, Watch>()
  #timer: NodeJS.Timeout | null = null
  #problem: BackupProblem | null = null

  constructor(options: {
    readonly dataDir: string
    readonly settings: Pick<SettingsFile, 'backups' | 'updateBackups'>
    /** Milliseconds since the epoch. */
    readonly now: () => number
  }) {
    this.#dataDir = options.dataDir
    this.#settings = options.settings
    this.#now = options.now
  }

  get folder(): string {
    return this.#settings.backups().folder || join(this.#dataDir, 'backups')
  }

  /** Why the last one failed; null when it did not. */
  get problem(): BackupProblem | null {
    return this.#problem
  }

  get settings(): BackupSettings {
    return this.#settings.backups()
  }

  /** FILE_UNREADABLE, BAD_INPUT for a folder that cannot serve; what was set before stays then. */
  configure(patch: Partial<BackupSettings>): void {
    if (patch.folder) refuseUnwritable(patch.folder)
    this.#settings.updateBackups(patch)
    this.#problem = null
  }

  /** From now on its changes are noticed. */
  follow(project: OpenProject): void {
    if (project.readOnly !== null) return
    const watch: Watch = {
      changed: false,
      since: 0,
      running: null,
      stop: project.events.subscribe('change', ({ kind }) => {
        if (kind === 'health' || watch.changed) return
        watch.changed = true
        watch.since = this.#now()
      }),
    }
    this.#watched.set(project, watch)
    this.#timer ??= setInterval(() => void this.tick(), MINUTE_MS).unref()
  }

  /** Makes what is due. Called every minute. Never fails: what went wrong is in `problem`. */
  async tick(): Promise<void> {
    const { enabled, everyMinutes } = this.#settings.backups()
    if (!enabled) return
    for (const [project, watch] of this.#watched)
      if (watch.changed && this.#now() - watch.since >= everyMinutes * MINUTE_MS)
        await this.make(project).catch(() => undefined)
  }

  /** The last one, before the file is closed. Never fails. @returns null when there is nothing to do. */
  beforeClose(project: OpenProject): Promise<void> | null {
    const watch = this.#watched.get(project)
    if (!watch) return null
    const { enabled, onClose } = this.#settings.backups()
    const isDue = enabled && onClose && watch.changed && !project.store.project.get().sample
    const last = isDue ? this.make(project) : watch.running
    if (!last) this.#forget(project)
    return (
      last?.then(
        () => this.#forget(project),
        () => this.#forget(project),
      ) ?? null
    )
  }

  /** One at a time a project: a second wish waits for the first and is served by it. The system's errors. */
  make(project: OpenProject): Promise<BackupEntry> {
    const watch = this.#watched.get(project)
    if (watch?.running) return watch.running
    const running = this.#make(project, watch).finally(() => {
      if (watch) watch.running = null
    })
    if (watch) watch.running = running
    return running
  }

  /** Newest first. */
  list(project: { id?: string; path?: string }): readonly BackupEntry[] {
    return listBackups(this.folder, project)
  }

  dispose(): void {
    if (this.#timer) clearInterval(this.#timer)
    for (const project of this.#watched.keys()) this.#forget(project)
  }

  #forget(project: OpenProject): void {
    this.#watched.get(project)?.stop()
    this.#watched.delete(project)
  }

  async #make(project: OpenProject, watch: Watch | undefined): Promise<BackupEntry> {
    const at = this.#now()
    if (watch) watch.changed = false
    try {
      const { id } = project.store.project.get()
      const place = nextPlace(this.folder, { id, path: project.path }, at)
      await project.store.copyTo(place)
      this.#rotate(id)
      this.#problem = null
      const made = this.list({ id }).find(({ path }) => path === place)
      if (!made)
        throw new EngineError('FILE_NOT_FOUND', 'The backup is not where it was put.', { path: place })
      return made
    } catch (error) {
      if (watch) {
        watch.changed = true
        watch.since = at
      }
      const known = error instanceof EngineError ? error : fromSystemError(error)
      this.#problem = {
        code: known?.code ?? 'INTERNAL',
        message: known?.message ?? String(error),
        at,
      }
      throw error
    } finally {
      project.events.publish('change', { kind: 'health' })
    }
  }

  #rotate(id: string): void {
    const entries = this.list({ id })
    const gone = new Set(
      outlived(
        entries.map(({ at }) => at),
        this.#settings.backups(),
      ),
    )
    for (const { path, at } of entries) if (gone.has(at)) rmSync(path, { force: true })
  }
}
