// Sessions of NPCs with everything that they hold; small, bounded, and no part of what a writer undoes.
import { EngineError } from '../domain/errors.ts'
import type { NpcSession } from '../domain/npc-session.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly owner: string
  readonly character_id: string | null
  readonly held: string
  readonly lines: number
  readonly created_at: number
  readonly updated_at: number
}

type Held = Omit<NpcSession, 'id' | 'owner' | 'characterId' | 'lines' | 'createdAt' | 'updatedAt'>

const toSession = (row: Row): NpcSession => ({
  ...(JSON.parse(row.held) as Held),
  id: row.id,
  owner: row.owner,
  characterId: row.character_id,
  lines: row.lines,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const createNpcRepository = (db: ProjectDatabase) => {
  const all = db.prepare<[], Row>('SELECT * FROM npc_sessions ORDER BY updated_at DESC, id')
  const one = db.prepare<[string], Row>('SELECT * FROM npc_sessions WHERE id = ?')
  const count = db.prepare<[], number>('SELECT count(*) FROM npc_sessions').pluck()
  const put = db.prepare(
    `INSERT INTO npc_sessions (id, owner, character_id, held, lines, created_at, updated_at)
     VALUES (@id, @owner, @characterId, @held, @lines, @createdAt, @updatedAt)
     ON CONFLICT (id) DO UPDATE SET held = excluded.held, lines = excluded.lines, updated_at = excluded.updated_at`,
  )
  const remove = db.prepare('DELETE FROM npc_sessions WHERE id = ?')

  return {
    /** Spoken with last first. */
    list: (): readonly NpcSession[] => all.all().map(toSession),

    count: (): number => count.get() ?? 0,

    /** NOT_FOUND. */
    get(id: string): NpcSession {
      const row = one.get(id)
      if (row) return toSession(row)
      throw new EngineError('NOT_FOUND', 'There is no such session (any more). Nothing was said.', { id })
    },

    put(session: NpcSession): void {
      const { id, owner, characterId, lines, createdAt, updatedAt, ...held } = session
      put.run({ id, owner, characterId, lines, createdAt, updatedAt, held: JSON.stringify(held) })
    },

    /** Whether there was one. */
    remove: (id: string): boolean => remove.run(id).changes === 1,
  }
}
