// Goals and the log of what was written, as rows. What counts, and which day it is, is decided elsewhere.
import type { Goals, Script, Written } from '../domain/goals.ts'
import type { ProjectDatabase } from './database.ts'

interface GoalsRow {
  readonly project_words: number | null
  readonly deadline: string | null
  readonly daily_words: number | null
  readonly session_words: number | null
  readonly weekdays: number
  readonly day_starts_at: number
}

export interface WritingRow extends Written {
  readonly day: string
  readonly script: Script
}

/** One sitting: writing without a long pause. */
export interface Sitting {
  /** When it began, in milliseconds since the epoch; names it. */
  readonly session: number
  readonly lastAt: number
}

const SUMS =
  'sum(typed) AS typed, sum(removed) AS removed, sum(pasted) AS pasted, sum(generated) AS generated'

export const createGoalRepository = (db: ProjectDatabase) => {
  const read = db.prepare<[], GoalsRow>('SELECT * FROM goals')
  const write = db.prepare(
    `UPDATE goals SET project_words = @projectWords, deadline = @deadline, daily_words = @dailyWords,
       session_words = @sessionWords, weekdays = @mask, day_starts_at = @dayStartsAt`,
  )
  const add = db.prepare(
    `INSERT INTO writing VALUES (@day, @session, @script, @typed, @removed, @pasted, @generated, @at)
     ON CONFLICT DO UPDATE SET typed = typed + @typed, removed = removed + @removed, pasted = pasted + @pasted,
       generated = generated + @generated, last_at = @at`,
  )
  const byDay = db.prepare<[], WritingRow>(
    `SELECT day, script, ${SUMS} FROM writing GROUP BY day, script ORDER BY day, script`,
  )
  const ofSession = db.prepare<[number], WritingRow>(
    `SELECT max(day) AS day, script, ${SUMS} FROM writing WHERE session = ? GROUP BY script`,
  )
  const last = db.prepare<[], { session: number | null; lastAt: number | null }>(
    'SELECT session, max(last_at) AS lastAt FROM writing',
  )

  return {
    get(): Goals {
      const row = read.get()!
      return {
        projectWords: row.project_words,
        deadline: row.deadline,
        dailyWords: row.daily_words,
        sessionWords: row.session_words,
        weekdays: Array.from({ length: 7 }, (_, day) => ((row.weekdays >> day) & 1) === 1),
        dayStartsAt: row.day_starts_at,
      }
    },

    set({ weekdays, ...goals }: Goals): void {
      const mask = weekdays.reduce((bits, on, day) => (on ? bits | (1 << day) : bits), 0)
      write.run({ ...goals, mask })
    },

    /** @param at milliseconds since the epoch. */
    add(row: WritingRow, session: number, at: number): void {
      add.run({ ...row, session, at })
    },

    /** Oldest day first; at most one row a day and script. */
    days: (): WritingRow[] => byDay.all(),

    session: (session: number): WritingRow[] => ofSession.all(session),

    /** The sitting that was written in last; null when nothing was written yet. */
    lastSitting(): Sitting | null {
      const row = last.get()
      return row && row.session !== null && row.lastAt !== null
        ? { session: row.session, lastAt: row.lastAt }
        : null
    },
  }
}
