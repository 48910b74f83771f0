// backup.*: copies of projects that are proved and kept for a while, in a folder of the writer's choice.
import * as z from 'zod'
import { base } from './base.ts'

const count = z.number().int().min(0).max(1000)

export const backupSettings = z.object({
  enabled: z.boolean(),
  /** In full; empty: beside the studio's own data. */
  folder: z.string().max(4096),
  /** So long after the first change that is not in a backup. */
  everyMinutes: z.number().int().min(1).max(10_080),
  onClose: z.boolean(),
  keepLast: count.min(1),
  keepDaily: count,
  keepWeekly: count,
})

const entry = z.object({ path: z.string(), at: z.number(), sizeBytes: z.number() })

const status = z.object({
  settings: backupSettings,
  /** Where they go. */
  folder: z.string(),
  /** Why the last one could not be made. Saving is not affected. */
  problem: z.object({ code: z.string(), message: z.string(), at: z.number() }).nullable(),
})

export const backup = {
  status: base.output(status),
  /** FILE_UNREADABLE for a folder that cannot be written; the former one stays. */
  configure: base.input(backupSettings.partial()).output(status),
  /** Of the open project: copied while it is being written, read from end to end, then named. */
  now: base.output(entry),
  /** Newest first: of the open project, or of the file that is or was at this place. */
  list: base.input(z.object({ path: z.string().min(1).optional() })).output(z.array(entry)),
  /** A checked copy of a backup under a new name. PROJECT_EXISTS, PROJECT_DAMAGED, FILE_NOT_FOUND, NOT_A_PROJECT. */
  restore: base
    .input(
      z.object({
        backup: z.string().min(1),
        to: z.string().min(1),
        passphrase: z.string().max(1000).optional(),
      }),
    )
    .output(z.object({ path: z.string() })),
}
