// Snapshots as rows. A node's state is stored with the stretch of snapshots it holds for, so that a snapshot costs what
// changed since the one before, and a thousand of an idle book cost nothing. What they are taken for is not known here.
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import type { NodeState, Snapshot, SnapshotKind } from '../domain/history.ts'
import { newId } from '../domain/ids.ts'
import type { LabelColor, NodeKind, NodeStatus } from '../domain/project.ts'
import { snapshotsToThin } from '../domain/thin-snapshots.ts'
import type { ProjectDatabase } from './database.ts'
import { createTextArchive } from './text-archive.ts'

export interface NewSnapshot {
  /** A document's id, or null for the whole binder. */
  readonly scopeId: string | null
  readonly kind: SnapshotKind
  readonly name?: string
  readonly act?: string
}

interface SnapshotRow {
  readonly seq: number
  readonly id: string
  readonly scope_id: string
  readonly kind: SnapshotKind
  readonly name: string
  readonly act: string
  readonly words: number
  readonly scenes: number
  readonly taken_at: number
  readonly removed_at: number | null
}

interface StateRow {
  readonly node_id: string
  readonly parent_id: string | null
  readonly kind: NodeKind
  readonly title: string
  readonly position: number
  readonly status: NodeStatus
  readonly label: LabelColor | ''
  readonly pov: string
  readonly synopsis: string
  readonly draft_id: string
  readonly rev: number | null
  readonly text_id: number | null
  readonly words: number | null
  readonly opening: string | null
}

/** A living node beside its state in the newest snapshot; `differs` without looking at the text. */
interface ChangedRow extends Omit<StateRow, 'text_id'> {
  readonly state_id: number | null
  readonly state_text: number | null
  readonly state_rev: number | null
  readonly differs: number
}

/** Snapshots that the writer removed can be brought back for this long. */
const REMOVED_KEPT_MS = 30 * 24 * 3_600_000

const toSnapshot = (row: SnapshotRow): Snapshot => ({
  id: row.id,
  scopeId: row.scope_id === '' ? null : row.scope_id,
  kind: row.kind,
  name: row.name,
  act: row.act,
  words: row.words,
  scenes: row.scenes,
  takenAt: row.taken_at,
})

const toState = (row: StateRow): NodeState => ({
  id: row.node_id,
  parentId: row.parent_id,
  kind: row.kind,
  title: row.title,
  position: row.position,
  status: row.status,
  label: row.label,
  pov: row.pov,
  synopsis: row.synopsis,
  draftId: row.draft_id,
  textId: row.text_id,
  words: row.words ?? 0,
  opening: row.opening ?? '',
})

/** Depth first from the top down, as the binder reads. */
const inReadingOrder = (states: readonly NodeState[]): NodeState[] => {
  const children = Map.groupBy(states, ({ parentId }) => parentId)
  const below = (parentId: string | null): NodeState[] =>
    (children.get(parentId) ?? [])
      .toSorted((a, b) => a.position - b.position)
      .flatMap((state) => [state, ...below(state.id)])
  return below(null)
}

const FACTS = ['parent_id', 'kind', 'title', 'position', 'status', 'label', 'pov', 'synopsis'] as const

/** Living nodes of a scope that are not as they were in the newest snapshot. */
const CHANGED = `SELECT n.id AS node_id, ${FACTS.map((name) => `n.${name}`).join(', ')}, ifnull(d.id, '') AS draft_id,
    s.rev, s.words, s.opening, t.id AS state_id, t.text_id AS state_text, t.rev AS state_rev,
    (t.id IS NULL OR t.draft_id <> ifnull(d.id, '')
      OR ${FACTS.map((name) => `t.${name} IS NOT n.${name}`).join(' OR ')}) AS differs
  FROM nodes n LEFT JOIN scenes s ON s.node_id = n.id LEFT JOIN node_states t ON t.node_id = n.id AND t.to_seq IS NULL
    LEFT JOIN drafts d ON d.scope_id = n.id AND d.snapshot_id IS NULL
  WHERE n.trash_id IS NULL AND (@scope = '' OR n.id = @scope) AND (differs OR t.rev IS NOT s.rev)`

