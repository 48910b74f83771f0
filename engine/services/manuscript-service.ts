// manuscript.*: whole books coming in and going out. Formats are the importers' and exporters' business.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Inputs, Outputs } from '../contract/index.ts'
import type { Block } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import { LABEL_COLORS } from '../domain/project.ts'
import { exportHandlers } from './book-export.ts'
import type { ImportedBook } from '../importers/imported-book.ts'
import { folderImporters, importers, PACKED_FOLDER } from '../importers/importer-registry.ts'
import { act } from './act.ts'
import { asJob } from './as-job.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { outlineOf, planBeside, planImport } from './import-plan.ts'
import { importPreviews } from './import-previews.ts'
import { readSource, sourceName } from './import-source.ts'
import type { ImportSource } from './import-source.ts'
import { placeComments, renameThreads } from './place-comments.ts'
import { pointAtPictures, takePictures, type PlacedPictures } from './place-pictures.ts'
import type { ReadBook } from './read-book.ts'
import { readInThread } from './read-in-thread.ts'
import type { JobHandle } from './job-board.ts'
import { os, projectOf } from './os.ts'
import { withProgress } from './progress-stream.ts'
import { snapshotBefore } from './take-snapshots.ts'
import { withOrigin } from '../text/word-origins.ts'

type Events<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
type PreviewEvent = Events<Outputs['manuscript']['previewImport']>
type CommitEvent = Events<Outputs['manuscript']['commitImport']>

const readSourceBook = async (
  source: ImportSource,
  job: JobHandle,
  report: (stage: string, done: number, total: number) => void,
): Promise<ReadBook> => {
  report('open', 0, 0)
  const opened = await readSource(source, job.signal)
  const book = await readInThread(opened, {
    signal: job.signal,
    progress: (stage, done, total) => {
      job.report(done, total)
      report(stage, done, total)
    },
  })
  job.signal.throwIfAborted()
  return book
}

async function* preview(
  source: ImportSource,
  context: RequestContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<PreviewEvent> {
  const name = sourceName(source)
  yield* asJob<PreviewEvent, void>(context, 'import', name, signal, async function* (job) {
    const book = yield* withProgress((report) => readSourceBook(source, job, report))
    const outline = outlineOf(book)
    const words = outline.reduce((sum, line) => sum + line.words, 0)
    if (words === 0)
      throw new EngineError('EMPTY_FILE', 'There are no words in this file. Nothing was imported.', { name })
    const { format, title, author, language, encoding, remarks } = book
    yield {
      kind: 'preview',
      preview: {
        previewId: importPreviews.keep(context.session, { ...book, name }),
        name,
        format,
        encoding,
        title,
        author,
        language,
        words,
        outline,
        notes: (book.beside ?? []).filter(({ kind }) => kind === 'note').length,
        remarks: [...remarks],
      },
    }
  })
}

const commit = (
  project: OpenProject,
  book: ImportedBook & { readonly name: string },
  input: Inputs['manuscript']['commitImport'],
  pictures: PlacedPictures,
  now: number,
) => {
  const { store } = project
  const { threads, rename } = renameThreads(book.comments ?? [])
  const origin = { by: 'imported', of: book.name.slice(0, 200) } as const
  const placed = <Line extends { readonly blocks: readonly Block[] }>(line: Line): Line => ({
    ...line,
    blocks: withOrigin(rename(pointAtPictures(line.blocks, pictures.items)), origin),
  })
  const sections = book.sections.map((section) => ({ ...placed(section), lead: rename(section.lead) }))
  const nodes = planImport({ ...book, sections }, input.outline)
  const beside = planBeside((book.beside ?? []).map(placed))
  const comments = placeComments(threads, [...nodes, ...beside], now)
  const wasEmpty = store.scenes.totals().words === 0
  if (!wasEmpty) snapshotBefore(project, 'manuscript.commitImport')
  act(
    project,
    'manuscript.commitImport',
    [{ kind: 'binder' }, { kind: 'info' }, { kind: 'media' }, { kind: 'comments' }],
    () => {
      for (const item of pictures.fresh) store.media.insert(item)
      if (input.adoptTitle !== false && wasEmpty) {
        const own = store.project.get()
        const [title, author] = input.keepTitle
          ? [own.title || book.title, own.author || book.author]
          : [book.title, book.author || own.author]
        store.project.update({
          title: title.slice(0, 300),
          author: author.slice(0, 300),
          language: book.language,
        })
      }
      store.binder.insertBook([...nodes, ...beside])
      for (const thread of comments) store.comments.insert(thread)
      const named = new Set(store.binder.labels().map(({ color }) => color))
      for (const color of LABEL_COLORS) {
        const name = book.labels?.[color]
        // What the writer calls a colour here stays.
        if (name !== undefined && !named.has(color)) store.binder.nameLabel(color, name)
      }
    },
  )
  const scenes = nodes.filter((node) => node.text)
  return {
    scenes: scenes.length,
    words: scenes.reduce((sum, { text }) => sum + (text?.words ?? 0), 0),
    firstSceneId: scenes[0].id,
  }
}

async function* commitImport(
  input: Inputs['manuscript']['commitImport'],
  context: RequestContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<CommitEvent> {
  const project = projectOf(context)
  const book = importPreviews.get(context.session, input.previewId)
  yield* asJob<CommitEvent, void>(context, 'import', book.title, signal, async function* (job) {
    yield { kind: 'progress', stage: 'write', done: 0, total: input.outline.length }
    const pictures = await takePictures(context.engine, project.store, book, job.signal)
    // The last moment to stop: what follows is one transaction.
    await nextTurn()
    job.signal.throwIfAborted()
    const result = commit(project, book, input, pictures, context.engine.now())
    importPreviews.drop(context.session, input.previewId)
    yield { kind: 'done', ...result }
  })
}

export const manuscriptRouter = {
  importFormats: os.manuscript.importFormats.handler(() => [
    ...importers.map(({ id, title, extensions }) => ({
      id,
      title,
      extensions: [...extensions],
      isFolder: false,
    })),
    ...folderImporters.map(({ id, title, projectExtensions }) => ({
      id,
      title,
      extensions: [...projectExtensions, PACKED_FOLDER],
      isFolder: true,
    })),
  ]),

  previewImport: os.manuscript.previewImport.handler(({ input, context, signal }) =>
    preview(input.source, context, signal),
  ),

  commitImport: os.manuscript.commitImport.handler(({ input, context, signal }) =>
    commitImport(input, context, signal),
  ),

  discardImport: os.manuscript.discardImport.handler(({ input, context }) => {
    importPreviews.drop(context.session, input.previewId)
  }),

  ...exportHandlers,
}
