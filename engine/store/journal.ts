// Undo and redo over everything structural: acts in the project file, each with the steps that take it back.
// Plain saves of a scene's text are not recorded; the editor undoes those.
import type { ProjectDatabase } from './database.ts'
import { createStepRecorder, parseStep, type JournaledTable, type Step } from './journal-steps.ts'
import { createTextGuard } from './protect-text.ts'

/** Older acts can no longer be taken back: keeps the file from growing for ever. */
const MAX_ACTS = 500

/** Acts that put a whole version back. Undo puts the other one back to the letter; words typed since are in a snapshot. */
export const bringsVersionBack = (label: string): boolean =>
  label === 'history.restore' || label === 'history.switchDraft'

/** What an undo or a redo did, so that windows can refresh just that. */
export interface JournalChange {
  /** A key such as 'binder.move', which windows have words for. */
  readonly label: string
  readonly tables: ReadonlySet<JournaledTable>
  /** Scenes that are there now and whose text or revision is not what it was. */
  readonly scenes: readonly { readonly sceneId: string; readonly rev: number }[]
}

interface Act {
  readonly id: number
  readonly label: string
}

const touchedScenes = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set(
    steps.flatMap((step) => {
      if (step.table !== 'scenes') return []
      const id = step.op === 'insert' ? step.row.node_id : step.key.node_id
      return typeof id === 'string' ? [id] : []
    }),
  )

export const createJournal = (db: ProjectDatabase, now: () => number = Date.now) => {
  const recorder = createStepRecorder(db)
  const guard = createTextGuard(db)
  const lastDone = db.prepare('SELECT id, label FROM acts WHERE undone = 0 ORDER BY id DESC LIMIT 1')
  const firstUndone = db.prepare('SELECT id, label FROM acts WHERE undone = 1 ORDER BY id LIMIT 1')
  const dropUndone = db.prepare('DELETE FROM acts WHERE undone = 1')
  const addAct = db.prepare('INSERT INTO acts (label, at) VALUES (?, ?) RETURNING id').pluck()
  const prune = db.prepare(
    'DELETE FROM acts WHERE id <= (SELECT id FROM acts ORDER BY id DESC LIMIT 1 OFFSET ?)',
  )
  const markAct = db.prepare('UPDATE acts SET undone = ? WHERE id = ?')
  const stepsOf = db.prepare('SELECT statement FROM act_steps WHERE act_id = ? ORDER BY seq').pluck()
  const dropSteps = db.prepare('DELETE FROM act_steps WHERE act_id = ?')
  const addStep = db.prepare('INSERT INTO act_steps (act_id, seq, statement) VALUES (?, ?, ?)')
  const revOf = db.prepare('SELECT rev FROM scenes WHERE node_id = ?').pluck()
  let recording = false

  const keepSteps = (actId: number, steps: readonly Step[]): void => {
    steps.forEach((step, index) => addStep.run(actId, index, JSON.stringify(step)))
  }

  const collect = (run: () => void): Step[] => {
    recording = true
    try {
      return recorder.collect(run)
    } finally {
      recording = false
    }
  }

  const take = (act: Act, undone: 0 | 1): JournalChange | null =>
    db
      .transaction((): JournalChange | null => {
        const stored = (stepsOf.all(act.id) as string[]).map(parseStep)
        const isExact = undone === 1 && bringsVersionBack(act.label)
        const { edited, steps } = isExact ? { edited: false, steps: stored } : guard(stored)
        if (edited && undone === 0) {
          // The text went on after the undo: bringing the act back would overwrite it.
          dropUndone.run()
          return null
        }
        db.pragma('defer_foreign_keys = ON')
        const inverse = collect(() => steps.forEach(recorder.apply))
        dropSteps.run(act.id)
        keepSteps(act.id, inverse)
        markAct.run(undone, act.id)
        const scenes = [...touchedScenes(inverse)].flatMap((sceneId) => {
          const rev = revOf.get(sceneId)
          return typeof rev === 'number' ? [{ sceneId, rev }] : []
        })
        return { label: act.label, tables: new Set(inverse.map((step) => step.table)), scenes }
      })
      .immediate()

  return {
    /**
     * Runs the callback in one transaction and keeps what takes it back; forgets what could be redone. Within
     * another record it is part of that act. A callback that throws leaves nothing; one that changes nothing is
     * no act.
     * @param label a key such as 'binder.move', which windows have words for.
     */
    record<Result>(label: string, run: () => Result): Result {
      if (recording) return run()
      return db
        .transaction((): Result => {
          const box: Result[] = []
          const steps = collect(() => box.push(run()))
          if (steps.length > 0) {
            dropUndone.run()
            keepSteps(addAct.get(label, now()) as number, steps)
            prune.run(MAX_ACTS)
          }
          return box[0]
        })
        .immediate()
    },

    /** Takes back the last act; null when there is none. Words typed since then are kept (protect-text.ts). */
    undo(): JournalChange | null {
      const act = lastDone.get() as Act | undefined
      return act ? take(act, 1) : null
    },

    /** Brings back the act that was undone last; null when there is none, or its text was edited since. */
    redo(): JournalChange | null {
      const act = firstUndone.get() as Act | undefined
      return act ? take(act, 0) : null
    },

    labels(): { readonly undo: string | null; readonly redo: string | null } {
      const label = (act: unknown): string | null => (act as Act | undefined)?.label ?? null
      return { undo: label(lastDone.get()), redo: label(firstUndone.get()) }
    },
  }
}
