// Beats of a scope in their order, and what its plan was made from. How a plan is made is the services' business.
import type { Beat, PlanWish } from '../domain/beat.ts'
import { NO_WISH } from '../domain/beat.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly scope_id: string
  readonly position: number
  readonly title: string
  readonly summary: string
  readonly background: string
  readonly feeling: string
  readonly locked: number
  readonly line: string
  readonly scene_id: string | null
}

/** The table's name for the book as a whole. */
const BOOK = ''

/** A scene that was removed is no scene of the beat any more. */
const BEAT = `SELECT id, scope_id, position, title, summary, background, feeling, locked, line,
  (SELECT n.id FROM nodes n WHERE n.id = scene_id AND n.trash_id IS NULL) AS scene_id FROM beats`

const toBeat = (row: Row): Beat => {
  const { valence = 0, emotion = null } = JSON.parse(row.feeling) as Partial<
    Pick<Beat, 'valence' | 'emotion'>
  >
  return {
    id: row.id,
    scopeId: row.scope_id === BOOK ? null : row.scope_id,
    position: row.position,
    title: row.title,
    summary: row.summary,
    background: row.background,
    valence,
    emotion,
    locked: row.locked === 1,
    line: row.line,
    sceneId: row.scene_id,
  }
}

const toRow = (beat: Beat): Row => ({
  id: beat.id,
  scope_id: beat.scopeId ?? BOOK,
  position: beat.position,
  title: beat.title,
  summary: beat.summary,
  background: beat.background,
  feeling: JSON.stringify({ valence: beat.valence, emotion: beat.emotion }),
  locked: beat.locked ? 1 : 0,
  line: beat.line,
  scene_id: beat.sceneId,
})

export const createBeatRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[string], Row>(`${BEAT} WHERE scope_id = ? ORDER BY position`)
  const one = db.prepare<[string], Row>(`${BEAT} WHERE id = ?`)
  const ofScene = db.prepare<[string], Row>(
    `SELECT * FROM (${BEAT}) WHERE scene_id = ? ORDER BY position LIMIT 1`,
  )
  const insert = db.prepare<[Row]>(
    `INSERT INTO beats (id, scope_id, position, title, summary, background, feeling, locked, line, scene_id)
     VALUES (@id, @scope_id, @position, @title, @summary, @background, @feeling, @locked, @line, @scene_id)`,
  )
  const update = db.prepare<[Row]>(
    `UPDATE beats SET position = @position, title = @title, summary = @summary, background = @background,
       feeling = @feeling, locked = @locked, line = @line, scene_id = @scene_id WHERE id = @id`,
  )
  const remove = db.prepare<[string]>('DELETE FROM beats WHERE id = ?')
  const readWish = db.prepare<[string], string>('SELECT wish FROM plans WHERE scope_id = ?').pluck()
  const writeWish = db.prepare(
    'INSERT INTO plans (scope_id, wish) VALUES (?, ?) ON CONFLICT DO UPDATE SET wish = excluded.wish',
  )

  return {
    list: (scopeId: string | null): readonly Beat[] => list.all(scopeId ?? BOOK).map(toBeat),

    /** NOT_FOUND. */
    get(id: string): Beat {
      const row = one.get(id)
      if (!row) throw new EngineError('NOT_FOUND', 'This beat is not in the plan (any more).', { beatId: id })
      return toBeat(row)
    },

    /** The beat that a scene was made of. */
    ofScene(sceneId: string): Beat | null {
      const row = ofScene.get(sceneId)
      return row ? toBeat(row) : null
    },

    /** The scope's beats become these, in this order; what has not changed is not touched. */
    replace: db.transaction((scopeId: string | null, beats: readonly Beat[]): void => {
      const before = new Map(list.all(scopeId ?? BOOK).map((row) => [row.id, row]))
      beats.forEach((beat, position) => {
        const row = toRow({ ...beat, scopeId, position })
        const known = before.get(beat.id)
        before.delete(beat.id)
        if (!known) insert.run(row)
        else if (JSON.stringify(toRow(toBeat(known))) !== JSON.stringify(row)) update.run(row)
      })
      for (const id of before.keys()) remove.run(id)
    }),

    wish(scopeId: string | null): PlanWish {
      const text = readWish.get(scopeId ?? BOOK)
      return text === undefined ? NO_WISH : { ...NO_WISH, ...(JSON.parse(text) as Partial<PlanWish>) }
    },

    setWish(scopeId: string | null, wish: PlanWish): void {
      writeWish.run(scopeId ?? BOOK, JSON.stringify(wish))
    },
  }
}
