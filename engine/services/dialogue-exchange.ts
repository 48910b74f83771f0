// Dialogues leaving and coming in: formats are the exporters' and importers' business, files the disk's.
import type { Outputs } from '../contract/index.ts'
import { spokenText } from '../domain/dialogue/spoken-text.ts'
import { spokenLines } from '../domain/dialogue/reading-order.ts'
import { EngineError } from '../domain/errors.ts'
import type { DialogueExporter, DialogueSnapshot } from '../exporters/dialogue/dialogue-exporter.ts'
import { dialogueExporters } from '../exporters/dialogue/dialogue-registry.ts'
import { dialogueImporterFor, dialogueImporters } from '../importers/dialogue/dialogue-importer-registry.ts'
import { readTranslations } from '../importers/dialogue/translations.ts'
import { decodeText } from '../text/encoding.ts'
import { act } from './act.ts'
import { adoptDialogue } from './adopt-dialogue.ts'
import { castDialogue } from './dialogue-cast.ts'
import { exportDownloads } from './export-downloads.ts'
import { checkTarget, downloadOf, writeExport } from './export-target.ts'
import { readSource, sourceName, type ImportSource } from './import-source.ts'
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

/** No script that people write is larger. */
const MAX_SCRIPT_BYTES = 20 * 1024 * 1024
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/u

/** FILE_TOO_LARGE, NOT_TEXT, EMPTY_FILE, FILE_NOT_FOUND. */
const textOf = async (source: ImportSource, signal: AbortSignal | undefined): Promise<string> => {
  const read = await readSource(source, signal ?? new AbortController().signal)
  const { name } = read
  if (!('bytes' in read))
    throw new EngineError('FILE_UNREADABLE', 'A folder is no dialogue. Nothing was changed.', { name })
  const { length: sizeBytes } = read.bytes
  if (sizeBytes > MAX_SCRIPT_BYTES)
    throw new EngineError('FILE_TOO_LARGE', 'Dialogues up to 20 MB can be imported. Nothing was changed.', {
      name,
      sizeBytes,
      maxBytes: MAX_SCRIPT_BYTES,
    })
  return decodeText(read.bytes, name).text
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

  importFormats: os.dialogue.importFormats.handler(() =>
    dialogueImporters.map(({ id, title, extensions }) => ({ id, title, extensions: [...extensions] })),
  ),

  import: os.dialogue.import.handler(async ({ input: { source }, context, signal }) => {
    const project = projectOf(context)
    const { dialogues } = project.store
    const name = sourceName(source)
    const importer = dialogueImporterFor(name)
    if (!importer)
      throw new EngineError(
        'UNSUPPORTED_FORMAT',
        'Dialogues come in as Yarn, ink, Twee or our own JSON. Nothing was imported.',
        { name },
      )
    const text = await textOf(source, signal)
    const read = importer.read(text, name)
    const dialogue = act(project, 'dialogue.import', [{ kind: 'dialogues', dialogueId: null }], () => {
      const { id } = dialogues.create(dialogues.nextId('d'), spokenText(read.dialogue.title).slice(0, 200))
      dialogues.save(adoptDialogue({ ...read.dialogue, id }, dialogues.nextId))
      return dialogues.get(id)
    })
    return {
      dialogue: structuredClone(dialogue) as Outputs['dialogue']['get'],
      remarks: [...read.remarks],
    }
  }),

  translations: os.dialogue.translations.handler(({ context }) => {
    const { dialogues } = projectOf(context).store
    return dialogues
      .languages()
      .map((language) => ({ language, lines: dialogues.translations(language).size }))
  }),

  importTranslations: os.dialogue.importTranslations.handler(async ({ input, context, signal }) => {
    const project = projectOf(context)
    const { dialogues } = project.store
    const read = readTranslations(await textOf(input.source, signal))
    const language = (input.language ?? read.language).trim()
    if (!LANGUAGE.test(language))
      throw new EngineError('BAD_INPUT', 'Say which language these texts are in. Nothing was changed.', {
        language,
      })
    const sources = new Map(
      dialogues
        .list()
        .flatMap((dialogue) => spokenLines(dialogue).map(({ id, text }) => [id, text] as const)),
    )
    const given = read.lines.filter(({ text }) => text !== '')
    const known = given.filter(({ id }) => sources.has(id))
    act(project, 'dialogue.translate', [{ kind: 'dialogues', dialogueId: null }], () => {
      for (const { id, text, source } of known)
        dialogues.translate(language, {
          lineId: id,
          text: spokenText(text),
          source: source === null ? (sources.get(id) ?? '') : spokenText(source),
        })
    })
    return {
      language,
      translated: known.length,
      stale: known
        .filter(({ id, source }) => source !== null && spokenText(source) !== sources.get(id))
        .map(({ id }) => id),
      unknown: given.filter(({ id }) => !sources.has(id)).map(({ id }) => id),
    }
  }),
}
