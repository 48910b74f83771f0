// What a project is made of: the binder's nodes and the facts on the title page.

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

export const NODE_KINDS = ['part', 'chapter', 'scene'] as const
export type NodeKind = (typeof NODE_KINDS)[number]

/** Which kinds may stand in which: a part holds chapters and scenes, a chapter scenes, the book (null) anything. */
export const ALLOWED_CHILDREN: Readonly<Record<NodeKind | 'book', readonly NodeKind[]>> = {
  book: ['part', 'chapter', 'scene'],
  part: ['chapter', 'scene'],
  chapter: ['scene'],
  scene: [],
}

/** One line of the binder. Children are ordered by `position`, which is dense from 0 within a parent. */
export interface BinderNode {
  readonly id: string
  readonly parentId: string | null
  readonly kind: NodeKind
  readonly title: string
  readonly position: number
  /** Words of the scene; for parts and chapters the sum below them. */
  readonly words: number
}
