// studio.*: the engine itself: what it is, the writer's settings, and a window onto folders for hosts without native dialogs.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, language } from './base.ts'

/** In CSS pixels; 0: what the window's size gives it. */
const paneSize = z.number().int().min(0).max(8192)

/** Everything the writer can set that is not part of a project; one JSON file beside the other app data. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'sepia', 'dark']),
  locale: z.enum(['system', 'en', 'zh-CN']),
  view: z.enum(['scene', 'continuous']),
  focusMode: z.boolean(),
  panels: z.object({ binder: z.boolean(), side: z.boolean(), timeline: z.boolean() }),
  /** Widths of binder and side panel, height of the timeline. */
  paneSizes: z.object({ binder: paneSize, side: paneSize, timeline: paneSize }),
  tourDone: z.boolean(),
  /** How the structure is looked at. */
  board: z.enum(['page', 'cards', 'outline']),
  /** Keys of commands where they are not the command's own, e.g. `Mod+Shift+K`; '' is none. */
  keymap: z.record(z.string().max(64), z.string().max(40)),
  /** Megabytes that a training run may take; 0: seven tenths of the machine's memory. */
  memoryCeilingMb: z.number().int().min(0).max(16_777_216),
  /** Training runs also write event files for TensorBoard, under `tensorboard` beside the app's other data. */
  tensorboard: z.boolean(),
  /** An encrypted project is closed after so many minutes without a key or a click; 0: never. */
  lockAfterMinutes: z.number().int().min(0).max(1440),
  /** Wavy lines under unknown words. */
  spellcheck: z.boolean(),
  /** The line being written stays at half the height of the page. */
  typewriter: z.boolean(),
  /** Whose quotation marks and dashes are typed: `auto` follows the project, '' leaves what is typed, else a language. */
  smartTyping: z.string().max(16),
  /** Speed of reading aloud; 1 is the voice's own. */
  readAloudRate: z.number().min(0.5).max(3),
})

const entry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'file']),
  sizeBytes: z.number(),
  modifiedAt: z.number(),
})

export const studio = {
  info: base.output(
    z.object({
      version: z.string(),
      node: z.string(),
      platform: z.string(),
      dataDir: z.string(),
      documentsDir: z.string(),
      /** What trains: e.g. { id: 'onnx-cpu', label: 'ONNX Runtime', device: 'CPU' }. */
      backend: z.object({ id: z.string(), label: z.string(), device: z.string() }),
    }),
  ),
  settings: base.output(settings),
  updateSettings: base.input(settings.partial()).output(settings),
  recentProjects: base.output(
    z.array(
      z.object({ path: z.string(), title: z.string(), language, openedAt: z.number(), exists: z.boolean() }),
    ),
  ),
  forgetRecent: base.input(z.object({ path: z.string() })),
  /** Lists one folder, for the in-app file dialog of hosts that have no native one. Hidden files are left out. */
  listFolder: base
    .input(z.object({ path: z.string().optional(), extensions: z.array(z.string()).optional() }))
    .output(
      z.object({
        path: z.string(),
        parent: z.string().nullable(),
        places: z.array(z.object({ name: z.string(), path: z.string() })),
        entries: z.array(entry),
      }),
    ),
  /** All work in progress, now and as it changes; an empty list means idle. */
  watchJobs: base.output(
    eventIterator(
      z.array(
        z.object({
          id: z.string(),
          kind: z.enum([
            'import',
            'analysis',
            'training',
            'export',
            'media',
            'senses',
            'model',
            'backends',
            'learning',
            'lines',
          ]),
          label: z.string(),
          done: z.number(),
          total: z.number(),
          /** Milliseconds still to go, null while unknown. */
          remainingMs: z.number().nullable(),
          stoppable: z.boolean(),
        }),
      ),
    ),
  ),
  stopJob: base.input(z.object({ id: z.string() })),
}
