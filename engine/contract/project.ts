// project.*: one project file per connection: create, open, close, describe; and the stream of what changed in it.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, id, language } from './base.ts'

export const projectInfo = z.object({
  id,
  path: z.string(),
  title: z.string(),
  author: z.string(),
  language,
  words: z.number(),
  scenes: z.number(),
  /** True for the sample story, which is opened as a private copy. */
  sample: z.boolean(),
  createdAt: z.number(),
  /** Its pages are encrypted on the disk. */
  encrypted: z.boolean(),
  /** Null: it may be written. Else what is shown is the file as it was at `asOf`, and who had it then, if known. */
  readOnly: z
    .object({
      asOf: z.number(),
      holder: z.object({ pid: z.number(), host: z.string(), since: z.number() }).nullable(),
    })
    .nullable(),
  /** Label of what undo would take back, null when there is nothing. */
  undoLabel: z.string().nullable(),
  redoLabel: z.string().nullable(),
})

/** What changed, so that every window on the project can refresh just that. `origin` is the connection that did it. */
export const projectChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('binder') }),
  z.object({ kind: z.literal('scene'), sceneId: id, rev: z.number(), origin: z.string() }),
  z.object({ kind: z.literal('info') }),
  z.object({ kind: z.literal('targets') }),
  /** Corrected emotions; the scene where one was set, null for any. */
  z.object({ kind: z.literal('labels'), sceneId: id.nullable() }),
  z.object({ kind: z.literal('arcs') }),
  z.object({ kind: z.literal('media') }),
  /** What is understood of these files; of any file when the list is empty. */
  z.object({ kind: z.literal('understood'), mediaIds: z.array(id) }),
  z.object({ kind: z.literal('training') }),
  z.object({ kind: z.literal('generations') }),
  z.object({ kind: z.literal('chats') }),
  /** What the writer said of what was offered, or what was learnt from it. */
  z.object({ kind: z.literal('feedback') }),
  z.object({ kind: z.literal('goals') }),
  z.object({ kind: z.literal('lore') }),
  /** Memory, author's notes, summaries, suggestions waved away. */
  z.object({ kind: z.literal('memory') }),
  /** Sheets, ties, what is known, and who says what. */
  z.object({ kind: z.literal('cast') }),
  /** The life record, or what of it is whose material. */
  z.object({ kind: z.literal('life') }),
  z.object({ kind: z.literal('lines') }),
  /** Threads or what is said in them; where they stand changes with the scenes. */
  z.object({ kind: z.literal('comments') }),
  /** The project's own words, or which dictionary is meant. */
  z.object({ kind: z.literal('spelling') }),
  /** Something about the file's safety: a backup was made or could not be. */
  z.object({ kind: z.literal('health') }),
  z.object({ kind: z.literal('history') }),
  /** Null: several, or all of them. */
  z.object({ kind: z.literal('dialogues'), dialogueId: id.nullable() }),
])

export const project = {
  /** The path gets the extension `.arcwright` if it has none. Refuses to overwrite: PROJECT_EXISTS. */
  create: base
    .input(
      z.object({
        path: z.string().min(1),
        title: z.string().min(1).max(300),
        author: z.string().max(300).default(''),
        language,
      }),
    )
    .output(projectInfo),
  /**
   * FILE_NOT_FOUND, NOT_A_PROJECT, FILE_TOO_NEW, PROJECT_LOCKED { pid, host, since, here, alive }, PROJECT_DAMAGED.
   * `readOnly`: also while somebody else writes it; what is shown is the file as it stood, and every change is refused
   * with READ_ONLY. PASSPHRASE_NEEDED and PASSPHRASE_WRONG for an encrypted file.
   */
  open: base
    .input(
      z.object({
        path: z.string().min(1),
        readOnly: z.boolean().optional(),
        passphrase: z.string().max(1000).optional(),
      }),
    )
    .output(projectInfo),
  /** Opens the sample story, made on first use in the app's data folder. */
  openSample: base.input(z.object({ language })).output(projectInfo),
  info: base.output(projectInfo),
  update: base
    .input(
      z.object({
        title: z.string().min(1).max(300).optional(),
        author: z.string().max(300).optional(),
        language: language.optional(),
      }),
    )
    .output(projectInfo),
  close: base,
  watch: base.output(eventIterator(projectChange)),
  /** Takes back the last recorded act (structure, targets, media, import); text edits are undone by the editor. */
  undo: base.output(z.object({ label: z.string().nullable() })),
  redo: base.output(z.object({ label: z.string().nullable() })),
}
