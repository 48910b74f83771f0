// safety.*: whether a project file is whole, what can be saved of a damaged one, and what is risky about its place.
import * as z from 'zod'
import { base } from './base.ts'

const path = z.string().min(1)
const passphrase = z.string().max(1000)

/** What the writer should know about an open project's file; none of it holds up the work. */
export const warning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('synced'), service: z.string() }),
  z.object({ kind: z.literal('network'), system: z.string() }),
  z.object({ kind: z.literal('nearly-full'), freeBytes: z.number() }),
  /** A note of another computer lay beside the file when it was opened. */
  z.object({ kind: z.literal('open-elsewhere'), host: z.string(), since: z.number() }),
  /** The file was of an older version: it was brought up to date, and a copy of it was kept. */
  z.object({ kind: z.literal('brought-up-to-date'), copy: z.string() }),
])

export const safety = {
  /** Of the open project. */
  health: base.output(z.object({ warnings: z.array(warning) })),
  /** Reads a copy of the file from end to end. FILE_NOT_FOUND, NOT_A_PROJECT. */
  check: base.input(z.object({ path, passphrase: passphrase.optional() })).output(
    z.object({
      whole: z.boolean(),
      problems: z.array(z.string()),
      rows: z.record(z.string(), z.number()),
      version: z.number(),
    }),
  ),
  /**
   * Encrypts a project that is open nowhere, changes its passphrase, or (`next` empty) takes it away; on a copy that then
   * takes the file's place. Backups that were made before stay as they are: `olderBackups` says how many there are.
   * PROJECT_LOCKED, PASSPHRASE_NEEDED, PASSPHRASE_WRONG, BAD_INPUT for one that is too short.
   */
  setPassphrase: base
    .input(z.object({ path, current: passphrase.optional(), next: passphrase }))
    .output(z.object({ encrypted: z.boolean(), olderBackups: z.number() })),
  /**
   * What can be read of a damaged file goes into a new one; the damaged file is not touched. FILE_NOT_FOUND,
   * PROJECT_EXISTS; NOT_A_PROJECT when nothing of a project is found in it. PASSPHRASE_NEEDED, PASSPHRASE_WRONG; what comes out
   * of an encrypted file is encrypted with the same passphrase.
   */
  recover: base.input(z.object({ path, to: path, passphrase: passphrase.optional() })).output(
    z.object({
      path: z.string(),
      /** Rows in the new file, by table. */
      saved: z.record(z.string(), z.number()),
      items: z.array(
        z.object({
          kind: z.enum(['scene', 'note', 'media']),
          title: z.string(),
          state: z.enum(['whole', 'partly', 'lost']),
          words: z.number(),
          /**
           * Where words came from that the scene itself had lost: its newest version in history (`at`: when that was
           * taken, in milliseconds, null where it is not known), or the search index, which knows no marks.
           */
          from: z
            .discriminatedUnion('source', [
              z.object({ source: z.literal('version'), at: z.number().nullable() }),
              z.object({ source: z.literal('index') }),
            ])
            .nullable(),
        }),
      ),
      brokenPages: z.number(),
      brokenRows: z.number(),
    }),
  ),
}
