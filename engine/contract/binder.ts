// binder.*: parts, chapters and scenes as one ordered tree. Every act here is one undo step.
import * as z from 'zod'
import { base, id } from './base.ts'

export const nodeKind = z.enum(['part', 'chapter', 'scene'])
export const binderNode = z.object({
  id,
  parentId: id.nullable(),
  kind: nodeKind,
  title: z.string(),
  position: z.number().int().min(0),
  words: z.number().int().min(0),
})

const title = z.string().max(300)
/** Where: as the last child of `parentId`, or right after `afterId` (null = first). */
const place = { parentId: id.nullable(), afterId: id.nullable().optional() }

export const binder = {
  /** The whole tree in reading order. */
  tree: base.output(z.array(binderNode)),
  create: base.input(z.object({ kind: nodeKind, title, ...place })).output(binderNode),
  rename: base.input(z.object({ id, title })).output(binderNode),
  /** Keeps the given order. BAD_INPUT when a kind may not stand there or a node would hold itself. */
  move: base.input(z.object({ ids: z.array(id).min(1).max(10_000), ...place })),
  /** Removes nodes with all below them; `project.undo` brings them back with their text. */
  remove: base.input(z.object({ ids: z.array(id).min(1).max(10_000) })),
  /** Splits a scene before the given block: the rest becomes a new scene right after it. */
  splitScene: base.input(z.object({ sceneId: id, blockId: id, title })).output(binderNode),
}
