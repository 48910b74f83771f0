// Puts what was found in a damaged file into a new, empty one, and mends what no longer fits together: words are kept
// before order, order before everything else.
import type { SceneDocument } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import { openingOf } from '../../domain/opening.ts'
import type { ProjectDatabase } from '../database.ts'
import { wordCount } from './document-text.ts'
import { mendNodes, mendScenes, type SceneState } from './mend-scenes.ts'
import { dropBrokenTexts, type WordSource } from './older-words.ts'
import { SEARCH_PIECES, type FoundRow, type Scan, type Table } from './scan.ts'

export interface Salvage {
  /** Rows that are in the new file, by table. */
  readonly saved: Readonly<Record<string, number>>
  readonly items: readonly SalvagedItem[]
}

export interface SalvagedItem {
  readonly kind: 'scene' | 'note' | 'media'
  readonly title: string
  /** `partly`: what stood before the damage is there, and what `from` had of the rest. */
  readonly state: SceneState['state']
  readonly words: number
  /** Where words came from that the scene itself had lost. */
  readonly from: WordSource | null
}

const ZERO = { TEXT: '', INTEGER: 0, REAL: 0 } as const

/** What a row that breaks off no longer says of itself. */
const unknownOf = ({ columns }: Table, { values, whole }: FoundRow): FoundRow['values'] =>
  whole
    ? {}
    : Object.fromEntries(
        columns
          .filter(({ name, notNull }) => notNull && !(name in values))
          .map(({ name, type }) => [name, ZERO[type as keyof typeof ZERO] ?? null]),
      )

const insertRows = (db: ProjectDatabase, table: Table, rows: readonly FoundRow[]): void => {
  for (const row of rows.toSorted((a, b) => Number(b.whole) - Number(a.whole))) {
    const values = { ...unknownOf(table, row), ...row.values }
    const names = Object.keys(values)
    const places = names.map(() => '?').join(', ')
    try {
      db.prepare(
        `INSERT OR IGNORE INTO main."${table.name}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${places})`,
      ).run(...Object.values(values))
    } catch {
      // A value that the table does not take: this row is lost, the next one may be well.
    }
  }
}

/** Contents of which a piece is missing go; who pointed at them is mended with the other references. */
const dropBrokenBlobs = (db: ProjectDatabase): void => {
  db.exec(`DELETE FROM blobs WHERE size <> (
    SELECT ifnull(sum(length(bytes)), 0) FROM blob_pieces WHERE blob_pieces.hash = blobs.hash)`)
}

/** Tables in which half a row is worse than none. */
const ALL_OR_NOTHING: ReadonlySet<string> = new Set(['node_states'])

/** A reference to what is gone is emptied where it may be empty; else its row goes. Until nothing is left to mend. */
const mendReferences = (db: ProjectDatabase, tables: readonly Table[]): void => {
  for (let round = 0, changed = 1; changed > 0 && round < 10; round += 1) {
    changed = 0
    for (const { name, columns } of tables)
      for (const key of db.pragma(`foreign_key_list("${name}")`) as {
        table: string
        from: string
        to: string | null
      }[]) {
        const column = columns.find((each) => each.name === key.from)
        const to = key.to ?? 'id'
        const dangling = `"${key.from}" IS NOT NULL AND "${key.from}" NOT IN (SELECT "${to}" FROM "${key.table}")`
        const mayBeEmpty = column?.notNull === false && !ALL_OR_NOTHING.has(name)
        changed += db
          .prepare(
            mayBeEmpty
              ? `UPDATE "${name}" SET "${key.from}" = NULL WHERE ${dangling}`
              : `DELETE FROM "${name}" WHERE ${dangling}`,
          )
          .run().changes
      }
  }
}

/** Dense positions in each place, as the binder wants them. */
const renumber = (db: ProjectDatabase): void => {
  db.exec(`UPDATE nodes SET position = (
    SELECT count(*) FROM nodes AS other WHERE other.parent_id IS nodes.parent_id
      AND (other.position, other.rowid) < (nodes.position, nodes.rowid))`)
}

/** A scene without a title is known by its first words. */
const knownBy = (json: string): string => openingOf(JSON.parse(json) as SceneDocument)

const WHOLE: SceneState = { state: 'whole', from: null }

/** Fills a new file of the damaged one's version. @param title of a project whose title page is gone. */
export const rebuild = (
  db: ProjectDatabase,
  tables: readonly Table[],
  { rows, damaged }: Scan,
  { title, now }: { readonly title: string; readonly now: number },
): Salvage => {
  db.transaction(() => {
    for (const table of tables) {
      // What a new file begins with gives way to what the old one had.
      if ((rows.get(table.name)?.length ?? 0) > 0) db.exec(`DELETE FROM main."${table.name}"`)
      insertRows(db, table, rows.get(table.name) ?? [])
    }
    db.exec('DELETE FROM project WHERE rowid NOT IN (SELECT min(rowid) FROM project)')
    if (db.prepare('SELECT count(*) FROM project').pluck().get() === 0)
      db.prepare("INSERT INTO project (id, title, language, created_at) VALUES (?, ?, 'en', ?)").run(
        newId(),
        title,
        now,
      )
  })()
  const media = (rows.get('media') ?? []).map(({ values }) => ({
    id: String(values.id),
    name: String(values.name),
  }))
  const states = db.transaction(() => {
    const hasHistory = tables.some(({ name }) => name === 'node_states')
    if (hasHistory) dropBrokenTexts(db)
    mendNodes(db, { hasHistory, damaged: damaged.has('nodes'), now })
    const found = mendScenes(db, {
      found: rows.get('scenes') ?? [],
      pieces: rows.get(SEARCH_PIECES) ?? [],
      hasHistory,
      now,
    })
    dropBrokenBlobs(db)
    mendReferences(db, tables)
    renumber(db)
    return found
  })()
  const saved = Object.fromEntries(
    tables.map(({ name }) => [
      name,
      db.prepare(`SELECT count(*) FROM main."${name}"`).pluck().get() as number,
    ]),
  )
  const texts = db
    .prepare<[], { id: string; kind: 'scene' | 'note'; title: string; document: string }>(
      'SELECT id, kind, title, document FROM nodes JOIN scenes ON node_id = id ORDER BY position',
    )
    .all()
  const left = new Set(db.prepare<[], string>('SELECT id FROM media').pluck().all())
  const items: SalvagedItem[] = [
    ...texts.map(({ id, kind, title: name, document }) => ({
      kind,
      title: name || knownBy(document),
      ...(states.get(id) ?? WHOLE),
      words: wordCount(document),
    })),
    ...media.map(({ id, name }) => ({
      kind: 'media' as const,
      title: name,
      state: left.has(id) ? ('whole' as const) : ('lost' as const),
      words: 0,
      from: null,
    })),
  ]
  return { saved, items }
}
