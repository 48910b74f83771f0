// Where the sentences of candidates come from, kept with them for as long as they are.
import type { SentenceSources } from '../domain/sentence-sources.ts'
import type { ProjectDatabase } from './database.ts'

export const createSourceRepository = (db: ProjectDatabase) => {
  const put = db.prepare('INSERT OR REPLACE INTO candidate_sources (candidate_id, sentences) VALUES (?, ?)')
  const get = db
    .prepare<[string], string>('SELECT sentences FROM candidate_sources WHERE candidate_id = ?')
    .pluck()
  return {
    put: (candidateId: string, sentences: readonly SentenceSources[]): void =>
      void put.run(candidateId, JSON.stringify(sentences)),

    /** Empty where it was written without material. */
    get(candidateId: string): readonly SentenceSources[] {
      const found = get.get(candidateId)
      return found === undefined ? [] : (JSON.parse(found) as SentenceSources[])
    },
  }
}
