// A node as a row: its columns, and the tree that rows make. Acts on rows are the binder's and the trash's.
import type { BinderNode, LabelColor, NodeKind, NodeStatus } from '../domain/project.ts'
import type { ProjectDatabase } from './database.ts'

export interface NodeRow {
  readonly id: string
  readonly parent_id: string | null
  readonly kind: NodeKind
  readonly title: string
  readonly position: number
  readonly status: NodeStatus
  readonly label: LabelColor | ''
  readonly pov: string
  readonly synopsis: string
  readonly trash_id: string | null
  readonly trashed_at: number | null
  readonly words: number | null
  readonly opening: string | null
}

/** Reads no document: the index has all that is asked of one. */
export const SELECT_NODES = `SELECT id, parent_id, kind, title, position, status, label, pov, synopsis, trash_id,
  trashed_at, words, opening FROM nodes LEFT JOIN scenes INDEXED BY scenes_words ON node_id = id`

/** @param words for what holds others: the sum below it. */
export const toNode = (row: NodeRow, words = row.words ?? 0): BinderNode => ({
  id: row.id,
  parentId: row.parent_id,
  kind: row.kind,
  title: row.title,
  position: row.position,
  words,
  status: row.status,
  label: row.label,
  pov: row.pov,
  synopsis: row.synopsis,
  opening: row.opening ?? '',
})

/** Depth first from the book down. What holds others has the words of the scenes below it. */
export const inReadingOrder = (rows: readonly NodeRow[]): BinderNode[] => {
  const children = Map.groupBy(rows, (row) => row.parent_id)
  const tree: BinderNode[] = []
  /** @returns the words of the book in it. */
  const visit = (row: NodeRow): number => {
    const place = tree.length
    tree.length += 1
    let below = 0
    for (const child of children.get(row.id) ?? []) below += visit(child)
    tree[place] = toNode(row, row.words ?? below)
    return row.kind === 'scene' ? (row.words ?? 0) : below
  }
  for (const row of children.get(null) ?? []) visit(row)
  return tree
}

/**
 * Deletes nodes for good, with their texts, pins, curves and beats. What had gone into the trash by itself from below
 * them stays there, and would go back to the nearest place that is left.
 */
export const createNodeEraser = (db: ProjectDatabase) => {
  const readParent = db.prepare('SELECT parent_id FROM nodes WHERE id = ?').pluck()
  const readBelow = db.prepare('SELECT id FROM nodes WHERE parent_id = ?').pluck()
  const hang = db.prepare('UPDATE nodes SET parent_id = ? WHERE id = ?')
  const deleteNode = db.prepare('DELETE FROM nodes WHERE id = ?')
  // What hangs on a node by its id alone, without a reference that would take it along.
  const scopes = ['targets', 'beats', 'plans'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE scope_id = ?`),
  )

  return (ids: ReadonlySet<string>): void => {
    const nearestLeft = (id: string): string | null => {
      let at: string | null = id
      while (at !== null && ids.has(at)) at = readParent.get(at) as string | null
      return at
    }
    for (const id of ids)
      for (const child of readBelow.all(id) as string[]) if (!ids.has(child)) hang.run(nearestLeft(id), child)
    for (const id of ids) {
      for (const scope of scopes) scope.run(id)
      deleteNode.run(id)
    }
  }
}
