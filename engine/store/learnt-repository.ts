// Versions of what was learnt from feedback, their bytes with them, and which of them are used. Who judges them is not known here.
import { createHash } from 'node:crypto'
import { EngineError } from '../domain/errors.ts'
import {
  USUAL_LEARNING,
  type LearnerId,
  type LearningChoices,
  type LearningReport,
  type LearntVersion,
  type Verdict,
} from '../domain/learning.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly learner: LearnerId
  readonly at: number
  readonly hash: string
  readonly size: number
  readonly parent_id: string | null
  readonly verdict: Verdict
  readonly report: string | null
  readonly active: number
}

const COLUMNS = 'id, learner, at, hash, length(bytes) AS size, parent_id, verdict, report, active'

const toVersion = ({ parent_id, report, active, ...row }: Row): LearntVersion => ({
  ...row,
  parentId: parent_id,
  report: report === null ? null : (JSON.parse(report) as LearningReport),
  active: active === 1,
})

const missing = (id: string): EngineError =>
  new EngineError('NOT_FOUND', 'This version is not there (any more). What is used is as it was.', {
    versionId: id,
  })

export const createLearntRepository = (db: ProjectDatabase) => {
  const all = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM learnt ORDER BY at, rowid`)
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM learnt WHERE id = ?`)
  const used = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM learnt WHERE learner = ? AND active = 1`)
  const bytesOf = db.prepare<[string], Uint8Array>('SELECT bytes FROM learnt WHERE id = ?').pluck()
  const insert = db.prepare(
    `INSERT INTO learnt (id, learner, at, hash, bytes, parent_id, verdict, report)
     VALUES (@id, @learner, @at, @hash, @bytes, @parentId, @verdict, @report)`,
  )
  const rest = db.prepare<[string]>('UPDATE learnt SET active = 0 WHERE learner = ?')
  const wake = db.prepare<[string]>('UPDATE learnt SET active = 1 WHERE id = ?')
  const drop = db.prepare<[string]>('DELETE FROM learnt WHERE id = ?')
  const choice = db.prepare<[string], string>('SELECT value FROM learning WHERE key = ?').pluck()
  const choose = db.prepare(
    'INSERT INTO learning (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )

  return {
    /** Oldest first. */
    list: (): readonly LearntVersion[] => all.all().map(toVersion),

    /** NOT_FOUND. */
    get(id: string): LearntVersion {
      const row = one.get(id)
      if (!row) throw missing(id)
      return toVersion(row)
    },

    /** What a learner uses; null: what ships. */
    active(learner: LearnerId): LearntVersion | null {
      const row = used.get(learner)
      return row ? toVersion(row) : null
    },

    /** As they were stored. NOT_FOUND, PROJECT_DAMAGED where they are others by now. */
    bytes(id: string): Uint8Array {
      const row = one.get(id)
      const bytes = bytesOf.get(id)
      if (!row || bytes === undefined) throw missing(id)
      if (createHash('sha256').update(bytes).digest('hex') === row.hash) return new Uint8Array(bytes)
      throw new EngineError('PROJECT_DAMAGED', 'This version is damaged. What is used is as it was.', {
        versionId: id,
      })
    },

    /** Added, not used. */
    add(version: Omit<LearntVersion, 'active' | 'hash' | 'size'>, bytes: Uint8Array): LearntVersion {
      const { id, learner, at, parentId, verdict, report } = version
      const hash = createHash('sha256').update(bytes).digest('hex')
      const told = report === null ? null : JSON.stringify(report)
      insert.run({ id, learner, at, hash, bytes, parentId, verdict, report: told })
      return { ...version, hash, size: bytes.length, active: false }
    },

    /** From now on this one; null: what ships. */
    use: db.transaction((learner: LearnerId, id: string | null): void => {
      rest.run(learner)
      if (id !== null) wake.run(id)
    }),

    remove(id: string): void {
      drop.run(id)
    },

    choices(): LearningChoices {
      const text = choice.get('choices')
      return {
        ...USUAL_LEARNING,
        ...(text === undefined ? {} : (JSON.parse(text) as Partial<LearningChoices>)),
      }
    },

    choose(choices: LearningChoices): void {
      choose.run('choices', JSON.stringify(choices))
    },
  }
}

export type LearntRepository = ReturnType<typeof createLearntRepository>
