// The lorebook of a project: entries in their order, each with what its file said of it. What activates is generation's.
import { NEW_LORE_ENTRY, USUAL_LORE_SETTINGS, type LoreEntry, type LoreSettings } from '../domain/lorebook.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly position: number
  readonly entry: string
  readonly source: string
}

export interface StoredLore {
  readonly entry: LoreEntry
  /** Fields of the file it came from. */
  readonly source: Readonly<Record<string, unknown>>
}

/** What holds for all entries, and what their files said beside them. */
export interface StoredLoreBook {
  readonly settings: LoreSettings
  readonly source: Readonly<Record<string, unknown>>
}

const toStored = ({ id, entry, source }: Row): StoredLore => ({
  entry: { ...NEW_LORE_ENTRY, ...(JSON.parse(entry) as Partial<LoreEntry>), id },
  source: JSON.parse(source) as Record<string, unknown>,
})

export const createLoreRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[], Row>('SELECT * FROM lore ORDER BY position, id')
  const one = db.prepare<[string], Row>('SELECT * FROM lore WHERE id = ?')
  const last = db.prepare<[], number>('SELECT ifnull(max(position), -1) FROM lore').pluck()
  const put = db.prepare(
    `INSERT INTO lore (id, position, entry, source) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET entry = excluded.entry`,
  )
  const remove = db.prepare<[string]>('DELETE FROM lore WHERE id = ?')
  const book = db.prepare<[], { settings: string; source: string }>('SELECT settings, source FROM lore_book')
  const putBook = db.prepare(
    `INSERT INTO lore_book (id, settings, source) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, source = excluded.source`,
  )
  return {
    book(): StoredLoreBook {
      const row = book.get()
      return {
        settings: {
          ...USUAL_LORE_SETTINGS,
          ...(row ? (JSON.parse(row.settings) as Partial<LoreSettings>) : {}),
        },
        source: row ? (JSON.parse(row.source) as Record<string, unknown>) : {},
      }
    },

    putBook({ settings, source }: StoredLoreBook): void {
      putBook.run(JSON.stringify(settings), JSON.stringify(source))
    },

    list: (): readonly StoredLore[] => list.all().map(toStored),

    /** NOT_FOUND. */
    get(id: string): StoredLore {
      const row = one.get(id)
      if (!row)
        throw new EngineError('NOT_FOUND', 'This entry is not in the lorebook (any more).', { loreId: id })
      return toStored(row)
    },

    /** A new one stands behind the others. @param source only of a new one */
    put({ id, ...entry }: LoreEntry, source: Readonly<Record<string, unknown>> = {}): void {
      put.run(id, (last.get() ?? -1) + 1, JSON.stringify(entry), JSON.stringify(source))
    },

    remove(id: string): void {
      remove.run(id)
    },
  }
}
