// Target curves: how the writer wants a scope to feel, one curve a scope and measure.
import type { DrawnCurve, TargetCurve } from '../domain/curve.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly scope_id: string
  readonly measure: TargetCurve['measure']
  readonly points: string
  readonly shape: string
}

/** The table's name for the book as a whole. */
const BOOK = ''

const toTarget = (row: Row): TargetCurve => ({
  scopeId: row.scope_id === BOOK ? null : row.scope_id,
  measure: row.measure,
  points: JSON.parse(row.points) as TargetCurve['points'],
  shape: row.shape === '' ? null : row.shape,
})

export const createTargetRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[], Row>(
    `SELECT scope_id, measure, points, shape FROM targets
     WHERE scope_id NOT IN (SELECT id FROM nodes WHERE trash_id IS NOT NULL) ORDER BY scope_id, measure`,
  )
  const put = db.prepare('INSERT INTO targets (scope_id, measure, points, shape) VALUES (?, ?, ?, ?)')
  const change = db.prepare('UPDATE targets SET points = ?, shape = ? WHERE scope_id = ? AND measure = ?')
  const remove = db.prepare('DELETE FROM targets WHERE scope_id = ? AND measure = ?')

  return {
    /** Curves of what is in the trash wait there with it. */
    list: (): TargetCurve[] => list.all().map(toTarget),

    /** No points removes the curve. */
    set({ scopeId, measure, points, shape }: DrawnCurve & Partial<TargetCurve>): void {
      const scope = scopeId ?? BOOK
      if (points.length === 0) {
        remove.run(scope, measure)
        return
      }
      const text = JSON.stringify(points)
      if (change.run(text, shape ?? '', scope, measure).changes === 0)
        put.run(scope, measure, text, shape ?? '')
    },
  }
}
