// Gives every text of a salvaged file a node and every node its text: what is left of it, joined with what history and
// the search index still have. Which of those say more is older-words' business.
import { emptyDocument } from '../../domain/empty-document.ts'
import { openingOf } from '../../domain/opening.ts'
import type { ProjectDatabase } from '../database.ts'
import { readDocument, wordCount } from './document-text.ts'
import { joinTexts, olderTexts, type WordSource } from './older-words.ts'
import type { FoundRow } from './scan.ts'

export interface SceneState {
  readonly state: 'whole' | 'partly' | 'lost'
  readonly from: WordSource | null
}

/** What the newest snapshot says of a node beside its place. */
const FACTS = 'parent_id, kind, title, position, status, label, pov, synopsis'

/**
 * Nodes whose rows are gone come back as the newest snapshot has them. Whatever of its texts is left has a place then:
 * as it had, or at the end of the book.
 */
export const mendNodes = (
  db: ProjectDatabase,
  {
    hasHistory,
    damaged,
    now,
  }: {
    readonly hasHistory: boolean
    /** Of nodes that are missing without it, the writer let go. */
    readonly damaged: boolean
    readonly now: number
  },
): void => {
  if (hasHistory)
    db.prepare(
      `INSERT OR IGNORE INTO nodes (id, ${FACTS}, created_at)
       SELECT node_id, ${FACTS}, ? FROM node_states
       WHERE to_seq IS NULL AND (? OR node_id IN (SELECT node_id FROM scenes))`,
    ).run(now, damaged ? 1 : 0)
  db.prepare(
    `INSERT INTO nodes (id, parent_id, kind, title, position, created_at)
     SELECT node_id, NULL, 'scene', '', 1000000, ? FROM scenes WHERE node_id NOT IN (SELECT id FROM nodes)`,
  ).run(now)
}

/** @returns how each scene and note came out, by its node. */
export const mendScenes = (
  db: ProjectDatabase,
  {
    found,
    pieces,
    hasHistory,
    now,
  }: {
    readonly found: readonly FoundRow[]
    /** Rows of the search index. */
    readonly pieces: readonly FoundRow[]
    readonly hasHistory: boolean
    readonly now: number
  },
): ReadonlyMap<string, SceneState> => {
  const states = new Map<string, SceneState>()
  const cutOff = new Set(found.filter(({ whole }) => !whole).map(({ values }) => values.node_id))
  const others = hasHistory ? olderTexts(db, pieces) : () => []
  const hasOpening = (db.pragma('table_info(scenes)') as { name: string }[]).some(
    ({ name }) => name === 'opening',
  )
  const write = db.prepare(
    `UPDATE scenes SET document = @json, words = @words${hasOpening ? ', opening = @opening' : ''} WHERE node_id = @id`,
  )
  db.prepare(
    `INSERT INTO scenes (node_id, rev, document, words, updated_at)
     SELECT id, 0, '', 0, ? FROM nodes WHERE kind IN ('scene', 'note') AND id NOT IN (SELECT node_id FROM scenes)`,
  ).run(now)
  const rows = db
    .prepare<[], { id: string; rev: number; document: string }>(
      'SELECT node_id AS id, rev, document FROM scenes',
    )
    .all()
  for (const { id, rev, document: json } of rows) {
    const read = readDocument(json)
    if (read.whole && !cutOff.has(id)) {
      states.set(id, { state: 'whole', from: null })
      continue
    }
    const joined = joinTexts(read.document, others(id, rev === 0 ? null : rev))
    const document = joined?.document ?? emptyDocument()
    const text = JSON.stringify(document)
    write.run({
      id,
      json: text,
      words: wordCount(text),
      ...(hasOpening ? { opening: openingOf(document) } : {}),
    })
    states.set(id, {
      state: joined === null ? 'lost' : joined.whole ? 'whole' : 'partly',
      from: joined?.from ?? null,
    })
  }
  return states
}
