// What the file of settings holds, with what each value is before the writer has set it. Reading and writing it is settings-file's.
import * as z from 'zod'
import { language } from '../contract/base.ts'
import { backupSettings } from '../contract/backup.ts'
import { measurement } from '../contract/backend.ts'
import { captioner, recognizer } from '../contract/sense-helpers.ts'
import { settings } from '../contract/studio.ts'
import { voiceSpeed } from '../contract/voices.ts'
import { NO_HELPERS, type SenseHelpers } from '../domain/sense-helpers.ts'
import type { VoiceSource, VoiceSpeed } from '../domain/voice.ts'

export type Settings = z.infer<typeof settings>

const DEFAULTS: Settings = {
  theme: 'system',
  locale: 'system',
  view: 'continuous',
  focusMode: false,
  panels: { binder: true, side: true, timeline: true },
  paneSizes: { binder: 0, side: 0, timeline: 0 },
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

/** A value that cannot be read falls back by itself: one bad setting costs that setting, not the file. */
export const contents = z.object({
  settings: z.object({
    theme: settings.shape.theme.catch(DEFAULTS.theme),
    locale: settings.shape.locale.catch(DEFAULTS.locale),
    view: settings.shape.view.catch(DEFAULTS.view),
    focusMode: settings.shape.focusMode.catch(DEFAULTS.focusMode),
    panels: settings.shape.panels.catch(DEFAULTS.panels),
    paneSizes: settings.shape.paneSizes.catch(DEFAULTS.paneSizes),
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

export interface Contents {
  readonly settings: Settings
  readonly recent: readonly RecentProject[]
  readonly backend: BackendMemory
  readonly doors: DoorSettings
  readonly backups: BackupSettings
  readonly voices: readonly VoiceSource[]
  readonly speeds: Readonly<Record<string, VoiceSpeed>>
  readonly helpers: SenseHelpers
}

/** Before the writer has set anything. */
export const NOTHING: Contents = {
  settings: DEFAULTS,
  recent: [],
  backend: NOTHING_MEASURED,
  doors: ALL_CLOSED,
  backups: USUAL_BACKUPS,
  voices: [],
  speeds: {},
  helpers: NO_HELPERS,
}
