// Named drafts as rows: which one is in the binder, and in which snapshot each of the others waits. What goes in and out
// of the binder when one changes is the services' act.
import { EngineError } from '../domain/errors.ts'
import type { Draft } from '../domain/history.ts'
import { newId } from '../domain/ids.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly scope_id: string
  readonly name: string
  readonly created_at: number
  readonly snapshot_id: string | null
}

const toDraft = (row: Row): Draft => ({
  id: row.id,
  scopeId: row.scope_id === '' ? null : row.scope_id,
  name: row.name,
  createdAt: row.created_at,
  snapshotId: row.snapshot_id,
})

export const createDraftRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const list = db.prepare<[], Row>('SELECT * FROM drafts ORDER BY created_at, rowid')
  const get = db.prepare<[string], Row>('SELECT * FROM drafts WHERE id = ?')
  const inBinder = db.prepare<[string], Row>(
    'SELECT * FROM drafts WHERE scope_id = ? AND snapshot_id IS NULL',
  )
  const insert = db.prepare('INSERT INTO drafts VALUES (?, ?, ?, ?, ?)')
  const rename = db.prepare('UPDATE drafts SET name = ? WHERE id = ?')
  const wait = db.prepare('UPDATE drafts SET snapshot_id = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM drafts WHERE id = ?')

  return {
    /** Oldest first. */
    list: (): Draft[] => list.all().map(toDraft),

    /** NOT_FOUND. */
    get(id: string): Draft {
      const row = get.get(id)
      if (row) return toDraft(row)
      throw new EngineError('NOT_FOUND', 'This draft is not in the project (any more).', { id })
    },

    find(id: string): Draft | null {
      const row = get.get(id)
      return row ? toDraft(row) : null
    },

    /** The one of a scope that is in the binder; null while the scope has no drafts. */
    inBinder(scopeId: string | null): Draft | null {
      const row = inBinder.get(scopeId ?? '')
      return row ? toDraft(row) : null
    },

    /** @param snapshotId where it waits; null: it is the one in the binder. */
    add(scopeId: string | null, name: string, snapshotId: string | null): Draft {
      const draft: Draft = { id: newId(), scopeId, name, createdAt: now(), snapshotId }
      insert.run(draft.id, scopeId ?? '', name, draft.createdAt, snapshotId)
      return draft
    },

    rename: (id: string, name: string): void => void rename.run(name, id),

    /** `id` waits in the snapshot from now on; null: it is in the binder, and no other of its scope may be. */
    wait: (id: string, snapshotId: string | null): void => void wait.run(snapshotId, id),

    remove: (id: string): void => void remove.run(id),
  }
}
