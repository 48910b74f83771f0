// The verdict on a project file, found on a private copy: is it whole, and how much is in it. Changes nothing anywhere.
import { readPragma, type ProjectDatabase } from './database.ts'
import type { FileKey } from './passphrase.ts'
import { withReadingCopy } from './reading-copy.ts'

export interface Verdict {
  /** Nothing below is wrong. */
  readonly whole: boolean
  /** What SQLite and the references between rows complain of; at most 100 lines. */
  readonly problems: readonly string[]
  /** Of every table that can be counted. */
  readonly rows: Readonly<Record<string, number>>
  readonly version: number
}

const MAX_PROBLEMS = 100

/** The names of all tables of the project's own. */
export const tablesOf = (db: ProjectDatabase): readonly string[] =>
  db
    .prepare<[], string>(
      // Not the full-text index, which is virtual, nor the tables that stand behind it.
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .pluck()
    .all()

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Reads every page. */
export const inspectDatabase = (db: ProjectDatabase): Verdict => {
  const problems: string[] = []
  const attempt = <Result>(run: () => Result, otherwise: Result): Result => {
    try {
      return run()
    } catch (error) {
      problems.push(messageOf(error))
      return otherwise
    }
  }
  attempt(() => {
    const lines = db.pragma(`integrity_check(${MAX_PROBLEMS})`) as readonly { integrity_check: string }[]
    for (const { integrity_check: line } of lines) if (line !== 'ok') problems.push(line)
  }, undefined)
  attempt(() => {
    const broken = db.pragma('foreign_key_check') as readonly { table: string; parent: string }[]
    for (const { table, parent } of broken) problems.push(`a row of ${table} points at nothing in ${parent}`)
  }, undefined)
  const rows: Record<string, number> = {}
  for (const table of attempt(() => tablesOf(db), []))
    attempt(() => {
      rows[table] = db.prepare(`SELECT count(*) FROM main."${table}"`).pluck().get() as number
    }, undefined)
  const version = attempt(() => readPragma(db, 'user_version'), 0)
  return { whole: problems.length === 0, problems: problems.slice(0, MAX_PROBLEMS), rows, version }
}

/**
 * Also of a file that another process is writing. FILE_NOT_FOUND, NOT_A_PROJECT, FILE_UNREADABLE.
 * @param folder for the copy; private to the writer.
 */
export const checkProject = (path: string, folder: string, key: FileKey | null = null): Verdict =>
  withReadingCopy(path, folder, inspectDatabase, key)
