// work.*: who does heavy work, this machine or workers that listen on a Redis; and this machine as such a worker.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base } from './base.ts'

const address = z.string().min(1).max(500)

const state = z.object({
  /** The Redis, without its password; null: this machine does everything itself. */
  address: z.string().nullable(),
  /** Null while nobody answers there. */
  load: z
    .object({
      workers: z.number().int(),
      waiting: z.number().int(),
      underWay: z.number().int(),
    })
    .nullable(),
})

export const work = {
  state: base.output(state),
  /**
   * Remembered. Long analysis, training and batches of lines then go to whoever listens there; without a worker this
   * machine does them. BAD_INPUT, DOOR_CLOSED, SERVER_FAILED: it is then as it was.
   */
  use: base.input(z.object({ url: address.nullable() })).output(state),
  /** Does the work of others until it is aborted; what is under way then ends or goes back. BAD_INPUT, DOOR_CLOSED, SERVER_FAILED. */
  serve: base
    .input(
      z.object({
        /** Absent: the one that `use` remembers. */
        url: address.optional(),
        atOnce: z.number().int().min(1).max(64).default(1),
        /** Silent for so long, this machine counts as lost and its work is given to another. */
        lockMs: z.number().int().min(1000).max(600_000).default(30_000),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('ready'), address: z.string() }),
          z.object({ kind: z.enum(['began', 'done']), work: z.string(), id: z.string() }),
          z.object({ kind: z.literal('failed'), work: z.string(), id: z.string(), why: z.string() }),
          z.object({ kind: z.literal('connection'), lost: z.boolean() }),
        ]),
      ),
    ),
}
