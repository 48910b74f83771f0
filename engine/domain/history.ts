// What the history of a project is made of: snapshots of the binder with its texts, and named drafts that live in them.
import type { LabelColor, NodeFacts, NodeKind } from './project.ts'

/**
 * Why a snapshot was taken: by hand, before a risky act, on the schedule while writing, or as the place where a draft
 * waits that is not the one in the binder.
 */
export const SNAPSHOT_KINDS = ['hand', 'before', 'schedule', 'draft'] as const
export type SnapshotKind = (typeof SNAPSHOT_KINDS)[number]

export interface Snapshot {
  readonly id: string
  /** The document it is of; null is the whole binder. */
  readonly scopeId: string | null
  readonly kind: SnapshotKind
  /** Given by the writer; empty for those taken by themselves. */
  readonly name: string
  /** Of kind `before`: the label of the act, such as 'binder.merge'. */
  readonly act: string
  /** Of the book, or of the one document. */
  readonly words: number
  readonly scenes: number
  /** Milliseconds since the epoch. */
  readonly takenAt: number
}

/** One draft of the book (`scopeId` null) or of a document. Exactly one of a scope's drafts is in the binder. */
export interface Draft {
  readonly id: string
  readonly scopeId: string | null
  readonly name: string
  readonly createdAt: number
  /** Where it waits; null for the one in the binder. */
  readonly snapshotId: string | null
}

/** A node as it stood when a snapshot was taken. */
export interface NodeState extends NodeFacts {
  readonly id: string
  readonly parentId: string | null
  readonly kind: NodeKind
  readonly title: string
  readonly position: number
  readonly label: LabelColor | ''
  /** Of documents: which stored text. The same number is the same text, to the byte. */
  readonly textId: number | null
  readonly words: number
  readonly opening: string
  /** The document's draft that was in the binder; empty where it has none. */
  readonly draftId: string
}
