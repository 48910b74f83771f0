// comment.*: what is said of words of the manuscript, in threads; every change is one act of undo. Never part of the text.
import * as z from 'zod'
import { base, id } from './base.ts'

const text = z.string().trim().min(1).max(20_000)
const place = z.object({ blockId: id, offset: z.number().int().min(0) })

const message = z.object({
  id,
  /** Empty: the writer of this file. */
  author: z.string(),
  text: z.string(),
  at: z.number(),
  editedAt: z.number().nullable(),
})

export const commentThread = z.object({
  id,
  /** The words now; those it was begun about where they are gone. */
  quote: z.string(),
  /** Null: its words are no longer in the text, or lie in another draft. */
  place: z.object({ sceneId: id, from: place, to: place }).nullable(),
  createdAt: z.number(),
  resolvedAt: z.number().nullable(),
  /** The first one began it. */
  messages: z.array(message),
})

export const comment = {
  /** In reading order; those without a place come last. What lies in the trash is not told. */
  list: base.output(z.array(commentThread)),
  /**
   * About the words between two places of one scene, characters counted in the blocks' plain text. CONFLICT when `quote` is
   * given and other words stand there; NOT_FOUND; BAD_INPUT without words.
   */
  add: base
    .input(
      z.object({
        sceneId: id,
        from: place,
        to: place,
        text,
        author: z.string().max(200).default(''),
        quote: z.string().max(2_000_000).optional(),
      }),
    )
    .output(commentThread),
  /** NOT_FOUND. */
  reply: base
    .input(z.object({ threadId: id, text, author: z.string().max(200).default('') }))
    .output(message),
  /** NOT_FOUND. */
  edit: base.input(z.object({ messageId: id, text })),
  resolve: base.input(z.object({ threadIds: z.array(id).max(10_000), resolved: z.boolean() })),
  /** Whole threads; their words stay. */
  remove: base.input(z.object({ threadIds: z.array(id).max(10_000) })),
  /** One answer; the first message goes with its thread only: BAD_INPUT. */
  removeMessage: base.input(z.object({ messageId: id })),
}
