// What a project is made of: the binder's nodes and the facts on the title page.

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

/** What the book is made of. Only scenes have text that is exported, counted and felt. */
export const BOOK_KINDS = ['part', 'chapter', 'scene'] as const
export type BookKind = (typeof BOOK_KINDS)[number]

/** Beside the book: folders of research, and notes, which are documents but never part of the manuscript. */
export const NODE_KINDS = [...BOOK_KINDS, 'folder', 'note'] as const
export type NodeKind = (typeof NODE_KINDS)[number]

export const isBookKind = (kind: NodeKind): kind is BookKind =>
  (BOOK_KINDS as readonly NodeKind[]).includes(kind)

/** Kinds that have a text of their own. */
export const DOCUMENT_KINDS = ['scene', 'note'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export const isDocumentKind = (kind: NodeKind): kind is DocumentKind =>
  (DOCUMENT_KINDS as readonly NodeKind[]).includes(kind)

/** Which kinds may stand in which: the book (null) may hold anything, a folder of research no part of the book. */
export const ALLOWED_CHILDREN: Readonly<Record<NodeKind | 'book', readonly NodeKind[]>> = {
  book: NODE_KINDS,
  part: ['chapter', 'scene', 'note'],
  chapter: ['scene', 'note'],
  scene: [],
  folder: ['folder', 'note'],
  note: [],
}

/** How far a node is, in the order of the work. */
export const NODE_STATUSES = ['none', 'idea', 'draft', 'revised', 'done'] as const
export type NodeStatus = (typeof NODE_STATUSES)[number]

/** Labels are colours that the writer may name; '' is no label. */
export const LABEL_COLORS = ['red', 'orange', 'yellow', 'green', 'blue', 'violet'] as const
export type LabelColor = (typeof LABEL_COLORS)[number]

/** What the writer notes about a node; none of it is text of the book. */
export interface NodeFacts {
  readonly status: NodeStatus
  readonly label: LabelColor | ''
  /** Whose eyes we see through. */
  readonly pov: string
  readonly synopsis: string
}

/** One line of the binder. Children are ordered by `position`, which is dense from 0 within a parent. */
export interface BinderNode extends NodeFacts {
  readonly id: string
  readonly parentId: string | null
  readonly kind: NodeKind
  readonly title: string
  readonly position: number
  /** Words of the document; for what holds others the sum of the scenes below. */
  readonly words: number
  /** The first words of a document, to know it by where it has no title. */
  readonly opening: string
}

/** Something in the trash, with all that went there with it. */
export interface TrashedNode {
  readonly id: string
  readonly kind: NodeKind
  readonly title: string
  readonly opening: string
  /** Of every document in it. */
  readonly words: number
  /** Scenes and notes in it. */
  readonly documents: number
  /** Milliseconds since the epoch. */
  readonly trashedAt: number
  /** Where it would go back to: the nearest place that still is; null is the book. */
  readonly parentId: string | null
}
