// The trash: nodes that were deleted, each with what stood below it, until they go back or go for good.
import { EngineError } from '../domain/errors.ts'
import { ALLOWED_CHILDREN, isDocumentKind, type TrashedNode } from '../domain/project.ts'
import { arrange } from './binder-order.ts'
import type { ProjectDatabase } from './database.ts'
import { createNodeEraser, SELECT_NODES, type NodeRow } from './node-rows.ts'

export const createTrashRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const readLiving = db.prepare('SELECT id, parent_id FROM nodes WHERE id = ? AND trash_id IS NULL')
  const readChildren = db
    .prepare('SELECT id FROM nodes WHERE parent_id IS ? AND trash_id IS NULL ORDER BY position')
    .pluck()
  const putAway = db.prepare('UPDATE nodes SET trash_id = ?, trashed_at = ? WHERE id = ?')
  const place = db.prepare('UPDATE nodes SET position = ? WHERE id = ? AND position <> ?')
  const bringBack = db.prepare(
    'UPDATE nodes SET trash_id = NULL, trashed_at = NULL WHERE trash_id = ? AND id <> trash_id',
  )
  const bringRoot = db.prepare(
    'UPDATE nodes SET trash_id = NULL, trashed_at = NULL, parent_id = ? WHERE id = ?',
  )
  const readTrash = db.prepare<[], NodeRow>(`${SELECT_NODES} WHERE trash_id IS NOT NULL`)
  const readAny = db.prepare<[string], NodeRow>(`${SELECT_NODES} WHERE id = ?`)
  const readGroup = db.prepare('SELECT id FROM nodes WHERE trash_id = ?').pluck()
  const erase = createNodeEraser(db)

  const childrenOf = (parentId: string | null): readonly string[] => readChildren.all(parentId) as string[]
  const order = (ids: readonly string[]): void =>
    ids.forEach((id, position) => place.run(position, id, position))
  const below = (id: string): string[] => [id, ...childrenOf(id).flatMap(below)]

  const rootOf = (id: string): NodeRow => {
    const row = readAny.get(id)
    if (row?.trash_id === id) return row
    throw new EngineError('NOT_FOUND', 'This is not in the trash (any more).', { id })
  }

  /** The nearest node above that still is in the binder and may hold it. */
  const nearestHolder = (row: NodeRow): string | null => {
    for (let at = row.parent_id; at !== null;) {
      const above = readAny.get(at)
      if (!above) return null
      if (above.trash_id === null && ALLOWED_CHILDREN[above.kind].includes(row.kind)) return above.id
      at = above.parent_id
    }
    return null
  }

  return {
    /** Puts living nodes into the trash, each with what stands below it. NOT_FOUND. */
    put: db.transaction((ids: readonly string[]): void => {
      const rows = ids.map((id) => {
        const row = readLiving.get(id) as { id: string; parent_id: string | null } | undefined
        if (row) return row
        throw new EngineError('NOT_FOUND', 'This is not in the project (any more).', { id })
      })
      const groups = rows.map((row) => below(row.id))
      const inAnother = new Set(groups.flatMap(([, ...rest]) => rest))
      const at = now()
      groups.forEach((group, index) => {
        if (!inAnother.has(rows[index].id)) for (const id of group) putAway.run(rows[index].id, at, id)
      })
      for (const parentId of new Set(rows.map((row) => row.parent_id))) order(childrenOf(parentId))
    }),

    /** Last deleted first. */
    list(): TrashedNode[] {
      const groups = Map.groupBy(readTrash.all(), (row) => row.trash_id)
      const roots = [...groups.values()].flat().filter((row) => row.trash_id === row.id)
      return roots
        .toSorted((a, b) => (b.trashed_at ?? 0) - (a.trashed_at ?? 0) || a.position - b.position)
        .map((row) => {
          const documents = (groups.get(row.id) ?? []).filter(({ kind }) => isDocumentKind(kind))
          return {
            id: row.id,
            kind: row.kind,
            title: row.title,
            opening: row.opening ?? documents[0]?.opening ?? '',
            words: documents.reduce((sum, { words }) => sum + (words ?? 0), 0),
            documents: documents.length,
            trashedAt: row.trashed_at ?? 0,
            parentId: nearestHolder(row),
          }
        })
    },

    /** Back to where they were, or as near as what is left allows. NOT_FOUND. */
    restore: db.transaction((ids: readonly string[]): void => {
      const rows = ids.map(rootOf).toSorted((a, b) => a.position - b.position)
      for (const row of rows) {
        const parentId = nearestHolder(row)
        const children = childrenOf(parentId)
        const before = parentId === row.parent_id ? children.slice(0, row.position).at(-1) : children.at(-1)
        bringBack.run(row.id)
        bringRoot.run(parentId, row.id)
        order(arrange([...children, row.id], [row.id], before ?? null))
      }
    }),

    /** Deletes them for good, with their texts. NOT_FOUND. */
    discard: db.transaction((ids: readonly string[]): void => {
      const groups = ids.map((id) => readGroup.all(rootOf(id).id) as string[])
      erase(new Set(groups.flat()))
    }),
  }
}
