// What the writer set and opened last, in one JSON file beside the other app data. Knows no project's contents.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { language } from '../contract/base.ts'
import { backupSettings } from '../contract/backup.ts'
import { measurement } from '../contract/backend.ts'
import { captioner, recognizer } from '../contract/sense-helpers.ts'
import { settings } from '../contract/studio.ts'
import { voiceSpeed } from '../contract/voices.ts'
import { newId } from '../domain/ids.ts'
import { NO_HELPERS, type SenseHelpers } from '../domain/sense-helpers.ts'
import type { VoiceSource, VoiceSpeed } from '../domain/voice.ts'

export type Settings = z.infer<typeof settings>

const DEFAULTS: Settings = {
  theme: 'system',
  locale: 'system',
  view: 'continuous',
  focusMode: false,
  panels: { binder: true, side: true, timeline: true },
  tourDone: false,
  board: 'page',
  keymap: {},
  memoryCeilingMb: 0,
  tensorboard: false,
  lockAfterMinutes: 15,
  spellcheck: true,
  typewriter: false,
  smartTyping: 'auto',
  readAloudRate: 1,
}

const MAX_RECENT = 20

const recentProject = z.object({ path: z.string(), title: z.string(), language, openedAt: z.number() })
export type RecentProject = z.infer<typeof recentProject>

/** What is remembered of the backends: the writer's wish, what was measured, and what is being used for the first time. */
const backendMemory = z.object({
  wanted: z.string().catch('auto'),
  measured: measurement.nullable().catch(null),
  trying: z.object({ id: z.string(), pid: z.number() }).nullable().catch(null),
})
export type BackendMemory = z.infer<typeof backendMemory>
const NOTHING_MEASURED: BackendMemory = { wanted: 'auto', measured: null, trying: null }

/** Ids of the network doors that are open, and the switch that shuts all; unreadable: all closed. */
const doorSettings = z.object({ allShut: z.boolean(), open: z.array(z.string()) })
export type DoorSettings = z.infer<typeof doorSettings>
const ALL_CLOSED: DoorSettings = { allShut: false, open: [] }

export type BackupSettings = z.infer<typeof backupSettings>
const USUAL_BACKUPS: BackupSettings = {
  enabled: true,
  folder: '',
  everyMinutes: 10,
  onClose: true,
  keepLast: 10,
  keepDaily: 14,
  keepWeekly: 8,
}
const count = z.number().int().min(0)
/** A model that is there in every project. */
const voice: z.ZodType<VoiceSource> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    id: z.string(),
    name: z.string(),
    path: z.string(),
    contextTokens: count,
    gpu: z.boolean(),
    threads: count,
  }),
  z.object({
    kind: z.literal('server'),
    id: z.string(),
    name: z.string(),
    url: z.string(),
    model: z.string(),
    mode: z.enum(['completions', 'chat']),
    chats: z.boolean().optional(),
    contextTokens: count,
    mask: z.boolean(),
  }),
])

/** How quickly who wrote last, by the id of who writes. */
const speeds = z.record(z.string(), voiceSpeed)
/** Of those who wrote longest ago no more is remembered. */
const MAX_SPEEDS = 60

/** A value that cannot be read falls back by itself: one bad setting costs that setting, not the file. */
const contents = z.object({
  settings: z.object({
    theme: settings.shape.theme.catch(DEFAULTS.theme),
    locale: settings.shape.locale.catch(DEFAULTS.locale),
    view: settings.shape.view.catch(DEFAULTS.view),
    focusMode: settings.shape.focusMode.catch(DEFAULTS.focusMode),
    panels: settings.shape.panels.catch(DEFAULTS.panels),
    tourDone: settings.shape.tourDone.catch(DEFAULTS.tourDone),
    board: settings.shape.board.catch(DEFAULTS.board),
    keymap: settings.shape.keymap.catch(DEFAULTS.keymap),
    memoryCeilingMb: settings.shape.memoryCeilingMb.catch(DEFAULTS.memoryCeilingMb),
    tensorboard: settings.shape.tensorboard.catch(DEFAULTS.tensorboard),
    lockAfterMinutes: settings.shape.lockAfterMinutes.catch(DEFAULTS.lockAfterMinutes),
    spellcheck: settings.shape.spellcheck.catch(DEFAULTS.spellcheck),
    typewriter: settings.shape.typewriter.catch(DEFAULTS.typewriter),
    smartTyping: settings.shape.smartTyping.catch(DEFAULTS.smartTyping),
    readAloudRate: settings.shape.readAloudRate.catch(DEFAULTS.readAloudRate),
  }),
  recent: z.array(recentProject.nullable().catch(null)).catch([]),
  backend: backendMemory.catch(NOTHING_MEASURED),
  doors: doorSettings.catch(ALL_CLOSED),
  backups: backupSettings.catch(USUAL_BACKUPS),
  voices: z.array(voice.nullable().catch(null)).catch([]),
  speeds: speeds.catch({}),
  helpers: z
    .object({
      recognizer: recognizer.catch(NO_HELPERS.recognizer),
      captioner: captioner.catch(NO_HELPERS.captioner),
    })
    .catch(NO_HELPERS),
})

interface Contents {
  readonly settings: Settings
  readonly recent: readonly RecentProject[]
  readonly backend: BackendMemory
  readonly doors: DoorSettings
  readonly backups: BackupSettings
  readonly voices: readonly VoiceSource[]
  readonly speeds: Readonly<Record<string, VoiceSpeed>>
  readonly helpers: SenseHelpers
}

const NOTHING: Contents = {
  settings: DEFAULTS,
  recent: [],
  backend: NOTHING_MEASURED,
  doors: ALL_CLOSED,
  backups: USUAL_BACKUPS,
  voices: [],
  speeds: {},
  helpers: NO_HELPERS,
}

/** Reads afresh each time: another Arcwright on the same machine may have written in between. */
export class SettingsFile {
  readonly #dataDir: string
  readonly #path: string

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
    return this.#read().speeds
  }

  rememberSpeed(id: string, speed: VoiceSpeed): void {
    const found = this.#read()
    const others = Object.entries(found.speeds).filter(([other]) => other !== id)
    const kept = [...others, [id, speed] as const].slice(-MAX_SPEEDS)
    this.#write({ ...found, speeds: Object.fromEntries(kept) })
  }

  /** What the writer lends for understanding media. */
  helpers(): SenseHelpers {
    return this.#read().helpers
  }

  updateHelpers(helpers: SenseHelpers): void {
    this.#write({ ...this.#read(), helpers })
  }

  #read(): Contents {
    let text: string
    try {
      text = readFileSync(this.#path, 'utf8')
    } catch {
      return NOTHING
    }
    try {
      const found = contents.parse(JSON.parse(text))
      return {
        ...found,
        recent: found.recent.filter((project) => project !== null),
        voices: found.voices.filter((each) => each !== null),
      }
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
  #write(found: Contents): void {
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
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
  }
}
