// doors.*: every way to another machine, closed unless the writer opened it, and the switch that shuts them all.
import * as z from 'zod'
import { base } from './base.ts'

const listing = z.object({
  /** The master switch: while true nothing passes, whatever the doors say. */
  allShut: z.boolean(),
  doors: z.array(
    z.object({
      id: z.string(),
      /** `out`: the studio calls somebody; `in`: somebody may call the studio. */
      direction: z.enum(['out', 'in']),
      title: z.string(),
      open: z.boolean(),
    }),
  ),
})

export const doors = {
  list: base.output(listing),
  /** NOT_FOUND. Closing ends what is passing through it. */
  set: base.input(z.object({ id: z.string().min(1).max(64), open: z.boolean() })).output(listing),
  shutAll: base.input(z.object({ shut: z.boolean() })).output(listing),
}
