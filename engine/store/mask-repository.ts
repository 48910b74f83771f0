// What the writer decided about names and private details, by how they are written.
import type { ChosenMask, DetailKind } from '../domain/mask.ts'
import type { ProjectDatabase } from './database.ts'

export const createMaskRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[], { original: string; kind: DetailKind; standIn: string | null }>(
    'SELECT original, kind, stand_in AS standIn FROM masks ORDER BY original',
  )
  const put = db.prepare(
    `INSERT INTO masks (original, kind, stand_in) VALUES (?, ?, ?)
     ON CONFLICT (original) DO UPDATE SET kind = excluded.kind, stand_in = excluded.stand_in`,
  )
  const remove = db.prepare('DELETE FROM masks WHERE original = ?')
  return {
    list: (): readonly ChosenMask[] => list.all(),
    put: ({ original, kind, standIn }: ChosenMask): void => void put.run(original, kind, standIn),
    /** As usual again. */
    remove: (original: string): void => void remove.run(original),
  }
}
