// Batches of lines and the lines themselves as rows. Writing goes on for hours and is not undone; what the writer does to
// lines afterwards is.
import type { Bond } from '../domain/cast/relation.ts'
import type { Emotion, Feeling } from '../domain/emotion.ts'
import { EngineError } from '../domain/errors.ts'
import type { Decision, Reason } from '../domain/generation.ts'
import type { LineEmotion } from '../domain/dialogue/dialogue.ts'
import type { LineState } from '../domain/lines/line-matrix.ts'
import type { BatchState, LineBatch, LineWish, NpcLine } from '../domain/lines/npc-line.ts'
import type { ProjectDatabase } from './database.ts'

interface BatchRow {
  readonly id: string
  readonly title: string
  readonly wish: string
  readonly state: BatchState
  readonly writer_name: string
  readonly fingerprint: string
  readonly cells: number
  readonly refused: string
  readonly tokens: number
  readonly created_at: number
  readonly kept: number
}

interface LineRow {
  readonly id: string
  readonly batch_id: string
  readonly cell: string
  readonly character_id: string
  readonly situation: string
  readonly bond: string
  readonly state: string
  readonly wanted: string | null
  readonly text: string
  readonly original: string
  readonly emotion: string
  readonly feeling: string
  readonly score: number
  readonly reasons: string
  readonly decision: string
  readonly rating: number
  readonly created_at: number
}

const toBatch = (row: BatchRow): LineBatch => {
  const wish = JSON.parse(row.wish) as LineWish
  return {
    id: row.id,
    title: row.title,
    wish,
    state: row.state,
    writerName: row.writer_name,
    cells: row.cells,
    asked: row.cells * wish.perCell,
    kept: row.kept,
    refused: JSON.parse(row.refused) as LineBatch['refused'],
    tokens: row.tokens,
    createdAt: row.created_at,
  }
}

const toLine = (row: LineRow): NpcLine => ({
  id: row.id,
  batchId: row.batch_id,
  key: row.cell,
  characterId: row.character_id,
  situation: row.situation,
  bond: row.bond as Bond,
  state: row.state as LineState,
  wanted: row.wanted as Emotion | null,
  text: row.text,
  original: row.original,
  emotion: JSON.parse(row.emotion) as LineEmotion,
  feeling: JSON.parse(row.feeling) as Feeling,
  score: row.score,
  reasons: JSON.parse(row.reasons) as Reason[],
  decision: row.decision as Decision,
  rating: row.rating,
  createdAt: row.created_at,
})

export interface LineFilter {
  readonly batchId?: string | undefined
  readonly characterId?: string | undefined
  readonly situation?: string | undefined
  readonly decision?: Decision | undefined
}

const BATCH = `SELECT b.*, (SELECT count(*) FROM npc_lines l WHERE l.batch_id = b.id) AS kept FROM line_batches b`

