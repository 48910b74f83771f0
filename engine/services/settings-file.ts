// The settings in one JSON file beside the other app data: read when it changed, written whole, never half. What it holds is
// settings-contents'; it knows no project's contents.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { newId } from '../domain/ids.ts'
import type { SenseHelpers } from '../domain/sense-helpers.ts'
import type { VoiceSource, VoiceSpeed } from '../domain/voice.ts'
import {
  contents,
  NOTHING,
  type Contents,
  type Settings,
  type RecentProject,
  type BackendMemory,
  type DoorSettings,
  type BackupSettings,
} from './settings-contents.ts'

const MAX_RECENT = 20
/** Of those who wrote longest ago no more is remembered. */
const MAX_SPEEDS = 60

/** Looks at the file each time: another Arcwright on the same machine may have written in between. */
export class SettingsFile {
  readonly #dataDir: string
  readonly #path: string
  /** What was read last, and of which state of the file. A written file is a new one, which its number tells. */
  #known: { readonly state: string; readonly found: Contents } | null = null
  /** By who wrote. Ids that are in the file already wait here: a passage is not worth a write to the disk. */
  readonly #speeds = new Map<string, VoiceSpeed>()
  readonly #told = new Set<string>()

  /** @param dataDir created when something is first written. */
  constructor(dataDir: string) {
    this.#dataDir = dataDir
    this.#path = join(dataDir, 'settings.json')
  }

  settings(): Settings {
    return this.#read().settings
  }

  update(patch: Partial<Settings>): Settings {
    const found = this.#read()
    const after = { ...found.settings, ...patch }
    this.#write({ ...found, settings: after })
    return after
  }

  /** Last opened first, at most 20; whether the files still exist is not looked at. */
  recent(): readonly RecentProject[] {
    return this.#read().recent
  }

  addRecent(project: RecentProject): void {
    const found = this.#read()
    const others = found.recent.filter(({ path }) => path !== project.path)
    this.#write({ ...found, recent: [project, ...others].slice(0, MAX_RECENT) })
  }

  forgetRecent(path: string): void {
    const found = this.#read()
    this.#write({ ...found, recent: found.recent.filter((project) => project.path !== path) })
  }

  backend(): BackendMemory {
    return this.#read().backend
  }

  updateBackend(patch: Partial<BackendMemory>): void {
    const found = this.#read()
    this.#write({ ...found, backend: { ...found.backend, ...patch } })
  }

  doors(): DoorSettings {
    return this.#read().doors
  }

  updateDoors(patch: Partial<DoorSettings>): void {
    const found = this.#read()
    this.#write({ ...found, doors: { ...found.doors, ...patch } })
  }

  backups(): BackupSettings {
    return this.#read().backups
  }

  updateBackups(patch: Partial<BackupSettings>): void {
    const found = this.#read()
    this.#write({ ...found, backups: { ...found.backups, ...patch } })
  }

  /** Model files and servers that were added, in the order of adding. */
  voices(): readonly VoiceSource[] {
    return this.#read().voices
  }

  updateVoices(voices: readonly VoiceSource[]): void {
    this.#write({ ...this.#read(), voices })
  }

  speeds(): Readonly<Record<string, VoiceSpeed>> {
    return this.#withSpeeds(this.#read()).speeds
  }

  /** Written at once the first time; later ones with whatever is written next, or by `close`. */
  rememberSpeed(id: string, speed: VoiceSpeed): void {
    this.#speeds.delete(id)
    this.#speeds.set(id, speed)
    if (!this.#told.has(id)) this.#writeSpeeds()
    this.#told.add(id)
  }

  /** Writes what waits. */
  close(): void {
    if (this.#speeds.size > 0) this.#writeSpeeds()
  }

  /** On a full disk they are forgotten with this process: no passage fails for them. */
  #writeSpeeds(): void {
    try {
      this.#write(this.#read())
    } catch {
      // They stay in memory.
    }
  }

  /** What the writer lends for understanding media. */
  helpers(): SenseHelpers {
    return this.#read().helpers
  }

  updateHelpers(helpers: SenseHelpers): void {
    this.#write({ ...this.#read(), helpers })
  }

  #withSpeeds(found: Contents): Contents {
    if (this.#speeds.size === 0) return found
    const others = Object.entries(found.speeds).filter(([id]) => !this.#speeds.has(id))
    return { ...found, speeds: Object.fromEntries([...others, ...this.#speeds].slice(-MAX_SPEEDS)) }
  }

  #read(): Contents {
    let text: string
    let state: string
    try {
      const { ino, size, mtimeMs } = statSync(this.#path)
      state = [ino, size, mtimeMs].join('|')
      if (this.#known?.state === state) return this.#known.found
      text = readFileSync(this.#path, 'utf8')
    } catch {
      return NOTHING
    }
    try {
      const parsed = contents.parse(JSON.parse(text))
      const found = {
        ...parsed,
        recent: parsed.recent.filter((project) => project !== null),
        voices: parsed.voices.filter((each) => each !== null),
      }
      this.#known = { state, found }
      return found
    } catch {
      this.#keepBroken()
      return NOTHING
    }
  }

  /** Whatever is in it may still be worth something to its owner. */
  #keepBroken(): void {
    try {
      renameSync(this.#path, join(this.#dataDir, 'settings.broken.json'))
    } catch {
      // Not ours to move: the defaults serve, and the next write says what is wrong.
    }
  }

  /** Whole or not at all: a new file takes the old one's name. */
  #write(changed: Contents): void {
    const found = this.#withSpeeds(changed)
    mkdirSync(this.#dataDir, { recursive: true })
    const temporary = `${this.#path}.${newId()}`
    try {
      const handle = openSync(temporary, 'wx')
      try {
        writeFileSync(handle, `${JSON.stringify(found, null, 2)}\n`)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(temporary, this.#path)
      this.#speeds.clear()
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
  }
}
