// history.*: versions of the book and its scenes: snapshots, named drafts, what changed between any two, and the way back.
import * as z from 'zod'
import { SNAPSHOT_KINDS } from '../domain/history.ts'
import { NODE_KINDS } from '../domain/project.ts'
import { base, id } from './base.ts'

/** 'now' is what stands in the binder; else the id of a snapshot or of a draft. */
const version = z.union([z.literal('now'), id])
const name = z.string().trim().min(1).max(200)
const scope = id.nullable().default(null)

const snapshot = z.object({
  id,
  /** The document it is of; null is the whole binder. */
  scopeId: id.nullable(),
  kind: z.enum(SNAPSHOT_KINDS),
  name: z.string(),
  /** Of kind `before`: the act, as undo labels it. */
  act: z.string(),
  words: z.number().int(),
  scenes: z.number().int(),
  takenAt: z.number(),
})
const draft = z.object({
  id,
  scopeId: id.nullable(),
  name: z.string(),
  createdAt: z.number(),
  /** Where it waits; null for the one in the binder. */
  snapshotId: id.nullable(),
})
const versionNode = z.object({
  id,
  parentId: id.nullable(),
  kind: z.enum(NODE_KINDS),
  title: z.string(),
  opening: z.string(),
  words: z.number().int(),
})

const piece = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })
const row = z.object({
  change: z.enum(['same', 'changed', 'formatted', 'added', 'removed', 'moved']),
  /** Of the newer version; of the older where the block was removed. */
  blockId: id,
  type: z.string(),
  pieces: z.array(piece),
})
const changedNode = z.object({
  id,
  kind: z.enum(NODE_KINDS),
  title: z.string(),
  opening: z.string(),
  /** What became of its text, or of the node itself. */
  change: z.enum(['same', 'changed', 'added', 'removed']),
  /** It stands elsewhere among the others. */
  moved: z.boolean(),
  /** The former title, where it was another. */
  formerTitle: z.string().nullable(),
  /** Words that came and went. */
  added: z.number().int(),
  removed: z.number().int(),
})
const totals = z.object({ nodes: z.number().int(), added: z.number().int(), removed: z.number().int() })

export const history = {
  /** Newest first. */
  list: base.output(z.object({ snapshots: z.array(snapshot), drafts: z.array(draft) })),
  /** What stood in the binder then. */
  nodes: base.input(z.object({ version })).output(z.array(versionNode)),

  /** Of the whole binder, or of one document. */
  take: base.input(z.object({ name, scopeId: scope })).output(snapshot),
  /** One undo step. A snapshot with a name is never thinned out. */
  rename: base.input(z.object({ snapshotId: id, name })),
  /** One undo step. */
  remove: base.input(z.object({ snapshotId: id })),

  /** Every node that differs, in the order of `to`. */
  compare: base
    .input(z.object({ from: version, to: version }))
    .output(z.object({ nodes: z.array(changedNode), totals })),
  /** One document, block by block and word by word. NOT_FOUND when neither version has it. */
  compareText: base
    .input(z.object({ from: version, to: version, nodeId: id }))
    .output(z.object({ rows: z.array(row), added: z.number().int(), removed: z.number().int() })),

  /**
   * The whole binder as it was, or these nodes: texts of documents, and what is not in the binder any more with all
   * that stood below it. Text that is lost by it is in a snapshot. One undo step.
   */
  restore: base
    .input(z.object({ version, nodeIds: z.array(id).min(1).max(10_000).optional() }))
    .output(z.object({ rewritten: z.number().int() })),
  /** One block as the version has it: put back, brought in, or taken out where that version has none. */
  restoreBlock: base.input(z.object({ version, sceneId: id, blockId: id })),

  /**
   * A draft of the binder or of a document: what stands there now goes on under that name, and what it was waits; with
   * `from` it begins as that version and waits. `usual` names the draft one was on, when it had no name yet.
   */
  createDraft: base
    .input(z.object({ name, usual: name, scopeId: scope, from: version.optional() }))
    .output(draft),
  /** The one in the binder waits, this one comes into it. One undo step. */
  switchDraft: base.input(z.object({ draftId: id })),
  renameDraft: base.input(z.object({ draftId: id, name })),
  /** BAD_INPUT for the one in the binder. Its text stays in a snapshot for a while. One undo step. */
  removeDraft: base.input(z.object({ draftId: id })),
}
