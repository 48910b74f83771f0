// Where a drop in the binder would put things, and whether they may stand there. Pure: knows only the tree.
import type { BinderNode } from './binder-store.ts'

type Kind = BinderNode['kind']
/** What may stand in what, as the engine has it. */
export const MAY_HOLD: Readonly<Record<Kind | 'book', readonly Kind[]>> = {
  book: ['part', 'chapter', 'scene', 'folder', 'note'],
  part: ['chapter', 'scene', 'note'],
  chapter: ['scene', 'note'],
  scene: [],
  folder: ['folder', 'note'],
  note: [],
}

export interface DropPlace {
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

/**
 * One step up or down for nodes that move together: past the next neighbour; at the edge into the neighbour of what
 * holds them, or out beside it. Null where there is nowhere to go.
 * @param moving in reading order, none below another.
 */
export const stepPlace = (
  nodes: readonly BinderNode[],
  moving: readonly string[],
  way: -1 | 1,
): DropPlace | null => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const moved = new Set(moving)
  const edge = byId.get((way === -1 ? moving[0] : moving.at(-1)) ?? '')
  if (!edge) return null
  const below = (parentId: string | null): readonly string[] =>
    nodes.filter((node) => node.parentId === parentId).map((node) => node.id)
  /** The nearest child of the same parent on that side that stays where it is. */
  const beside = (parentId: string | null, id: string): string | undefined => {
    const siblings = below(parentId)
    const at = siblings.indexOf(id)
    const side = way === -1 ? siblings.slice(0, at).toReversed() : siblings.slice(at + 1)
    return side.find((other) => !moved.has(other))
  }
  const stays = (parentId: string | null, before: string): string | null => {
    const siblings = below(parentId)
    return siblings.slice(0, siblings.indexOf(before)).findLast((id) => !moved.has(id)) ?? null
  }
  const neighbour = beside(edge.parentId, edge.id)
  if (neighbour !== undefined)
    return way === 1
      ? { parentId: edge.parentId, afterId: neighbour }
      : { parentId: edge.parentId, afterId: stays(edge.parentId, neighbour) }
  for (let holder = byId.get(edge.parentId ?? ''); holder; holder = byId.get(holder.parentId ?? '')) {
    const next = beside(holder.parentId, holder.id)
    if (next !== undefined && mayStand(nodes, moved, next))
      return way === 1 ? { parentId: next, afterId: null } : { parentId: next }
    if (mayStand(nodes, moved, holder.parentId))
      return way === 1
        ? { parentId: holder.parentId, afterId: holder.id }
        : { parentId: holder.parentId, afterId: stays(holder.parentId, holder.id) }
  }
  return null
}
