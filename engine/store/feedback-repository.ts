// What the writer said of what was offered, as rows. What is said, and what is made of it, is the services' concern.
import type { Feedback, FeedbackKind } from '../domain/feedback.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly project_id: string
  readonly kind: string
  readonly about: string
  readonly at: number
  readonly body: string
}

const toFeedback = ({ id, kind, about, at, body }: Row): Feedback => ({
  ...(JSON.parse(body) as Omit<Feedback, 'id' | 'kind' | 'about' | 'at'>),
  id,
  kind: kind as FeedbackKind,
  about,
  at,
})

const toRow = (projectId: string, { id, kind, about, at, ...body }: Feedback): Row => ({
  id,
  project_id: projectId,
  kind,
  about,
  at,
  body: JSON.stringify(body),
})

export const createFeedbackRepository = (db: ProjectDatabase) => {
  const all = db.prepare<[], Row>('SELECT * FROM feedback ORDER BY at DESC, rowid DESC')
  const one = db.prepare<[string, string], Row>('SELECT * FROM feedback WHERE project_id = ? AND about = ?')
  const put = db.prepare<[Row]>(
    `INSERT INTO feedback VALUES (@id, @project_id, @kind, @about, @at, @body)
     ON CONFLICT (about, project_id) DO UPDATE SET kind = excluded.kind, at = excluded.at, body = excluded.body`,
  )
  const drop = db.prepare<[string]>('DELETE FROM feedback WHERE id = ?')
  const dropAbout = db.prepare<[string, string]>('DELETE FROM feedback WHERE project_id = ? AND about = ?')
  const dropOf = db.prepare<[string]>('DELETE FROM feedback WHERE project_id = ?')

  return {
    /** Newest first. */
    list: (): readonly Feedback[] => all.all().map(toFeedback),

    find(projectId: string, about: string): Feedback | null {
      const row = one.get(projectId, about)
      return row ? toFeedback(row) : null
    },

    /** What was said of the same before is replaced. */
    put(projectId: string, said: Feedback): void {
      put.run(toRow(projectId, said))
    },

    /** What is said of this no longer holds. */
    takeBack(projectId: string, about: string): void {
      dropAbout.run(projectId, about)
    },

    /** What was erased is overwritten in the file too. @returns how many there were of these. */
    erase(gone: readonly string[]): number {
      db.pragma('secure_delete = ON')
      return db.transaction(() => gone.reduce((sum, id) => sum + drop.run(id).changes, 0))()
    },

    /** What one project said becomes this. */
    replaceOf: db.transaction((projectId: string, said: readonly Feedback[]): void => {
      dropOf.run(projectId)
      for (const each of said) put.run(toRow(projectId, each))
    }),

    add: db.transaction((projectId: string, said: readonly Feedback[]): void => {
      for (const each of said) put.run(toRow(projectId, each))
    }),
  }
}

export type FeedbackRepository = ReturnType<typeof createFeedbackRepository>
