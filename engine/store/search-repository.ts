// The full-text index inside the project file: what must be read anew (triggers say so), the pieces of text, and which of
// them hold the words of a query. What a document's pieces are is engine/text's; the language of queries too.
import type { SceneDocument } from '../domain/document.ts'
import {
  MEDIA_SEARCH_FIELDS,
  SEARCH_FIELDS,
  type MediaPiece,
  type SearchField,
  type SearchPiece,
} from '../domain/search.ts'
import type { ProjectDatabase } from './database.ts'

/** What is known of a node whose text must be indexed anew. */
export interface StaleNode {
  readonly nodeId: string
  readonly title: string
  readonly synopsis: string
  /** Null for what has no text of its own, or whose text is damaged. */
  readonly document: SceneDocument | null
  /** False when the node is gone. */
  readonly exists: boolean
}

/** A medium among what is indexed, told from nodes by its mark. */
const MEDIUM = 'media:'

export const indexedMedium = (mediaId: string): string => MEDIUM + mediaId

/** Null for a node. */
export const mediumOf = (indexedId: string): string | null =>
  indexedId.startsWith(MEDIUM) ? indexedId.slice(MEDIUM.length) : null

export interface IndexedNode {
  /** Or that of a medium, with its mark. */
  readonly nodeId: string
  readonly pieces: readonly IndexedPiece[]
}

/** Of a medium, `part` is where it is said, in milliseconds. */
export interface IndexedPiece {
  readonly field: string
  readonly blockId: string
  readonly part: number
  readonly text: string
}

interface PieceRow {
  readonly id: number
  readonly node_id: string
  readonly field: string
  readonly block_id: string
  readonly part: number
  readonly text: string
}

const toField = (name: string): SearchField => SEARCH_FIELDS.find((field) => field === name) ?? 'text'

const toMediaPiece = ({ field, part, text }: PieceRow): MediaPiece => ({
  field: MEDIA_SEARCH_FIELDS.find((known) => known === field) ?? 'about',
  atMs: part,
  text,
})

const toPiece = (row: PieceRow): SearchPiece => ({
  nodeId: row.node_id,
  field: toField(row.field),
  blockId: row.block_id,
  part: row.part,
  text: row.text,
})

const toDocument = (json: string | null): SceneDocument | null => {
  try {
    return json === null ? null : (JSON.parse(json) as SceneDocument)
  } catch {
    // A damaged text is reported where it is read for itself; the rest of the book stays searchable.
    return null
  }
}

const keyOf = (piece: Pick<PieceRow, 'field' | 'block_id' | 'part' | 'text'>): string =>
  `${piece.field}\n${piece.part}\n${piece.block_id}\n${piece.text}`

export const createSearchRepository = (db: ProjectDatabase) => {
  const staleIds = db.prepare('SELECT node_id FROM search_stale').pluck()
  const readNode = db.prepare(
    `SELECT title, synopsis, document FROM nodes LEFT JOIN scenes ON node_id = id WHERE id = ?`,
  )
  const forget = db.prepare('DELETE FROM search_stale WHERE node_id = ?')
  const known = db.prepare<[string], PieceRow>('SELECT * FROM search_pieces WHERE node_id = ? ORDER BY seq')
  const addPiece = db
    .prepare(
      'INSERT INTO search_pieces (node_id, field, block_id, part, seq, text) VALUES (?, ?, ?, ?, ?, ?) RETURNING id',
    )
    .pluck()
  const moveTo = db.prepare('UPDATE search_pieces SET seq = ? WHERE id = ? AND seq <> ?')
  const dropPiece = db.prepare('DELETE FROM search_pieces WHERE id = ?')
  const addWords = db.prepare('INSERT INTO search_index (rowid, words) VALUES (?, ?)')
  const dropWords = db.prepare('DELETE FROM search_index WHERE rowid = ?')
  const everything = db.prepare<[], PieceRow>('SELECT * FROM search_pieces ORDER BY node_id, seq')
  const matching = db.prepare<[string], { id: number; node_id: string }>(
    `SELECT id, node_id FROM search_pieces WHERE id IN
       (SELECT rowid FROM search_index WHERE search_index MATCH ?) ORDER BY node_id, seq`,
  )
  const readPiece = db.prepare<[number], PieceRow>('SELECT * FROM search_pieces WHERE id = ?')

  return {
    /** Nodes, and media with their mark, whose words are not those of the index. */
    stale: (): readonly string[] => staleIds.all() as string[],

    readStale(nodeId: string): StaleNode {
      const row = readNode.get(nodeId) as
        { title: string; synopsis: string; document: string | null } | undefined
      if (!row) return { nodeId, title: '', synopsis: '', document: null, exists: false }
      return {
        nodeId,
        title: row.title,
        synopsis: row.synopsis,
        document: toDocument(row.document),
        exists: true,
      }
    },

    /**
     * Takes over the pieces of nodes until `next` has no more, in one transaction: pieces that are the same stay, and
     * only others touch the index. @param indexable text as the index's tokenizer can take it apart.
     */
    indexSome: db.transaction((next: () => IndexedNode | null, indexable: (text: string) => string): void => {
      for (let node = next(); node; node = next()) {
        const before = Map.groupBy(known.all(node.nodeId), keyOf)
        node.pieces.forEach(({ field, blockId, part, text }, seq) => {
          const same = before.get(keyOf({ field, block_id: blockId, part, text }))?.shift()
          if (same) moveTo.run(seq, same.id, seq)
          else addWords.run(addPiece.get(node.nodeId, field, blockId, part, seq, text), indexable(text))
        })
        for (const gone of [...before.values()].flat()) {
          dropWords.run(gone.id)
          dropPiece.run(gone.id)
        }
        forget.run(node.nodeId)
      }
    }),

    /** Every piece of the file, what lies in the trash too; in order within each node. */
    pieces: (): SearchPiece[] => everything.all().map(toPiece),

    /** Pieces that hold the words, in order within each node; without their texts. */
    matching: (expression: string): readonly { readonly id: number; readonly nodeId: string }[] =>
      matching.all(expression).map(({ id, node_id: nodeId }) => ({ id, nodeId })),

    piece(id: number): SearchPiece | null {
      const row = readPiece.get(id)
      return row ? toPiece(row) : null
    },

    mediaPiece(id: number): MediaPiece | null {
      const row = readPiece.get(id)
      return row ? toMediaPiece(row) : null
    },
  }
}
