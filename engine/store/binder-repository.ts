// Parts, chapters and scenes as rows: one ordered tree. Texts are the scene repository's, undo is the journal's.
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { BinderNode, NodeKind } from '../domain/project.ts'
import { arrange, refuseMisplaced, type Place } from './binder-order.ts'
import type { ProjectDatabase } from './database.ts'

export interface SceneText {
  readonly document: SceneDocument
  readonly words: number
}

/** A node with its id, as an import makes it. */
export interface NewNode {
  readonly id: string
  readonly parentId: string | null
  readonly kind: NodeKind
  readonly title: string
  /** Of a scene. */
  readonly text?: SceneText
}

interface Row {
  readonly id: string
  readonly parent_id: string | null
  readonly kind: NodeKind
  readonly title: string
  readonly position: number
}

type TreeRow = Row & { readonly words: number | null }

/** Depth first from the book down; a part's or chapter's words are the sum below it. */
const inReadingOrder = (rows: readonly TreeRow[]): BinderNode[] => {
  const children = Map.groupBy(rows, (row) => row.parent_id)
  const tree: BinderNode[] = []
  const visit = (row: TreeRow): number => {
    const place = tree.length
    let words = row.words ?? 0
    tree.length += 1
    for (const child of children.get(row.id) ?? []) words += visit(child)
    const { id, parent_id: parentId, kind, title, position } = row
    tree[place] = { id, parentId, kind, title, position, words }
    return words
  }
  for (const row of children.get(null) ?? []) visit(row)
  return tree
}

