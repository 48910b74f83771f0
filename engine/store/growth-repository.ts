// Growths as rows: one a dialogue, and a row for each of its beats, so that what is written stays written. Writing is not
// undone; what the writer decides about it is.
import type {
  GrownPart,
  Growth,
  GrowthOrigin,
  GrowthPlan,
  GrowthWish,
} from '../domain/dialogue/growth/growth.ts'
import { EngineError } from '../domain/errors.ts'
import type { BatchState } from '../domain/lines/npc-line.ts'
import type { ProjectDatabase } from './database.ts'

interface GrowthRow {
  readonly dialogue_id: string
  readonly origin: string | null
  readonly wish: string
  readonly plan: string
  readonly state: BatchState
  readonly writer_name: string
  readonly tokens: number
  readonly created_at: number
}

interface PartRow {
  readonly id: string
  readonly content: string | null
  readonly dropped: number
}

export const createGrowthRepository = (db: ProjectDatabase) => {
  const one = db.prepare<[string], GrowthRow>('SELECT * FROM growths WHERE dialogue_id = ?')
  const parts = db.prepare<[string], PartRow>(
    'SELECT id, content, dropped FROM growth_parts WHERE dialogue_id = ?',
  )
  const insert = db.prepare<[GrowthRow]>(
    `INSERT INTO growths VALUES (@dialogue_id, @origin, @wish, @plan, @state, @writer_name, @tokens, @created_at)`,
  )
  const insertPart = db.prepare('INSERT INTO growth_parts (dialogue_id, id) VALUES (?, ?)')
  const setState = db.prepare('UPDATE growths SET state = ?, tokens = ? WHERE dialogue_id = ?')
  const setWish = db.prepare('UPDATE growths SET wish = ? WHERE dialogue_id = ?')
  const write = db.prepare('UPDATE growth_parts SET content = ? WHERE dialogue_id = ? AND id = ?')
  const drop = db.prepare('UPDATE growth_parts SET dropped = ? WHERE dialogue_id = ? AND id = ?')
  const remove = db.prepare('DELETE FROM growths WHERE dialogue_id = ?')
  const removeParts = db.prepare('DELETE FROM growth_parts WHERE dialogue_id = ?')

  const found = (dialogueId: string): Growth | null => {
    const row = one.get(dialogueId)
    if (!row) return null
    const rows = parts.all(dialogueId)
    return {
      dialogueId,
      origin: row.origin === null ? null : (JSON.parse(row.origin) as GrowthOrigin),
      wish: JSON.parse(row.wish) as GrowthWish,
      plan: JSON.parse(row.plan) as GrowthPlan,
      parts: new Map(
        rows.flatMap(({ id, content }) =>
          content === null ? [] : [[id, JSON.parse(content) as GrownPart] as const],
        ),
      ),
      dropped: new Set(rows.flatMap(({ id, dropped }) => (dropped === 1 ? [id] : []))),
      state: row.state,
      writerName: row.writer_name,
      tokens: row.tokens,
      createdAt: row.created_at,
    }
  }

  const get = (dialogueId: string): Growth => {
    const growth = found(dialogueId)
    if (growth) return growth
    throw new EngineError('NOT_FOUND', 'Nothing grows in this dialogue (any more).', { dialogueId })
  }

  return {
    /** Null where nothing grows. */
    find: found,
    /** NOT_FOUND. */
    get,

    create(growth: Omit<Growth, 'parts' | 'dropped' | 'state' | 'tokens'>): Growth {
      const { dialogueId, origin, wish, plan, writerName, createdAt } = growth
      insert.run({
        dialogue_id: dialogueId,
        origin: origin === null ? null : JSON.stringify(origin),
        wish: JSON.stringify(wish),
        plan: JSON.stringify(plan),
        state: 'running',
        writer_name: writerName,
        tokens: 0,
        created_at: createdAt,
      })
      for (const { id } of plan.beats) insertPart.run(dialogueId, id)
      return get(dialogueId)
    },

    setState(dialogueId: string, state: BatchState, tokens: number): void {
      setState.run(state, tokens, dialogueId)
    },

    setWish(dialogueId: string, wish: GrowthWish): void {
      setWish.run(JSON.stringify(wish), dialogueId)
    },

    write(dialogueId: string, part: GrownPart): void {
      write.run(JSON.stringify(part), dialogueId, part.id)
    },

    drop(dialogueId: string, id: string, isDropped: boolean): void {
      drop.run(isDropped ? 1 : 0, dialogueId, id)
    },

    /** Idempotent. */
    remove(dialogueId: string): void {
      removeParts.run(dialogueId)
      remove.run(dialogueId)
    },
  }
}
