// Puts what was found in a damaged file into a new, empty one, and mends what no longer fits together: words are kept
// before order, order before everything else.
import type { SceneDocument } from '../../domain/document.ts'
import { emptyDocument } from '../../domain/empty-document.ts'
import { newId } from '../../domain/ids.ts'
import { openingOf } from '../../domain/opening.ts'
import type { ProjectDatabase } from '../database.ts'
import type { FoundRow, Scan, Table } from './scan.ts'

export interface Salvage {
  /** Rows that are in the new file, by table. */
  readonly saved: Readonly<Record<string, number>>
  readonly items: readonly SalvagedItem[]
}

export interface SalvagedItem {
  readonly kind: 'scene' | 'note' | 'media'
  readonly title: string
  /** `partly`: what stood before the damage is there. */
  readonly state: 'whole' | 'partly' | 'lost'
  readonly words: number
}

const insertRows = (db: ProjectDatabase, table: Table, rows: readonly FoundRow[]): void => {
  for (const { values } of rows.toSorted((a, b) => Number(b.whole) - Number(a.whole))) {
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

const TEXT = /"text":"((?:[^"\\]|\\.)*)("?)/g
const PARAGRAPH = /"type":"(?:paragraph|heading)"/

/** What can be read of a document that breaks off or was overwritten: its paragraphs, without their marks. */
const wordsOf = (json: string): SceneDocument | null => {
  const paragraphs = json
    .split(PARAGRAPH)
    .map((part) =>
      [...part.matchAll(TEXT)]
        .map(([, text = '']) => text.replaceAll('\uFFFD', '').replace(/\\u?[0-9a-f]{0,3}$/i, ''))
        .map((text) => {
          try {
            return JSON.parse(`"${text}"`) as string
          } catch {
            return text
          }
        })
        .join(''),
    )
    .filter((text) => text.trim() !== '')
  if (paragraphs.length === 0) return null
  return {
    type: 'doc',
    content: paragraphs.map((text) => ({
      type: 'paragraph',
      attrs: { id: newId() },
      content: [{ type: 'text', text }],
    })),
  }
}

const isDocument = (value: unknown): value is SceneDocument =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'doc' &&
  'content' in value &&
  Array.isArray(value.content) &&
  value.content.length > 0

/** The document, whole or what is left of it. */
const readDocument = (json: string): { document: SceneDocument | null; whole: boolean } => {
  try {
    const document: unknown = JSON.parse(json)
    if (isDocument(document)) return { document, whole: true }
  } catch {
    // Cut off.
  }
  return { document: wordsOf(json), whole: false }
}

/** Every text gets a node to stand in; every node that should have a text gets one. */
const mendScenes = (
  db: ProjectDatabase,
  found: readonly FoundRow[],
  now: number,
): Map<string, SalvagedItem['state']> => {
  const states = new Map<string, SalvagedItem['state']>()
  const cutOff = new Set(found.filter(({ whole }) => !whole).map(({ values }) => values.node_id))
  const columns = new Set((db.pragma('table_info(scenes)') as { name: string }[]).map(({ name }) => name))
  const write = db.prepare('UPDATE scenes SET document = ? WHERE node_id = ?')
  const opening = columns.has('opening')
    ? db.prepare('UPDATE scenes SET opening = ? WHERE node_id = ?')
    : null
  const rows = db
    .prepare<[], { node_id: string; document: string }>('SELECT node_id, document FROM scenes')
    .all()
  for (const { node_id: id, document: json } of rows) {
    const { document, whole } = readDocument(json)
    states.set(id, document === null ? 'lost' : whole && !cutOff.has(id) ? 'whole' : 'partly')
    if (whole) continue
    const kept = document ?? emptyDocument()
    write.run(JSON.stringify(kept), id)
    opening?.run(openingOf(kept), id)
  }
  const orphans = db
    .prepare<[], string>('SELECT node_id FROM scenes WHERE node_id NOT IN (SELECT id FROM nodes)')
    .pluck()
    .all()
  for (const id of orphans)
    db.prepare(
      'INSERT INTO nodes (id, parent_id, kind, title, position, created_at) VALUES (?, NULL, ?, ?, ?, ?)',
    ).run(id, 'scene', '', 1_000_000, now)
  const bare = db
    .prepare<[], string>(
      "SELECT id FROM nodes WHERE kind IN ('scene', 'note') AND id NOT IN (SELECT node_id FROM scenes)",
    )
    .pluck()
    .all()
  for (const id of bare) {
    states.set(id, 'lost')
    db.prepare('INSERT INTO scenes (node_id, document, words, updated_at) VALUES (?, ?, 0, ?)').run(
      id,
      JSON.stringify(emptyDocument()),
      now,
    )
  }
  return states
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

const COUNT_WORDS = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu

const wordCount = (json: string): number => {
  let count = 0
  for (const [, text = ''] of json.matchAll(TEXT)) count += text.match(COUNT_WORDS)?.length ?? 0
  return count
}

/** Fills a new file of the damaged one's version. @param title of a project whose title page is gone. */
export const rebuild = (
  db: ProjectDatabase,
  tables: readonly Table[],
  { rows }: Scan,
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
    const found = mendScenes(db, rows.get('scenes') ?? [], now)
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
      title: name,
      state: states.get(id) ?? ('whole' as const),
      words: wordCount(document),
    })),
    ...media.map(({ id, name }) => ({
      kind: 'media' as const,
      title: name,
      state: left.has(id) ? ('whole' as const) : ('lost' as const),
      words: 0,
    })),
  ]
  return { saved, items }
}