export const createBinderRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const readTree = db.prepare(
    `SELECT id, parent_id, kind, title, position, words
     FROM nodes LEFT JOIN scenes INDEXED BY scenes_words ON node_id = id ORDER BY position`,
  )
  const readOne = db.prepare('SELECT id, parent_id, kind, title, position FROM nodes WHERE id = ?')
  const readChildren = db.prepare('SELECT id FROM nodes WHERE parent_id IS ? ORDER BY position').pluck()
  const countChildren = db.prepare('SELECT count(*) FROM nodes WHERE parent_id IS ?').pluck()
  const insertNode = db.prepare(
    'INSERT INTO nodes (id, parent_id, kind, title, position, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const insertScene = db.prepare(
    'INSERT INTO scenes (node_id, document, words, updated_at) VALUES (?, ?, ?, ?)',
  )
  const writeScene = db.prepare(
    'UPDATE scenes SET rev = rev + 1, document = ?, words = ?, updated_at = ? WHERE node_id = ?',
  )
  const writeTitle = db.prepare('UPDATE nodes SET title = ? WHERE id = ?')
  const writePlace = db.prepare(
    `UPDATE nodes SET parent_id = @parentId, position = @position
     WHERE id = @id AND (parent_id IS NOT @parentId OR position <> @position)`,
  )
  const deleteNode = db.prepare('DELETE FROM nodes WHERE id = ?')
  // What hangs on a node by its id alone, without a reference that would take it along.
  const scopes = ['targets', 'beats'].map((table) => db.prepare(`DELETE FROM ${table} WHERE scope_id = ?`))
  const readPins = db.prepare('SELECT id, at FROM media_pins WHERE scene_id = ?')
  const writePin = db.prepare('UPDATE media_pins SET scene_id = ?, at = ? WHERE id = ?')

  const rowOf = (id: string): Row => {
    const row = readOne.get(id) as Row | undefined
    if (row) return row
    throw new EngineError('NOT_FOUND', 'This part, chapter or scene is not in the project (any more).', {
      id,
    })
  }
  const kindOf = (id: string | null): NodeKind | 'book' => (id === null ? 'book' : rowOf(id).kind)
  const childrenOf = (parentId: string | null): readonly string[] => readChildren.all(parentId) as string[]
  const order = (parentId: string | null, ids: readonly string[]): void => {
    ids.forEach((id, position) => writePlace.run({ parentId, position, id }))
  }
  const ancestorsOf = (id: string | null): readonly string[] => {
    const found: string[] = []
    for (let at = id; at !== null && !found.includes(at); at = rowOf(at).parent_id) found.push(at)
    return found
  }
  const tree = (): BinderNode[] => inReadingOrder(readTree.all() as TreeRow[])

  const place = (node: { kind: NodeKind; title: string }, { parentId, afterId }: Place): Row => {
    refuseMisplaced(kindOf(parentId), [node.kind])
    const id = newId()
    const last = countChildren.get(parentId) as number
    const ids = afterId === undefined ? null : arrange(childrenOf(parentId), [id], afterId)
    insertNode.run(id, parentId, node.kind, node.title, ids ? ids.indexOf(id) : last, now())
    if (ids) order(parentId, ids)
    return rowOf(id)
  }
  const toNode = ({ id, parent_id: parentId, kind, title, position }: Row, words: number): BinderNode => ({
    id,
    parentId,
    kind,
    title,
    position,
    words,
  })

  return {
    /** Every node in reading order. Reads no text: the time does not grow with the length of the scenes. */
    tree,

    /** NOT_FOUND. */
    get(id: string): BinderNode {
      const { id: known } = rowOf(id)
      return tree().find((node) => node.id === known) ?? toNode(rowOf(id), 0)
    },

    /** @param text of a scene; parts and chapters have none. NOT_FOUND, BAD_INPUT. */
    create: db.transaction(
      (node: { kind: NodeKind; title: string; text?: SceneText }, where: Place): BinderNode => {
        const row = place(node, where)
        if (node.kind !== 'scene') return toNode(row, 0)
        if (!node.text) throw new EngineError('BAD_INPUT', 'A scene needs a text, if only an empty one.')
        insertScene.run(row.id, JSON.stringify(node.text.document), node.text.words, now())
        return toNode(row, node.text.words)
      },
    ),

    /**
     * Many nodes at once, in reading order, each parent before its children; appended after what its parent holds.
     * The caller answers for the kinds fitting together.
     */
    insertBook: db.transaction((nodes: readonly NewNode[]): void => {
      const next = new Map<string | null, number>()
      for (const { id, parentId, kind, title, text } of nodes) {
        const position = next.get(parentId) ?? (countChildren.get(parentId) as number)
        next.set(parentId, position + 1)
        insertNode.run(id, parentId, kind, title, position, now())
        if (text) insertScene.run(id, JSON.stringify(text.document), text.words, now())
      }
    }),

    /** NOT_FOUND. */
    rename(id: string, title: string): void {
      rowOf(id)
      writeTitle.run(title, id)
    },

    /**
     * Moves nodes together, in the given order; one that stands below another of them comes along with it.
     * NOT_FOUND; BAD_INPUT when a kind may not stand there or a node would hold itself.
     */
    move: db.transaction((ids: readonly string[], { parentId, afterId }: Place): void => {
      const asked = new Set(ids)
      const rows = [...asked].map(rowOf)
      const moving = rows.filter((row) => !ancestorsOf(row.parent_id).some((id) => asked.has(id)))
      refuseMisplaced(
        kindOf(parentId),
        moving.map((row) => row.kind),
      )
      if (ancestorsOf(parentId).some((id) => asked.has(id))) {
        throw new EngineError('BAD_INPUT', 'A part or chapter cannot be moved into itself.')
      }
      const movingIds = moving.map((row) => row.id)
      order(parentId, arrange(childrenOf(parentId), movingIds, afterId))
      for (const left of new Set(moving.map((row) => row.parent_id))) order(left, childrenOf(left))
    }),

    /** With everything below, and the pins, curves and beats on it. NOT_FOUND. */
    remove: db.transaction((ids: readonly string[]): void => {
      const rows = ids.map(rowOf)
      const byParent = Map.groupBy(tree(), (node) => node.parentId)
      const drop = (id: string): void => {
        for (const child of byParent.get(id) ?? []) drop(child.id)
        for (const scope of scopes) scope.run(id)
      }
      for (const { id } of rows) {
        drop(id)
        deleteNode.run(id)
      }
      const left = new Set(rows.map((row) => row.parent_id))
      for (const parentId of left) order(parentId, childrenOf(parentId))
    }),

    /**
     * Puts `rest` into a new scene right after this one, and `kept` in this one; pins go where their words go.
     * NOT_FOUND.
     */
    split: db.transaction((id: string, kept: SceneText, rest: SceneText, title: string): BinderNode => {
      const row = place({ kind: 'scene', title }, { parentId: rowOf(id).parent_id, afterId: id })
      insertScene.run(row.id, JSON.stringify(rest.document), rest.words, now())
      writeScene.run(JSON.stringify(kept.document), kept.words, now(), id)
      for (const pin of readPins.all(id) as { id: string; at: number }[]) {
        const word = pin.at * (kept.words + rest.words)
        if (word > kept.words) writePin.run(row.id, Math.min(1, (word - kept.words) / rest.words), pin.id)
        else if (kept.words > 0) writePin.run(id, word / kept.words, pin.id)
      }
      return toNode(row, rest.words)
    }),
  }
}
