// What is told to whoever writes: memory and notes by scope, summaries of scenes, suggestions that were waved away.
import { NO_MEMORY, type SceneSummary, type StoryMemory, type SummaryMaker } from '../domain/story-memory.ts'
import type { ProjectDatabase } from './database.ts'

/** The table's name for the book as a whole. */
const BOOK = ''

interface SummaryRow {
  readonly node_id: string
  readonly text: string
  readonly maker: SummaryMaker
  readonly model: string | null
  readonly of_text: string
  readonly updated_at: number
}

export interface Dismissal {
  readonly key: string
  readonly kind: string
  readonly at: number
}

const toSummary = (row: SummaryRow): SceneSummary => ({
  sceneId: row.node_id,
  text: row.text,
  maker: row.maker,
  model: row.model,
  ofText: row.of_text,
  updatedAt: row.updated_at,
})

export const createMemoryRepository = (db: ProjectDatabase) => {
  const readFields = db
    .prepare<[string], string>('SELECT fields FROM memory_fields WHERE scope_id = ?')
    .pluck()
  const writeFields = db.prepare(
    'INSERT INTO memory_fields (scope_id, fields) VALUES (?, ?) ON CONFLICT DO UPDATE SET fields = excluded.fields',
  )
  const dropFields = db.prepare<[string]>('DELETE FROM memory_fields WHERE scope_id = ?')
  const summaries = db.prepare<[], SummaryRow>('SELECT * FROM summaries')
  const writeSummary = db.prepare<[SummaryRow]>(
    `INSERT INTO summaries (node_id, text, maker, model, of_text, updated_at)
     VALUES (@node_id, @text, @maker, @model, @of_text, @updated_at)
     ON CONFLICT DO UPDATE SET text = excluded.text, maker = excluded.maker, model = excluded.model,
       of_text = excluded.of_text, updated_at = excluded.updated_at`,
  )
  const dropSummary = db.prepare<[string]>('DELETE FROM summaries WHERE node_id = ?')
  const dismissals = db.prepare<[], Dismissal>('SELECT key, kind, at FROM dismissals ORDER BY at, key')
  const dismiss = db.prepare('INSERT INTO dismissals (key, kind, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  const forget = db.prepare('DELETE FROM dismissals')

  return {
    /** @param scopeId a scene; null is the book. */
    fields(scopeId: string | null): StoryMemory {
      const text = readFields.get(scopeId ?? BOOK)
      return { ...NO_MEMORY, ...(text === undefined ? {} : (JSON.parse(text) as Partial<StoryMemory>)) }
    },

    setFields(scopeId: string | null, fields: StoryMemory): void {
      if (fields.memory === '' && fields.note === '' && fields.noteDepth === NO_MEMORY.noteDepth)
        dropFields.run(scopeId ?? BOOK)
      else writeFields.run(scopeId ?? BOOK, JSON.stringify(fields))
    },

    /** By scene; also of scenes in the trash. */
    summaries: (): ReadonlyMap<string, SceneSummary> =>
      new Map(summaries.all().map((row) => [row.node_id, toSummary(row)])),

    putSummary({ sceneId, text, maker, model, ofText, updatedAt }: SceneSummary): void {
      writeSummary.run({
        node_id: sceneId,
        text,
        maker,
        model,
        of_text: ofText,
        updated_at: updatedAt,
      })
    },

    removeSummary(sceneId: string): void {
      dropSummary.run(sceneId)
    },

    /** The oldest first. */
    dismissals: (): readonly Dismissal[] => dismissals.all(),

    dismiss({ key, kind, at }: Dismissal): void {
      dismiss.run(key, kind, at)
    },

    forgetDismissals(): void {
      forget.run()
    },
  }
}
