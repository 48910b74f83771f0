// The rules of the binder as a tree: what may stand where, and in which order. Pure; the rows are the repository's.
import { EngineError } from '../domain/errors.ts'
import { ALLOWED_CHILDREN, type NodeKind } from '../domain/project.ts'

/** As the last child of `parentId` (null: the book), or right after `afterId` (null: as the first). */
export interface Place {
  readonly parentId: string | null
  readonly afterId?: string | null | undefined
}

/** BAD_INPUT when one of the kinds may not stand in a node of kind `parent`. */
export const refuseMisplaced = (parent: NodeKind | 'book', kinds: readonly NodeKind[]): void => {
  const wrong = kinds.find((kind) => !ALLOWED_CHILDREN[parent].includes(kind))
  if (wrong === undefined) return
  throw new EngineError('BAD_INPUT', `A ${wrong} cannot stand in a ${parent}.`, { kind: wrong, parent })
}

/**
 * The children of one parent with `moving` among them, in the given order, at the place. An anchor that moves itself
 * stands for the nearest sibling before it that stays. BAD_INPUT when the anchor is no child of the parent.
 */
export const arrange = (
  children: readonly string[],
  moving: readonly string[],
  afterId: string | null | undefined,
): readonly string[] => {
  const moved = new Set(moving)
  const staying = children.filter((id) => !moved.has(id))
  if (afterId === undefined) return [...staying, ...moving]
  if (afterId === null) return [...moving, ...staying]
  const anchor = children.indexOf(afterId)
  if (anchor < 0) {
    throw new EngineError('BAD_INPUT', 'The neighbour to stand after is not in that place.', { afterId })
  }
  const before = children.slice(0, anchor + 1).filter((id) => !moved.has(id))
  return [...before, ...moving, ...staying.slice(before.length)]
}
