// Where a drop in the binder would put things, and whether they may stand there. Pure: knows only the tree.
import type { BinderNode } from './binder-store.ts'

type Kind = BinderNode['kind']
const MAY_HOLD: Readonly<Record<Kind | 'book', readonly Kind[]>> = {
  book: ['part', 'chapter', 'scene'],
  part: ['chapter', 'scene'],
  chapter: ['scene'],
  scene: [],
}

interface DropPlace {
  readonly parentId: string | null
  /** null: first. undefined: last. */
  readonly afterId?: string | null
}

/** The place in the tree that a drop on or beside a node means. */
export const dropPlace = (
  nodes: readonly BinderNode[],
  targetId: string,
  position: 'before' | 'after' | 'on',
  moving: ReadonlySet<string>,
): DropPlace | null => {
  const target = nodes.find((node) => node.id === targetId)
  if (!target) return null
  if (position === 'on') return { parentId: target.id }
  const siblings = nodes.filter((node) => node.parentId === target.parentId && !moving.has(node.id))
  if (position === 'after' && !moving.has(target.id)) return { parentId: target.parentId, afterId: target.id }
  // Before the target, or beside one that moves itself: after whatever stays in front of it.
  const order = nodes.filter((node) => node.parentId === target.parentId)
  const index = order.findIndex((node) => node.id === target.id)
  const before = order.slice(0, index).filter((node) => siblings.includes(node))
  return { parentId: target.parentId, afterId: before.at(-1)?.id ?? null }
}

/** Whether all of these may stand under that parent (kinds, and nothing under itself). */
export const mayStand = (
  nodes: readonly BinderNode[],
  moving: ReadonlySet<string>,
  parentId: string | null,
): boolean => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  for (let above = parentId; above !== null; above = byId.get(above)?.parentId ?? null)
    if (moving.has(above)) return false
  const holder = parentId === null ? 'book' : byId.get(parentId)?.kind
  return (
    holder !== undefined && [...moving].every((id) => MAY_HOLD[holder].includes(byId.get(id)?.kind ?? 'part'))
  )
}
