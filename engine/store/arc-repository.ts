// Arcs of drafts, kept to compare with: how each paragraph felt, without its text.
import type { ArcSnapshot } from '../domain/arc-snapshot.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { ProjectDatabase } from './database.ts'

export type ArcSummary = Omit<ArcSnapshot, 'scenes'>

interface Row {
  readonly id: string
  readonly name: string
  readonly words: number
  readonly taken_at: number
}

const toSummary = ({ id, name, words, taken_at }: Row): ArcSummary => ({ id, name, words, takenAt: taken_at })

const notFound = (id: string): EngineError =>
  new EngineError('NOT_FOUND', 'This kept arc is not in the project (any more).', { id })

export const createArcRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const list = db.prepare<[], Row>(
    'SELECT id, name, words, taken_at FROM arc_snapshots ORDER BY taken_at, id',
  )
  const get = db.prepare<[string], Row & { readonly scenes: string }>(
    'SELECT * FROM arc_snapshots WHERE id = ?',
  )
  const put = db.prepare(
    'INSERT INTO arc_snapshots (id, name, words, scenes, taken_at) VALUES (?, ?, ?, ?, ?)',
  )
  const remove = db.prepare('DELETE FROM arc_snapshots WHERE id = ?')

  return {
    /** Oldest first; does not read the curves. */
    list: (): ArcSummary[] => list.all().map(toSummary),

    /** NOT_FOUND; PROJECT_DAMAGED when what was kept is no arc. */
    get(id: string): ArcSnapshot {
      const row = get.get(id)
      if (!row) throw notFound(id)
      try {
        return { ...toSummary(row), scenes: JSON.parse(row.scenes) as ArcSnapshot['scenes'] }
      } catch (cause) {
        throw new EngineError(
          'PROJECT_DAMAGED',
          'This kept arc is damaged in the project file. The text is not affected; remove the arc.',
          { id },
          { cause },
        )
      }
    },

    add(draft: Pick<ArcSnapshot, 'name' | 'words' | 'scenes'>): ArcSummary {
      const id = newId()
      const takenAt = now()
      put.run(id, draft.name, draft.words, JSON.stringify(draft.scenes), takenAt)
      return { id, name: draft.name, words: draft.words, takenAt }
    },

    /** NOT_FOUND. */
    remove(id: string): void {
      if (remove.run(id).changes === 0) throw notFound(id)
    },
  }
}