export const createSnapshotRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const texts = createTextArchive(db)
  const insert = db
    .prepare(
      `INSERT INTO snapshots (id, scope_id, kind, name, act, words, scenes, taken_at)
       VALUES (@id, @scope, @kind, @name, @act, @words, @scenes, @takenAt) RETURNING seq`,
    )
    .pluck()
  const list = db.prepare<[], SnapshotRow>(
    'SELECT * FROM snapshots WHERE removed_at IS NULL ORDER BY seq DESC',
  )
  const get = db.prepare<[string], SnapshotRow>('SELECT * FROM snapshots WHERE id = ?')
  const newest = db.prepare<[], SnapshotRow>(
    "SELECT * FROM snapshots WHERE scope_id = '' AND removed_at IS NULL ORDER BY seq DESC LIMIT 1",
  )
  const rename = db.prepare(
    "UPDATE snapshots SET name = ?, kind = iif(kind = 'draft', kind, 'hand') WHERE seq = ?",
  )
  const remove = db.prepare('UPDATE snapshots SET removed_at = ? WHERE seq = ?')
  const erase = db.prepare('DELETE FROM snapshots WHERE id = ?')
  const changed = db.prepare<[{ scope: string }], ChangedRow>(CHANGED)
  const gone = db.prepare(
    `SELECT 1 FROM node_states WHERE to_seq IS NULL
       AND node_id NOT IN (SELECT id FROM nodes WHERE trash_id IS NULL) LIMIT 1`,
  )
  const closeGone = db.prepare(
    `UPDATE node_states SET to_seq = ? - 1 WHERE to_seq IS NULL
       AND node_id NOT IN (SELECT id FROM nodes WHERE trash_id IS NULL)`,
  )
  const closeState = db.prepare('UPDATE node_states SET to_seq = ? - 1 WHERE id = ?')
  const sameText = db.prepare('UPDATE node_states SET rev = ? WHERE id = ?')
  const openState = db.prepare(
    `INSERT INTO node_states (node_id, from_seq, ${FACTS.join(', ')}, draft_id, rev, text_id, words, opening)
     VALUES (@node_id, @seq, ${FACTS.map((name) => `@${name}`).join(', ')}, @draft_id, @rev, @text_id, @words, @opening)`,
  )
  const readText = db.prepare<[string], string>('SELECT document FROM scenes WHERE node_id = ?').pluck()
  const totals = db.prepare<[{ scope: string }], { words: number; scenes: number }>(
    `SELECT ifnull(sum(s.words), 0) AS words, count(*) AS scenes
     FROM nodes n JOIN scenes s INDEXED BY scenes_words ON s.node_id = n.id
     WHERE trash_id IS NULL AND iif(@scope = '', kind = 'scene', n.id = @scope)`,
  )
  const states = db.prepare<[{ seq: number; scope: string }], StateRow>(
    `SELECT * FROM node_states WHERE from_seq <= @seq AND (to_seq IS NULL OR to_seq >= @seq)
       AND (@scope = '' OR node_id = @scope)`,
  )
  const currentText = db
    .prepare<[string], number>(
      `SELECT t.text_id FROM node_states t JOIN scenes s ON s.node_id = t.node_id AND s.rev = t.rev
       WHERE t.node_id = ? AND t.to_seq IS NULL`,
    )
    .pluck()
  const dropStates = db.prepare(
    `DELETE FROM node_states WHERE to_seq IS NOT NULL AND NOT EXISTS
       (SELECT 1 FROM snapshots WHERE seq BETWEEN from_seq AND to_seq)`,
  )
  const waiting = db
    .prepare<[], string>('SELECT snapshot_id FROM drafts WHERE snapshot_id IS NOT NULL')
    .pluck()
  /** What undo would bring back may speak of a snapshot where a draft waited. */
  const remembered = db
    .prepare<[], string>(`SELECT statement FROM act_steps WHERE statement LIKE '%"table":"drafts"%'`)
    .pluck()

  const rowOf = (id: string): SnapshotRow => {
    const row = get.get(id)
    if (row) return row
    throw new EngineError('NOT_FOUND', 'This version is not in the project (any more).', { id })
  }
  const seqOf = (id: string): number => rowOf(id).seq

  const textOf = (row: ChangedRow): number | null => {
    if (row.rev === null) return null
    if (row.rev === row.state_rev && row.state_text !== null) return row.state_text
    return texts.keep(readText.get(row.node_id) as string)
  }

  const isChanged = (scopeId: string | null): boolean =>
    changed.get({ scope: scopeId ?? '' }) !== undefined || (scopeId === null && gone.get() !== undefined)

  const protectedIds = (): ReadonlySet<string> => {
    const steps = remembered.all().join(' ')
    return new Set([...waiting.all(), ...(steps.match(/(?<="snapshot_id":")[a-z0-9]+/g) ?? [])])
  }

  const list_ = (): Snapshot[] => list.all().map(toSnapshot)

  return {
    /** Newest first; without those that the writer removed. */
    list: list_,

    /** NOT_FOUND. */
    get: (id: string): Snapshot => toSnapshot(rowOf(id)),

    /** The newest of the whole binder, null when there is none. */
    newest(): Snapshot | null {
      const row = newest.get()
      return row ? toSnapshot(row) : null
    },

    /** Whether a snapshot would hold anything that the newest one does not; reads no text. */
    isChanged,

    /**
     * Packs what a snapshot of the whole binder would have to, one text a step, so that taking it is quick: for whoever
     * can wait between steps.
     */
    *pack(): Generator<void> {
      for (const row of changed.all({ scope: '' })) {
        if (row.rev === null || row.rev === row.state_rev) continue
        const text = readText.get(row.node_id)
        if (text !== undefined) texts.prepare(text)
        yield
      }
    },

    /** NOT_FOUND for a document that is not in the binder. */
    take: db.transaction(({ scopeId, kind, name = '', act = '' }: NewSnapshot): Snapshot => {
      const scope = scopeId ?? ''
      const { words, scenes } = totals.get({ scope }) ?? { words: 0, scenes: 0 }
      if (scopeId !== null && scenes === 0)
        throw new EngineError('NOT_FOUND', 'This scene is not in the project (any more).', { id: scopeId })
      const id = newId()
      const takenAt = now()
      const seq = insert.get({ id, scope, kind, name, act, words, scenes, takenAt }) as number
      for (const row of changed.all({ scope })) {
        const text_id = textOf(row)
        if (row.differs === 0 && text_id === row.state_text) {
          sameText.run(row.rev, row.state_id)
          continue
        }
        if (row.state_id !== null) closeState.run(seq, row.state_id)
        openState.run({ ...row, seq, text_id })
      }
      if (scopeId === null) closeGone.run(seq)
      texts.settle()
      return { id, scopeId, kind, name, act, words, scenes, takenAt }
    }),

    /** A snapshot with a name is one by hand from then on. NOT_FOUND. */
    rename: (id: string, name: string): void => void rename.run(name, seqOf(id)),

    /** It stays in the file for thirty days, so that this can be taken back. NOT_FOUND; BAD_INPUT where a draft waits. */
    remove(id: string): void {
      const seq = seqOf(id)
      if (waiting.all().includes(id))
        throw new EngineError('BAD_INPUT', 'A draft waits in this version: remove the draft instead.', { id })
      remove.run(now(), seq)
    },

    /** What stood in the binder then, in reading order; of a snapshot of one document just that. NOT_FOUND. */
    states(id: string): NodeState[] {
      const { seq, scope_id } = rowOf(id)
      const found = states.all({ seq, scope: scope_id }).map(toState)
      return scope_id === '' ? inReadingOrder(found) : found
    },

    /** The number of the text that a document has now; null where it changed since the newest snapshot. */
    currentText: (nodeId: string): number | null => currentText.get(nodeId) ?? null,

    document: (textId: number): SceneDocument => texts.document(textId),
    /** The document's JSON, as it was stored. */
    json: (textId: number): string => texts.json(textId),

    /** Lets go of what thinning gives up, of what was removed long ago, and of every state and text only they had. */
    thin: db.transaction((): void => {
      const kept = protectedIds()
      const free = list_().filter(({ id, kind }) => kind !== 'hand' && !kept.has(id))
      for (const id of snapshotsToThin(free, now())) erase.run(id)
      const removed = db
        .prepare<[number], string>('SELECT id FROM snapshots WHERE removed_at < ?')
        .pluck()
        .all(now() - REMOVED_KEPT_MS)
      for (const id of removed) if (!kept.has(id)) erase.run(id)
      if (dropStates.run().changes > 0) texts.sweep()
    }),
  }
}
