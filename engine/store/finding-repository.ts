// What analysers found, by the hash of what they read. Payloads are the analysers' own; this only keeps them.
import type { ProjectDatabase } from './database.ts'

export interface FindingSource {
  readonly analyzer: string
  readonly version: string
}

export const createFindingRepository = (db: ProjectDatabase) => {
  const get = db
    .prepare<[string, string, string], string>(
      'SELECT payload FROM findings WHERE hash = ? AND analyzer = ? AND version = ?',
    )
    .pluck()
  const put = db.prepare(
    'INSERT OR REPLACE INTO findings (hash, analyzer, version, payload) VALUES (?, ?, ?, ?)',
  )
  const count = db.prepare<[string], number>('SELECT count(*) FROM findings WHERE analyzer = ?').pluck()
  const prune = db.prepare(
    `DELETE FROM findings WHERE analyzer = ?
     AND (version <> ? OR hash NOT IN (SELECT value FROM json_each(?)))`,
  )
  const pruneOthers = db.prepare(
    'DELETE FROM findings WHERE analyzer NOT IN (SELECT value FROM json_each(?))',
  )

  return {
    /** Hash → payload, for those that are there. */
    read(source: FindingSource, hashes: Iterable<string>): Map<string, string> {
      const found = new Map<string, string>()
      for (const hash of hashes) {
        const payload = get.get(hash, source.analyzer, source.version)
        if (payload !== undefined) found.set(hash, payload)
      }
      return found
    },

    /** All in one transaction. */
    write: db.transaction(
      (source: FindingSource, findings: Iterable<readonly [hash: string, payload: string]>) => {
        for (const [hash, payload] of findings) put.run(hash, source.analyzer, source.version, payload)
      },
    ),

    count: (analyzer: string): number => count.get(analyzer) ?? 0,

    /** Forgets what this analyser found in text that is gone, and all its older versions found. */
    keepOnly(source: FindingSource, hashes: Iterable<string>): void {
      prune.run(source.analyzer, source.version, JSON.stringify([...hashes]))
    },

    /** Forgets what every other analyser found. */
    keepOnlyAnalyzers(analyzers: Iterable<string>): void {
      pruneOthers.run(JSON.stringify([...analyzers]))
    },
  }
}
