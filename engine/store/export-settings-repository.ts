// How the book is to be printed, as the writer last chose it: one row of JSON. What the keys mean is the exporters' say.
import type { ProjectDatabase } from './database.ts'

export interface ExportSettings {
  /** Id of the format chosen last, '' before. */
  readonly format: string
  /** By key, for all formats alike; what is missing was never chosen. */
  readonly options: Readonly<Record<string, string | boolean>>
  /** Parts, chapters and scenes that stay at home. */
  readonly leaveOut: readonly string[]
}

const NOTHING: ExportSettings = { format: '', options: {}, leaveOut: [] }

export const createExportSettingsRepository = (db: ProjectDatabase) => {
  const read = db.prepare('SELECT settings FROM export_settings').pluck()
  const write = db.prepare(
    'INSERT INTO export_settings (id, settings) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
  )
  return {
    get(): ExportSettings {
      const text = read.get() as string | undefined
      return text === undefined ? NOTHING : { ...NOTHING, ...(JSON.parse(text) as Partial<ExportSettings>) }
    },
    set(settings: ExportSettings): void {
      write.run(JSON.stringify(settings))
    },
  }
}
