// Dialogues as they are kept: a row a node, so that an edit touches what it changes and undo is small.
import type { Dialogue, DialogueNode, Variable } from '../domain/dialogue/dialogue.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

interface DialogueRow {
  readonly id: string
  readonly title: string
  readonly start_id: string | null
  readonly variables: string
}

interface NodeRow {
  readonly id: string
  readonly dialogue_id: string
  readonly kind: string
  readonly x: number
  readonly y: number
  readonly content: string
}

export interface StoredTranslation {
  readonly lineId: string
  readonly text: string
  /** What was translated. */
  readonly source: string
}

const toNode = ({ id, kind, x, y, content }: NodeRow): DialogueNode =>
  ({ ...(JSON.parse(content) as object), id, kind, x, y }) as DialogueNode

const toRow = (dialogueId: string, { id, kind, x, y, ...content }: DialogueNode): NodeRow => ({
  id,
  dialogue_id: dialogueId,
  kind,
  x,
  y,
  content: JSON.stringify(content),
})

const isSame = (a: NodeRow, b: NodeRow): boolean =>
  a.kind === b.kind && a.x === b.x && a.y === b.y && a.content === b.content

export const createDialogueRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const list = db.prepare<[], DialogueRow>(
    'SELECT id, title, start_id, variables FROM dialogues ORDER BY position, created_at, id',
  )
  const one = db.prepare<[string], DialogueRow>(
    'SELECT id, title, start_id, variables FROM dialogues WHERE id = ?',
  )
  const nodesOf = db.prepare<[string], NodeRow>(
    'SELECT id, dialogue_id, kind, x, y, content FROM dialogue_nodes WHERE dialogue_id = ? ORDER BY made, id',
  )
  const insert = db.prepare(
    `INSERT INTO dialogues (id, title, position, start_id, variables, created_at)
     VALUES (?, ?, (SELECT coalesce(max(position), -1) + 1 FROM dialogues), NULL, '[]', ?)`,
  )
  const update = db.prepare('UPDATE dialogues SET title = ?, start_id = ?, variables = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM dialogues WHERE id = ?')
  const removeNodes = db.prepare('DELETE FROM dialogue_nodes WHERE dialogue_id = ?')
  const insertNode = db.prepare<[NodeRow]>(
    `INSERT INTO dialogue_nodes (id, dialogue_id, kind, x, y, made, content) VALUES (@id, @dialogue_id, @kind, @x, @y,
       (SELECT coalesce(max(made), 0) + 1 FROM dialogue_nodes WHERE dialogue_id = @dialogue_id), @content)`,
  )
  const updateNode = db.prepare<[NodeRow]>(
    'UPDATE dialogue_nodes SET kind = @kind, x = @x, y = @y, content = @content WHERE id = @id',
  )
  const removeNode = db.prepare('DELETE FROM dialogue_nodes WHERE id = ?')
  const count = db
    .prepare<[], number>('UPDATE dialogue_counter SET last = last + 1 WHERE only = 1 RETURNING last')
    .pluck()
  const ownerOf = db.prepare<[string], string>('SELECT dialogue_id FROM dialogue_nodes WHERE id = ?').pluck()
  const languages = db
    .prepare<[], string>('SELECT DISTINCT language FROM dialogue_translations ORDER BY language')
    .pluck()
  const translations = db.prepare<[string], StoredTranslation>(
    'SELECT line_id AS lineId, text, source FROM dialogue_translations WHERE language = ?',
  )
  const translate = db.prepare(
    `INSERT INTO dialogue_translations (language, line_id, text, source) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET text = excluded.text, source = excluded.source`,
  )
  const untranslate = db.prepare('DELETE FROM dialogue_translations WHERE language = ? AND line_id = ?')

  const toDialogue = ({ id, title, start_id: startId, variables }: DialogueRow): Dialogue => ({
    id,
    title,
    startId,
    variables: JSON.parse(variables) as Variable[],
    nodes: nodesOf.all(id).map(toNode),
  })

  /** NOT_FOUND. */
  const get = (id: string): Dialogue => {
    const row = one.get(id)
    if (row) return toDialogue(row)
    throw new EngineError('NOT_FOUND', 'This dialogue is not in the project (any more).', { dialogueId: id })
  }

  return {
    list: (): readonly Dialogue[] => list.all().map(toDialogue),
    get,

    /** The dialogue a node stands in; null when there is no such node. */
    ownerOf: (nodeId: string): string | null => ownerOf.get(nodeId) ?? null,

    create(id: string, title: string): Dialogue {
      insert.run(id, title, now())
      return get(id)
    },

    remove(id: string): void {
      get(id)
      removeNodes.run(id)
      remove.run(id)
    },

    /** Writes what has changed since it was read; other rows are not touched. */
    save(dialogue: Dialogue): void {
      const before = new Map(nodesOf.all(dialogue.id).map((row) => [row.id, row]))
      for (const node of dialogue.nodes) {
        const row = toRow(dialogue.id, node)
        const known = before.get(node.id)
        before.delete(node.id)
        if (!known) insertNode.run(row)
        else if (!isSame(known, row)) updateNode.run(row)
      }
      for (const id of before.keys()) removeNode.run(id)
      update.run(dialogue.title, dialogue.startId, JSON.stringify(dialogue.variables), dialogue.id)
    },

    /** The next id: `n17`, `o18`. One counter for all dialogues; never the same twice, whatever is undone. */
    nextId: (prefix: 'd' | 'n' | 'o'): string => `${prefix}${count.get()!}`,

    languages: (): readonly string[] => languages.all(),

    translations: (language: string): ReadonlyMap<string, StoredTranslation> =>
      new Map(translations.all(language).map((found) => [found.lineId, found])),

    /** An empty text takes the translation away. */
    translate(language: string, { lineId, text, source }: StoredTranslation): void {
      if (text === '') untranslate.run(language, lineId)
      else translate.run(language, lineId, text, source)
    },
  }
}
