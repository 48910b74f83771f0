// Dialogues leaving and coming in: formats are the exporters' and importers' business, files the disk's.
import type { Outputs } from '../contract/index.ts'
import { spokenLines } from '../domain/dialogue/reading-order.ts'
import { EngineError } from '../domain/errors.ts'
import type { DialogueExporter, DialogueSnapshot } from '../exporters/dialogue/dialogue-exporter.ts'
import { dialogueExporters } from '../exporters/dialogue/dialogue-registry.ts'
import { castDialogue } from './dialogue-cast.ts'
import { exportDownloads } from './export-downloads.ts'
import { checkTarget, downloadOf, writeExport } from './export-target.ts'
import { os, projectOf } from './os.ts'
import type { OpenProject } from './context.ts'

const exporterOf = (format: string): DialogueExporter => {
  const exporter = dialogueExporters.find(({ id }) => id === format)
  if (exporter) return exporter
  throw new EngineError('UNSUPPORTED_FORMAT', 'There is no such format for dialogues.', { format })
}

const optionsOf = (
  { options }: DialogueExporter,
  given: Readonly<Record<string, string | boolean>> = {},
): Readonly<Record<string, string | boolean>> =>
  Object.fromEntries(
    options.map(({ key, default: usual }) => {
      const value = given[key]
      return [key, value !== undefined && typeof value === typeof usual ? value : usual]
    }),
  )

const snapshotOf = ({ store }: OpenProject, dialogueId: string): DialogueSnapshot => {
  const { id: projectId, language } = store.project.get()
  return {
    dialogue: castDialogue(store, store.dialogues.get(dialogueId)),
    projectId,
    language,
    translations: (wanted) => store.dialogues.translations(wanted),
  }
}

export const dialogueExchange = {
  exportFormats: os.dialogue.exportFormats.handler(() =>
    dialogueExporters.map(({ id, title, extension, options }) => ({
      id,
      title,
      extension,
      options: options.map((option) => ({ ...option, choices: [...(option.choices ?? [])] })),
    })),
  ),

  export: os.dialogue.export.handler(async ({ input, context }): Promise<Outputs['dialogue']['export']> => {
    const exporter = exporterOf(input.format)
    const target = input.path === undefined ? null : await checkTarget(input.path)
    const snapshot = snapshotOf(projectOf(context), input.dialogueId)
    const book = await exporter.run(snapshot, optionsOf(exporter, input.options))
    if (target !== null) await writeExport(target, book)
    const download = target === null ? downloadOf(book, exporter, snapshot.dialogue.title) : null
    return {
      path: target,
      sizeBytes: download?.size ?? book.bytes.length,
      lines: spokenLines(snapshot.dialogue).length,
      downloadId: download && exportDownloads.keep(context.session, download),
    }
  }),

  download: os.dialogue.download.handler(({ input, context }) =>
    exportDownloads.take(context.session, input.downloadId),
  ),
}
