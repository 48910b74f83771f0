// manuscript.export*: the book going out, as the project's settings and the caller have it. Formats are the exporters' business.
import type { Inputs, Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { OPTION_KEYS } from '../exporters/book-options.ts'
import type {
  BookSnapshot,
  ExportedBook,
  Exporter,
  MediaMaker,
  SnapshotNode,
} from '../exporters/book-snapshot.ts'
import { compileBook } from '../exporters/compile-book.ts'
import { exporters } from '../exporters/exporter-registry.ts'
import { countFeatures, type Feature } from '../exporters/features.ts'
import { htmlExporter } from '../exporters/html/html-exporter.ts'
import { asJob } from './as-job.ts'
import type { RequestContext } from './context.ts'
import { exportDownloads } from './export-downloads.ts'
import { checkTarget, downloadOf, writeExport } from './export-target.ts'
import { os, projectOf } from './os.ts'
import { withProgress } from './progress-stream.ts'
import { withSharedPictures } from './shared-pictures.ts'
import { snapshotBook } from './snapshot-book.ts'

type Events<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
type ExportEvent = Events<Outputs['manuscript']['export']>
type Options = Readonly<Record<string, string | boolean>>
type Store = ReturnType<typeof projectOf>['store']

const exporterOf = (format: string): Exporter => {
  const exporter = exporters.find(({ id }) => id === format)
  if (exporter) return exporter
  throw new EngineError('UNSUPPORTED_FORMAT', 'There is no such export format.', { format })
}

/** What the caller says goes before what the project keeps, and that before the format's default. */
const optionsOf = (exporter: Exporter, store: Store, given: Options = {}): Options => {
  const kept = store.exportSettings.get().options
  return Object.fromEntries(
    exporter.options.map(({ key, type, default: usual, choices }) => {
      const fits = (value: string | boolean | undefined): boolean =>
        typeof value === typeof usual &&
        (type !== 'choice' || choices?.some((choice) => choice.value === value) === true)
      return [key, [given[key], kept[key]].find(fits) ?? usual]
    }),
  )
}

/** Without `leaveOut` that of the project. */
const snapshotOf = (store: Store, leaveOut: readonly string[] | undefined, options: Options): BookSnapshot =>
  compileBook(snapshotBook(store, leaveOut ?? store.exportSettings.get().leaveOut), options)

const makerOf = ({ engine }: RequestContext, signal: AbortSignal): MediaMaker => ({
  picture: (bytes) => engine.media.make({ make: 'portable' }, bytes, { signal }),
  sound: async (bytes, mime) =>
    (await engine.media.make({ make: 'opus', mime }, bytes, { signal }))?.bytes ?? null,
})

async function* exportBook(
  input: Inputs['manuscript']['export'],
  context: RequestContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportEvent, { file: File | null }> {
  const { store } = projectOf(context)
  const exporter = exporterOf(input.format)
  const options = optionsOf(exporter, store, input.options)
  const target = input.path === undefined ? null : await checkTarget(input.path, exporter)
  const file = yield* asJob<ExportEvent, File | null>(
    context,
    'export',
    exporter.title,
    signal,
    async function* (job) {
      const { media } = context.engine
      const whole = snapshotOf(store, input.leaveOut, options)
      const snapshot = await withSharedPictures(whole, store, options, { media, signal: job.signal })
      const book: ExportedBook = yield* withProgress((report) =>
        exporter.run(snapshot, {
          signal: job.signal,
          options,
          make: makerOf(context, job.signal),
          progress: (stage, done, total) => {
            job.report(done, total)
            report(stage, done, total)
          },
        }),
      )
      job.signal.throwIfAborted()
      const download = target === null ? downloadOf(book, exporter, snapshot.title) : null
      if (target !== null) await writeExport(target, book, exporter)
      yield {
        kind: 'done',
        path: target,
        sizeBytes:
          download?.size ??
          book.bytes.length +
            (exporter.folderFile === undefined
              ? 0
              : book.companions.reduce((sum, { bytes }) => sum + bytes.length, 0)),
        words: snapshot.words,
        downloadId: download && exportDownloads.keep(context.session, download),
      }
      return download
    },
  )
  return { file: file ?? null }
}

const SAMPLE_BLOCKS = 60

/** The book up to so many paragraphs: a part and its first chapter stand there even when they are long. */
const beginningOf = (nodes: readonly SnapshotNode[]): readonly SnapshotNode[] => {
  let left = SAMPLE_BLOCKS
  const visit = (node: SnapshotNode): SnapshotNode[] => {
    if (left <= 0) return []
    const content = node.document?.content.slice(0, left) ?? []
    left -= content.length
    const document = node.document && content.length > 0 ? { ...node.document, content } : null
    return [{ ...node, document, children: node.children.flatMap(visit) }]
  }
  return nodes.flatMap(visit)
}

/** Formats of bytes are shown as the page that has their look. */
const sampleOf = async (
  input: Inputs['manuscript']['exportSample'],
  context: RequestContext,
): Promise<Outputs['manuscript']['exportSample']> => {
  const { store } = projectOf(context)
  const exporter = exporterOf(input.format)
  const isText = exporter.mime.startsWith('text/') && exporter.id !== htmlExporter.id
  const shown = isText ? exporter : htmlExporter
  const own = optionsOf(exporter, store, input.options)
  const options = isText ? own : { ...optionsOf(htmlExporter, store, input.options), ...own, contents: false }
  const snapshot = snapshotOf(store, input.leaveOut, options)
  const { signal } = new AbortController()
  const { bytes } = await shown.run(
    { ...snapshot, nodes: beginningOf(snapshot.nodes) },
    { signal, progress: () => undefined, make: makerOf(context, signal), options },
  )
  const text = new TextDecoder().decode(bytes)
  return isText ? { html: null, text } : { html: text, text: null }
}

export const exportHandlers = {
  exportFormats: os.manuscript.exportFormats.handler(() =>
    exporters.map(({ id, title, extension, folderFile, options }) => ({
      id,
      title,
      extension,
      isFolder: folderFile !== undefined,
      options: options.map((option) => ({ ...option, choices: [...(option.choices ?? [])] })),
    })),
  ),

  exportSettings: os.manuscript.exportSettings.handler(({ context }) => {
    const { format, options, leaveOut } = projectOf(context).store.exportSettings.get()
    return { format, options, leaveOut: [...leaveOut] }
  }),

  updateExportSettings: os.manuscript.updateExportSettings.handler(({ input, context }) => {
    const { exportSettings } = projectOf(context).store
    const before = exportSettings.get()
    const unknown = Object.keys(input.options ?? {}).find(
      (key) => !OPTION_KEYS.some((known) => known === key),
    )
    if (unknown !== undefined)
      throw new EngineError('BAD_INPUT', 'No format has this option. Nothing was changed.', { key: unknown })
    if (input.format !== undefined) exporterOf(input.format)
    const options = Object.fromEntries(
      Object.entries({ ...before.options, ...input.options }).filter(
        (entry): entry is [string, string | boolean] => entry[1] !== null,
      ),
    )
    const after = {
      format: input.format ?? before.format,
      options,
      leaveOut: [...(input.leaveOut ?? before.leaveOut)],
    }
    exportSettings.set(after)
    return after
  }),

  exportSample: os.manuscript.exportSample.handler(({ input, context }) => sampleOf(input, context)),

  exportLosses: os.manuscript.exportLosses.handler(({ input, context }) => {
    const { store } = projectOf(context)
    const exporter = exporterOf(input.format)
    const options = optionsOf(exporter, store, input.options)
    const lost = new Set<Feature>([...exporter.loses, 'note'])
    if (options['sceneTitles'] === false) lost.add('sceneTitle')
    if (options['comments'] !== true) lost.add('comment')
    // Also what the settings leave out is told.
    const snapshot = snapshotOf(store, input.leaveOut, { ...options, comments: true })
    return countFeatures(snapshot).filter(({ feature }) => lost.has(feature))
  }),

  export: os.manuscript.export.handler(({ input, context, signal }) => exportBook(input, context, signal)),

  download: os.manuscript.download.handler(({ input, context }) =>
    exportDownloads.take(context.session, input.downloadId),
  ),
}
