// The title page: one row of facts about the book. Counts of words and scenes are the scene repository's.
import type { Language } from '../domain/project.ts'
import type { ProjectDatabase } from './database.ts'

export interface TitlePage {
  readonly id: string
  readonly title: string
  readonly author: string
  readonly language: Language
  /** True for the sample story. */
  readonly sample: boolean
  readonly createdAt: number
  /** Since when words carry their origin; null: from the first. */
  readonly originsSince: number | null
}

interface Row {
  readonly id: string
  readonly title: string
  readonly author: string
  readonly language: Language
  readonly sample: number
  readonly created_at: number
  readonly origins_since: number | null
}

export const createProjectRepository = (db: ProjectDatabase) => {
  const read = db.prepare(
    'SELECT id, title, author, language, sample, created_at, origins_since FROM project',
  )
  const write = db.prepare('UPDATE project SET title = ?, author = ?, language = ?')

  const get = (): TitlePage => {
    const row = read.get() as Row
    return {
      id: row.id,
      title: row.title,
      author: row.author,
      language: row.language,
      sample: row.sample === 1,
      createdAt: row.created_at,
      originsSince: row.origins_since,
    }
  }

  return {
    get,
    update(patch: Partial<Pick<TitlePage, 'title' | 'author' | 'language'>>): TitlePage {
      const before = get()
      write.run(patch.title ?? before.title, patch.author ?? before.author, patch.language ?? before.language)
      return get()
    },
  }
}
