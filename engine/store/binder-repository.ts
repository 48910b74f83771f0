// The binder's living nodes as rows: one ordered tree. Texts are the scene repository's, undo is the journal's, what
// was deleted is the trash's.
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { openingOf } from '../domain/opening.ts'
import {
  isDocumentKind,
  type BinderNode,
  type LabelColor,
  type NodeFacts,
  type NodeKind,
} from '../domain/project.ts'
import { arrange, refuseMisplaced, type Place } from './binder-order.ts'
import type { ProjectDatabase } from './database.ts'
import { createNodeEraser, inReadingOrder, SELECT_NODES, toNode, type NodeRow } from './node-rows.ts'

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
  /** Of a scene or a note. */
  readonly text?: SceneText
  readonly facts?: Partial<NodeFacts>
}

export const createBinderRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const readTree = db.prepare<[], NodeRow>(`${SELECT_NODES} WHERE trash_id IS NULL ORDER BY position`)
  const readOne = db.prepare<[string], NodeRow>(`${SELECT_NODES} WHERE id = ? AND trash_id IS NULL`)
  const readChildren = db
    .prepare('SELECT id FROM nodes WHERE parent_id IS ? AND trash_id IS NULL ORDER BY position')
    .pluck()
  const countChildren = db
    .prepare('SELECT count(*) FROM nodes WHERE parent_id IS ? AND trash_id IS NULL')
    .pluck()
  const insertNode = db.prepare(
    'INSERT INTO nodes (id, parent_id, kind, title, position, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const insertText = db.prepare(
    'INSERT INTO scenes (node_id, document, words, opening, updated_at) VALUES (?, ?, ?, ?, ?)',
  )
  const writeText = db.prepare(
    'UPDATE scenes SET rev = rev + 1, document = ?, words = ?, opening = ?, updated_at = ? WHERE node_id = ?',
  )
  const readText = db.prepare('SELECT document, words FROM scenes WHERE node_id = ?')
  const writeTitle = db.prepare('UPDATE nodes SET title = ? WHERE id = ?')
  const writeKind = db.prepare('UPDATE nodes SET kind = ? WHERE id = ?')
  const writeFacts = db.prepare('UPDATE nodes SET status = ?, label = ?, pov = ?, synopsis = ? WHERE id = ?')
  const writePlace = db.prepare(
    `UPDATE nodes SET parent_id = @parentId, position = @position
     WHERE id = @id AND (parent_id IS NOT @parentId OR position <> @position)`,
  )
  const readPins = db.prepare('SELECT id, at FROM media_pins WHERE scene_id = ?')
  const writePin = db.prepare('UPDATE media_pins SET scene_id = ?, at = ? WHERE id = ?')
  const readLabels = db.prepare('SELECT color, name FROM labels ORDER BY color')
  const dropLabel = db.prepare('DELETE FROM labels WHERE color = ?')
  const putLabel = db.prepare('INSERT INTO labels (color, name) VALUES (?, ?)')
  const erase = createNodeEraser(db)

  const rowOf = (id: string): NodeRow => {
    const row = readOne.get(id)
    if (row) return row
    throw new EngineError(
      'NOT_FOUND',
      'This part, chapter, scene or note is not in the project (any more).',
      {
        id,
      },
    )
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
  const tree = (): BinderNode[] => inReadingOrder(readTree.all())
  const pinsOf = (id: string) => readPins.all(id) as { id: string; at: number }[]
  const addText = (id: string, { document, words }: SceneText): void => {
    insertText.run(id, JSON.stringify(document), words, openingOf(document), now())
  }
  const changeText = (id: string, { document, words }: SceneText): void => {
    writeText.run(JSON.stringify(document), words, openingOf(document), now(), id)
  }

  const place = (node: { kind: NodeKind; title: string }, { parentId, afterId }: Place): string => {
    refuseMisplaced(kindOf(parentId), [node.kind])
    const id = newId()
    const last = countChildren.get(parentId) as number
    const ids = afterId === undefined ? null : arrange(childrenOf(parentId), [id], afterId)
    insertNode.run(id, parentId, node.kind, node.title, ids ? ids.indexOf(id) : last, now())
    if (ids) order(parentId, ids)
    return id
  }

  /** Of these, those that do not stand below another of them. NOT_FOUND. */
  const topmost = (ids: readonly string[]): NodeRow[] => {
    const asked = new Set(ids)
    return [...asked].map(rowOf).filter((row) => !ancestorsOf(row.parent_id).some((id) => asked.has(id)))
  }

  const copy = (row: NodeRow, where: Place, title: string, renew: (text: SceneDocument) => SceneDocument) => {
    const id = place({ kind: row.kind, title }, where)
    writeFacts.run(row.status, row.label, row.pov, row.synopsis, id)
    if (isDocumentKind(row.kind)) {
      const text = readText.get(row.id) as { document: string; words: number }
      addText(id, { document: renew(JSON.parse(text.document) as SceneDocument), words: text.words })
    }
    for (const child of childrenOf(row.id).map(rowOf)) copy(child, { parentId: id }, child.title, renew)
    return id
  }

  const remove = db.transaction((ids: readonly string[]): void => {
    const rows = ids.map(rowOf)
    const below = (id: string): string[] => [id, ...childrenOf(id).flatMap(below)]
    erase(new Set(rows.flatMap((row) => below(row.id))))
    const left = new Set(rows.map((row) => row.parent_id))
    for (const parentId of left)
      if (parentId === null || readOne.get(parentId)) order(parentId, childrenOf(parentId))
  })

  return {
    /** Every living node in reading order. Reads no text: the time does not grow with the length of the scenes. */
    tree,

    /** NOT_FOUND. */
    get(id: string): BinderNode {
      const row = rowOf(id)
      return row.words === null ? (tree().find((node) => node.id === id) ?? toNode(row)) : toNode(row)
    },

    /** Null where it is not in the binder: gone, or in the trash. */
    find(id: string): BinderNode | null {
      const row = readOne.get(id)
      return row ? toNode(row) : null
    },

    isUntitled: (id: string): boolean => readOne.get(id)?.title === '',

    /** Whether this is a scene of the book: not a note, not in the trash. */
    isInBook: (id: string): boolean => readOne.get(id)?.kind === 'scene',

    /** @param text of a scene or note; what holds others has none. NOT_FOUND, BAD_INPUT. */
    create: db.transaction(
      (node: { kind: NodeKind; title: string; text?: SceneText }, where: Place): BinderNode => {
        const id = place(node, where)
        if (isDocumentKind(node.kind)) {
          if (!node.text) throw new EngineError('BAD_INPUT', 'A scene needs a text, if only an empty one.')
          addText(id, node.text)
        }
        return toNode(rowOf(id))
      },
    ),

    /**
     * Many nodes at once, in reading order, each parent before its children; appended after what its parent holds.
     * The caller answers for the kinds fitting together.
     */
    insertBook: db.transaction((nodes: readonly NewNode[]): void => {
      const next = new Map<string | null, number>()
      for (const { id, parentId, kind, title, text, facts } of nodes) {
        const position = next.get(parentId) ?? (countChildren.get(parentId) as number)
        next.set(parentId, position + 1)
        insertNode.run(id, parentId, kind, title, position, now())
        if (text) addText(id, text)
        if (facts) {
          const { status = 'none', label = '', pov = '', synopsis = '' } = facts
          writeFacts.run(status, label, pov, synopsis, id)
        }
      }
    }),

    /** NOT_FOUND. */
    rename(id: string, title: string): void {
      rowOf(id)
      writeTitle.run(title, id)
    },

    /** What is not given stays. NOT_FOUND. */
    describe: db.transaction((ids: readonly string[], facts: Partial<NodeFacts>): void => {
      for (const row of ids.map(rowOf)) {
        const { status, label, pov, synopsis } = { ...row, ...facts }
        writeFacts.run(status, label, pov, synopsis, row.id)
      }
    }),

    /**
     * Moves nodes together, in the given order; one that stands below another of them comes along with it.
     * NOT_FOUND; BAD_INPUT when a kind may not stand there or a node would hold itself.
     */
    move: db.transaction((ids: readonly string[], { parentId, afterId }: Place): void => {
      const asked = new Set(ids)
      const moving = topmost(ids)
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

    /** For good, with everything below, and the pins, curves and beats on it. NOT_FOUND. */
    remove,

    /**
     * Copies of nodes with all below, each right after its original; pins and curves are not copied.
     * @param renew gives a document ids of its own. @returns the copies' ids. NOT_FOUND.
     */
    duplicate: db.transaction(
      (
        ids: readonly string[],
        title: (title: string) => string,
        renew: (text: SceneDocument) => SceneDocument,
      ): string[] =>
        topmost(ids).map((row) =>
          copy(row, { parentId: row.parent_id, afterId: row.id }, title(row.title), renew),
        ),
    ),

    /**
     * Scenes into notes and back. A note in a folder comes to the end of the book when it becomes a scene.
     * NOT_FOUND, BAD_INPUT.
     */
    convert: db.transaction((ids: readonly string[], kind: 'scene' | 'note'): void => {
      for (const row of ids.map(rowOf)) {
        if (!isDocumentKind(row.kind))
          throw new EngineError('BAD_INPUT', 'Only scenes and notes can become one another.', { id: row.id })
        writeKind.run(kind, row.id)
        if (kind === 'scene' && kindOf(row.parent_id) === 'folder') {
          order(null, [...childrenOf(null), row.id])
          order(row.parent_id, childrenOf(row.parent_id))
        }
      }
    }),

    /**
     * Puts `rest` into a new node of the same kind right after this one, and `kept` in this one; pins go where their
     * words go. NOT_FOUND.
     */
    split: db.transaction((id: string, kept: SceneText, rest: SceneText, title: string): BinderNode => {
      const from = rowOf(id)
      const made = place({ kind: from.kind, title }, { parentId: from.parent_id, afterId: id })
      addText(made, rest)
      changeText(id, kept)
      for (const pin of pinsOf(id)) {
        const word = pin.at * (kept.words + rest.words)
        if (word > kept.words) writePin.run(made, Math.min(1, (word - kept.words) / rest.words), pin.id)
        else if (kept.words > 0) writePin.run(id, word / kept.words, pin.id)
      }
      return toNode(rowOf(made))
    }),

    /**
     * Everything of `others` comes to `id`: their pins where their words now stand, their synopses after its own,
     * what they hold after what it holds. Then they are gone.
     * @param text of documents: all of theirs in order. NOT_FOUND.
     */
    merge: db.transaction((id: string, others: readonly string[], text: SceneText | null): void => {
      const all = [id, ...others].map(rowOf)
      if (text) {
        const total = Math.max(1, text.words)
        let before = 0
        for (const row of all) {
          for (const pin of pinsOf(row.id))
            writePin.run(id, (before + pin.at * (row.words ?? 0)) / total, pin.id)
          before += row.words ?? 0
        }
        changeText(id, text)
      } else order(id, [id, ...others].flatMap(childrenOf))
      const synopsis = all.flatMap((row) => (row.synopsis === '' ? [] : [row.synopsis])).join('\n')
      const [first] = all
      writeFacts.run(first.status, first.label, first.pov, synopsis, id)
      remove(others)
    }),

    /** What the writer calls the colours of labels; those without a name are left out. */
    labels: () => readLabels.all() as { color: LabelColor; name: string }[],

    /** An empty name takes it away. */
    nameLabel: db.transaction((color: string, name: string): void => {
      dropLabel.run(color)
      if (name !== '') putLabel.run(color, name)
    }),
  }
}