export const createLineRepository = (db: ProjectDatabase) => {
  const batches = db.prepare<[], BatchRow>(`${BATCH} ORDER BY b.created_at DESC, b.rowid DESC`)
  const batch = db.prepare<[string], BatchRow>(`${BATCH} WHERE b.id = ?`)
  const insertBatch = db.prepare(
    `INSERT INTO line_batches (id, title, wish, state, writer_name, fingerprint, cells, created_at)
     VALUES (?, ?, ?, 'running', ?, ?, ?, ?)`,
  )
  const setState = db.prepare('UPDATE line_batches SET state = ? WHERE id = ?')
  const setWish = db.prepare('UPDATE line_batches SET wish = ? WHERE id = ?')
  const setCounts = db.prepare('UPDATE line_batches SET refused = ?, tokens = ? WHERE id = ?')
  const orphans = db.prepare(`UPDATE line_batches SET state = 'stopped' WHERE state = 'running'`)
  const removeBatch = db.prepare('DELETE FROM line_batches WHERE id = ?')
  const removeOfBatch = db.prepare('DELETE FROM npc_lines WHERE batch_id = ?')
  const insert = db.prepare<[LineRow]>(
    `INSERT INTO npc_lines VALUES (@id, @batch_id, @cell, @character_id, @situation, @bond, @state, @wanted, @text,
       @original, @emotion, @feeling, @score, @reasons, @decision, @rating,
       (SELECT coalesce(max(made), 0) + 1 FROM npc_lines WHERE batch_id = @batch_id), @created_at)`,
  )
  const one = db.prepare<[string], LineRow>('SELECT * FROM npc_lines WHERE id = ?')
  const found = db.prepare<[Record<string, string | number | null>], LineRow>(
    `SELECT * FROM npc_lines WHERE (@batchId IS NULL OR batch_id = @batchId)
       AND (@characterId IS NULL OR character_id = @characterId) AND (@situation IS NULL OR situation = @situation)
       AND (@decision IS NULL OR decision = @decision)
     ORDER BY created_at, batch_id, made LIMIT @limit OFFSET @offset`,
  )
  const counts = db.prepare<[string], { cell: string; n: number }>(
    'SELECT cell, count(*) AS n FROM npc_lines WHERE batch_id = ? GROUP BY cell',
  )
  const textsOf = db
    .prepare<[string], string>(`SELECT text FROM npc_lines WHERE character_id = ? AND decision <> 'rejected'`)
    .pluck()
  const likedOf = db
    .prepare<[string], string>(
      `SELECT text FROM npc_lines WHERE character_id = ? AND (decision = 'accepted' OR rating > 0) ORDER BY created_at`,
    )
    .pluck()
  const edit = db.prepare('UPDATE npc_lines SET text = ? WHERE id = ?')
  const decide = db.prepare('UPDATE npc_lines SET decision = ? WHERE id = ?')
  const rate = db.prepare('UPDATE npc_lines SET rating = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM npc_lines WHERE id = ?')

  /** NOT_FOUND. */
  const getBatch = (id: string): LineBatch => {
    const row = batch.get(id)
    if (row) return toBatch(row)
    throw new EngineError('NOT_FOUND', 'This batch of lines is not in the project (any more).', {
      batchId: id,
    })
  }

  /** NOT_FOUND. */
  const get = (id: string): NpcLine => {
    const row = one.get(id)
    if (row) return toLine(row)
    throw new EngineError('NOT_FOUND', 'This line is not in the project (any more).', { lineId: id })
  }

  return {
    batches: (): readonly LineBatch[] => batches.all().map(toBatch),
    batch: getBatch,

    createBatch(given: {
      readonly id: string
      readonly title: string
      readonly wish: LineWish
      readonly writerName: string
      readonly fingerprint: string
      readonly cells: number
      readonly createdAt: number
    }): LineBatch {
      const { id, title, wish, writerName, fingerprint, cells, createdAt } = given
      insertBatch.run(id, title, JSON.stringify(wish), writerName, fingerprint, cells, createdAt)
      return getBatch(id)
    },

    setState(id: string, state: BatchState): void {
      setState.run(state, id)
    },

    setWish(id: string, wish: LineWish): void {
      setWish.run(JSON.stringify(wish), id)
    },

    setCounts(id: string, refused: LineBatch['refused'], tokens: number): void {
      setCounts.run(JSON.stringify(refused), tokens, id)
    },

    /** Batches that a dead engine left running are stopped ones. */
    settle(): void {
      orphans.run()
    },

    removeBatch(id: string): void {
      getBatch(id)
      removeOfBatch.run(id)
      removeBatch.run(id)
    },

    add(line: NpcLine): void {
      insert.run({
        id: line.id,
        batch_id: line.batchId,
        cell: line.key,
        character_id: line.characterId,
        situation: line.situation,
        bond: line.bond,
        state: line.state,
        wanted: line.wanted,
        text: line.text,
        original: line.original,
        emotion: JSON.stringify(line.emotion),
        feeling: JSON.stringify(line.feeling),
        score: line.score,
        reasons: JSON.stringify(line.reasons),
        decision: line.decision,
        rating: line.rating,
        created_at: line.createdAt,
      })
    },

    get,

    find: (filter: LineFilter, limit: number, offset: number): readonly NpcLine[] =>
      found
        .all({
          batchId: filter.batchId ?? null,
          characterId: filter.characterId ?? null,
          situation: filter.situation ?? null,
          decision: filter.decision ?? null,
          limit,
          offset,
        })
        .map(toLine),

    /** Lines that a batch has, by cell. */
    counts: (batchId: string): ReadonlyMap<string, number> =>
      new Map(counts.all(batchId).map(({ cell, n }) => [cell, n])),

    /** Everything that somebody says already, in whatever batch; not what was rejected. */
    textsOf: (characterId: string): readonly string[] => textsOf.all(characterId),

    /** Lines of theirs that the writer took or liked, as edited. */
    likedOf: (characterId: string): readonly string[] => likedOf.all(characterId),

    edit(id: string, text: string): NpcLine {
      get(id)
      edit.run(text, id)
      return get(id)
    },

    decide(id: string, decision: Decision): NpcLine {
      get(id)
      decide.run(decision, id)
      return get(id)
    },

    rate(id: string, rating: number): NpcLine {
      get(id)
      rate.run(rating, id)
      return get(id)
    },

    remove(id: string): void {
      remove.run(id)
    },
  }
}
