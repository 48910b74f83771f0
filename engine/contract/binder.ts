// binder.*: parts, chapters, scenes, research and notes as one ordered tree. Every act here is one undo step.
import * as z from 'zod'
import { LABEL_COLORS, NODE_KINDS, NODE_STATUSES } from '../domain/project.ts'
import { base, id } from './base.ts'

const nodeKind = z.enum(NODE_KINDS)
const title = z.string().max(300)
const facts = {
  status: z.enum(NODE_STATUSES),
  label: z.enum([...LABEL_COLORS, '']),
  pov: z.string().max(200),
  synopsis: z.string().max(10_000),
}
const binderNode = z.object({
  id,
  parentId: id.nullable(),
  kind: nodeKind,
  title: z.string(),
  position: z.number().int().min(0),
  /** Of a document; of what holds others the scenes below it. Notes are in no sum. */
  words: z.number().int().min(0),
  /** The first words of a document. */
  opening: z.string(),
  ...facts,
})
const trashedNode = z.object({
  id,
  kind: nodeKind,
  title: z.string(),
  opening: z.string(),
  words: z.number(),
  documents: z.number(),
  trashedAt: z.number(),
  /** Where restoring would put it; null is the book. */
  parentId: id.nullable(),
})
const ids = z.array(id).min(1).max(10_000)

/** Where: as the last child of `parentId`, or right after `afterId` (null = first). */
const place = { parentId: id.nullable(), afterId: id.nullable().optional() }

export const binder = {
  /** Everything but the trash, in reading order. */
  tree: base.output(z.array(binderNode)),
  create: base.input(z.object({ kind: nodeKind, title, ...place })).output(binderNode),
  rename: base.input(z.object({ id, title })).output(binderNode),
  /** Keeps the given order. BAD_INPUT when a kind may not stand there or a node would hold itself. */
  move: base.input(z.object({ ids, ...place })),
  /** Status, label, point of view, synopsis of one or many; what is not given stays. */
  describe: base.input(z.object({ ids, ...z.object(facts).partial().shape })),
  /**
   * Splits a document: the rest becomes one of its kind right after it. Before the given block, or within it at
   * `offset` characters of its plain text.
   */
  splitScene: base
    .input(z.object({ sceneId: id, blockId: id, offset: z.number().int().min(0).optional(), title }))
    .output(binderNode),
  /**
   * Joins nodes of one kind, in reading order, into the first of them: texts of documents, contents of what holds
   * others. BAD_INPUT for fewer than two or for different kinds.
   */
  merge: base.input(z.object({ ids: z.array(id).min(2).max(10_000) })).output(binderNode),
  /** Copies with all below, each after its original. `suffix` is put behind the titles that are not empty. */
  duplicate: base
    .input(z.object({ ids, suffix: z.string().max(40).default('') }))
    .output(z.object({ ids: z.array(id) })),
  /** Scenes into notes (out of the book) and back. */
  convert: base.input(z.object({ ids, kind: z.enum(['scene', 'note']) })),
  /** Puts nodes with all below them into the trash. */
  remove: base.input(z.object({ ids })),

  /** Last deleted first. */
  trash: base.output(z.array(trashedNode)),
  /** To where they were, or the nearest place above that still is. */
  restore: base.input(z.object({ ids })),
  /** Deletes from the trash for good (until undone); without `ids` all of it. */
  discard: base.input(z.object({ ids: ids.optional() })),

  /** What the writer calls the colours of labels. */
  labels: base.output(z.array(z.object({ color: z.enum(LABEL_COLORS), name: z.string() }))),
  /** An empty name takes it away. */
  nameLabel: base.input(z.object({ color: z.enum(LABEL_COLORS), name: z.string().trim().max(60) })),
}
