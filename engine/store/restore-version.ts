// Puts a version's nodes and texts back into the binder's tables. What is brought back, and what that is called, is
// decided above; undo is the journal's.
import { ALLOWED_CHILDREN, type NodeKind } from '../domain/project.ts'
import type { NodeState } from '../domain/history.ts'
import { arrange } from './binder-order.ts'
import type { ProjectDatabase } from './database.ts'
import { createTrashRepository } from './trash-repository.ts'

interface Living {
  readonly id: string
  readonly parent_id: string | null
  readonly kind: NodeKind
}

/** A scene whose text is another one now. */
export interface RewrittenScene {
  readonly sceneId: string
  readonly rev: number
}

export const createVersionRestorer = (db: ProjectDatabase, now: () => number = Date.now) => {
  const trash = createTrashRepository(db, now)
  const living = db.prepare<[], Living>('SELECT id, parent_id, kind FROM nodes WHERE trash_id IS NULL')
  const readKind = db
    .prepare<[string], NodeKind>('SELECT kind FROM nodes WHERE id = ? AND trash_id IS NULL')
    .pluck()
  const exists = db.prepare('SELECT 1 FROM nodes WHERE id = ?')
  const readChildren = db
    .prepare<[string | null], string>(
      'SELECT id FROM nodes WHERE parent_id IS ? AND trash_id IS NULL ORDER BY position',
    )
    .pluck()
  const insertNode = db.prepare(
    `INSERT INTO nodes (id, parent_id, kind, title, position, created_at, status, label, pov, synopsis)
     VALUES (@id, @parentId, @kind, @title, @position, @now, @status, @label, @pov, @synopsis)`,
  )
  const updateNode = db.prepare(
    `UPDATE nodes SET parent_id = @parentId, kind = @kind, title = @title, position = @position, status = @status,
       label = @label, pov = @pov, synopsis = @synopsis, trash_id = NULL, trashed_at = NULL WHERE id = @id`,
  )
  const place = db.prepare('UPDATE nodes SET position = ? WHERE id = ? AND position <> ?')
  // What had gone into the trash with something that came back stays there by itself.
  const rootLeftovers = db.prepare(
    `UPDATE nodes SET trash_id = id WHERE trash_id IS NOT NULL
       AND trash_id NOT IN (SELECT id FROM nodes WHERE trash_id = id)`,
  )
  const hasText = db.prepare('SELECT 1 FROM scenes WHERE node_id = ?')
  const insertText = db.prepare(
    `INSERT INTO scenes (node_id, rev, document, words, opening, updated_at)
     VALUES (@id, (SELECT ifnull(max(rev), 0) + 1 FROM node_states WHERE node_id = @id), @text, @words, @opening, @now)
     RETURNING rev`,
  )
  const updateText = db
    .prepare<[string, number, string, number, string, string], number>(
      `UPDATE scenes SET rev = rev + 1, document = ?, words = ?, opening = ?, updated_at = ?
       WHERE node_id = ? AND document <> ? RETURNING rev`,
    )
    .pluck()

  const writeText = (state: NodeState, json: (textId: number) => string): RewrittenScene | null => {
    if (state.textId === null) return null
    const text = json(state.textId)
    if (!hasText.get(state.id)) {
      const { id, words, opening } = state
      // A revision that none of its versions has: the same number must mean the same text.
      const made = insertText.pluck().get({ id, text, words, opening, now: now() }) as number
      return { sceneId: id, rev: made }
    }
    const rev = updateText.get(text, state.words, state.opening, now(), state.id, text)
    return rev === undefined ? null : { sceneId: state.id, rev }
  }

  const writeNode = (state: NodeState): void => {
    if (exists.get(state.id)) updateNode.run(state)
    else insertNode.run({ ...state, now: now() })
  }

  const order = (ids: readonly string[]): void =>
    ids.forEach((id, position) => place.run(position, id, position))

  /** Where a node that went missing comes back to: behind what stood before it, in the nearest place that is left. */
  const bringBack = (state: NodeState, version: ReadonlyMap<string, NodeState>): void => {
    let parentId = state.parentId
    for (; parentId !== null; parentId = version.get(parentId)?.parentId ?? null) {
      const kind = readKind.get(parentId)
      if (kind !== undefined && ALLOWED_CHILDREN[kind].includes(state.kind)) break
    }
    const siblings = readChildren.all(parentId)
    const before =
      parentId === state.parentId
        ? [...version.values()]
            .filter((other) => other.parentId === parentId && other.position < state.position)
            .toSorted((a, b) => b.position - a.position)
            .find(({ id }) => siblings.includes(id))?.id
        : siblings.at(-1)
    writeNode({ ...state, parentId })
    order(arrange([...siblings, state.id], [state.id], before ?? null))
  }

  return {
    /**
     * The binder as it was: every node with its place, facts and text. What is there now and was not then goes into
     * the trash.
     * @param states in reading order. @param json the text of a number. @returns the scenes that were rewritten.
     */
    restoreAll: db.transaction(
      (states: readonly NodeState[], json: (textId: number) => string): RewrittenScene[] => {
        const wanted = new Set(states.map(({ id }) => id))
        const rewritten: RewrittenScene[] = []
        for (const state of states) {
          writeNode(state)
          const scene = writeText(state, json)
          if (scene) rewritten.push(scene)
        }
        const extra = living.all().filter(({ id }) => !wanted.has(id))
        const tops = extra.filter(({ parent_id }) => parent_id === null || wanted.has(parent_id))
        if (tops.length > 0) trash.put(tops.map(({ id }) => id))
        rootLeftovers.run()
        return rewritten
      },
    ),

    /**
     * Texts of documents that are still in the binder; nodes that are not, with all that stood below them then, at
     * their place.
     */
    restoreNodes: db.transaction(
      (
        states: readonly NodeState[],
        ids: ReadonlySet<string>,
        json: (textId: number) => string,
      ): RewrittenScene[] => {
        const version = new Map(states.map((state) => [state.id, state]))
        const isAsked = (state: NodeState): boolean => {
          const above = state.parentId === null ? undefined : version.get(state.parentId)
          return ids.has(state.id) || (above !== undefined && isAsked(above))
        }
        const rewritten: RewrittenScene[] = []
        for (const state of states.filter(isAsked)) {
          if (readKind.get(state.id) === undefined) bringBack(state, version)
          const scene = writeText(state, json)
          if (scene) rewritten.push(scene)
        }
        rootLeftovers.run()
        return rewritten
      },
    ),
  }
}
