// What of a life is the material of the book, of a part, a chapter or a scene: entries and media by reference, in order.
import type { ProjectDatabase } from './database.ts'

export interface MaterialRef {
  readonly kind: 'entry' | 'media'
  readonly id: string
}

/** The book's own is kept under a name that no node has. */
const BOOK = ''

export const createMaterialRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[string], MaterialRef>(
    `SELECT kind, item_id AS id FROM material WHERE scope_id = ?
       AND (kind = 'entry' AND item_id IN (SELECT id FROM life_entries) OR kind = 'media' AND item_id IN (SELECT id FROM media))
     ORDER BY position`,
  )
  const clear = db.prepare('DELETE FROM material WHERE scope_id = ?')
  const add = db.prepare(
    'INSERT OR IGNORE INTO material (scope_id, kind, item_id, position) VALUES (?, ?, ?, ?)',
  )
  const used = db.prepare<[], MaterialRef>('SELECT DISTINCT kind, item_id AS id FROM material')
  return {
    /** @param scopeId a part, chapter or scene; null: the book */
    list: (scopeId: string | null): readonly MaterialRef[] => list.all(scopeId ?? BOOK),

    replace(scopeId: string | null, items: readonly MaterialRef[]): void {
      clear.run(scopeId ?? BOOK)
      items.forEach(({ kind, id }, position) => add.run(scopeId ?? BOOK, kind, id, position))
    },

    /** Everything that is material of something. */
    used: (): readonly MaterialRef[] => used.all(),
  }
}
