// Takes an archive of a life in: what is new or changed there, its pictures, its moods; as one act. Reading it is the thread's.
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Inputs, Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { LifeEntry, LifeMood } from '../domain/life.ts'
import type { MediaItem } from '../domain/media.ts'
import type { ReadEntry } from '../importers/life/life-archive.ts'
import { momentOf } from '../importers/life/wall-time.ts'
import { act } from './act.ts'
import { asJob } from './as-job.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { readMoods } from './life-moods.ts'
import { openLife, type LifeFile, type OpenLife } from './life-thread.ts'
import { takeIn } from './media-intake.ts'
import { projectOf } from './os.ts'
import { withProgress } from './progress-stream.ts'

type Events<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
type PreviewEvent = Events<Outputs['life']['preview']>
type ImportEvent = Events<Outputs['life']['import']>
/** As the contract hands it on. */
type Wish = Omit<Inputs['life']['import'], 'source'> & { readonly source: LifeFile }
type Report = (stage: string, done: number, total: number) => void

const SAMPLE_ENTRIES = 5
const SAMPLE_CHARACTERS = 280
const MAX_NAMES = 40

const sourceNameOf = (source: LifeFile): string =>
  'path' in source ? source.path.replace(/^.*[\\/](?=[^\\/])/u, '') : source.file.name

const optionsOf = ({ importer, mapping, dateOrder }: Wish) => ({
  importer: importer ?? null,
  mapping,
  dateOrder,
})

const withoutRepeats = (names: readonly string[]): string[] =>
  [...new Set(names.filter((name) => name !== ''))].slice(0, MAX_NAMES)

export async function* previewLife(
  input: Wish,
  context: RequestContext,
  outside: AbortSignal | undefined,
): AsyncGenerator<PreviewEvent> {
  const name = sourceNameOf(input.source)
  yield* asJob<PreviewEvent, void>(context, 'import', name, outside, async function* ({ signal }) {
    const open = yield* withProgress((progress) =>
      openLife(input.source, optionsOf(input), { signal, progress }),
    )
    open.close()
    const { entries, table, remarks } = open.life
    const days = entries.map(({ local }) => local.slice(0, 10)).toSorted()
    yield {
      kind: 'preview',
      preview: {
        name,
        importer: open.importer,
        entries: entries.length,
        from: days[0] ?? null,
        to: days.at(-1) ?? null,
        media: new Set(entries.flatMap(({ media }) => media)).size,
        moods: entries.filter(({ mood }) => mood !== null).length,
        people: withoutRepeats(entries.flatMap(({ people }) => people)),
        places: withoutRepeats(entries.map(({ place }) => place?.name ?? '')),
        sample: entries.slice(0, SAMPLE_ENTRIES).map(({ local, title, text, mood }) => ({
          local,
          title,
          text: text.slice(0, SAMPLE_CHARACTERS),
          mood: mood?.word ?? '',
        })),
        table: table && {
          columns: [...table.columns],
          sample: table.sample.map((row) => [...row]),
          mapping: { ...table.mapping },
        },
        remarks: [...remarks],
      },
    }
  })
}

const hashOf = (entry: ReadEntry): string => createHash('sha256').update(JSON.stringify(entry)).digest('hex')

/** What is to be done with an entry that was read. */
interface Arriving {
  readonly read: ReadEntry
  readonly hash: string
  readonly known: LifeEntry | null
}

const sorted = ({ store }: OpenProject, importer: string, entries: readonly ReadEntry[]) => {
  const counts = { unchanged: 0, kept: 0 }
  const arriving: Arriving[] = []
  for (const read of entries) {
    const hash = hashOf(read)
    const known = store.life.findBySource(importer, read.id)
    if (known?.source.hash === hash) counts.unchanged += 1
    else if (known?.edited) counts.kept += 1
    else arriving.push({ read, hash, known })
  }
  return { arriving, counts }
}

interface Pictures {
  readonly byPath: ReadonlyMap<string, MediaItem>
  readonly fresh: readonly MediaItem[]
  readonly failed: number
}

/** A picture that cannot be taken in is told and left out; the entry stays. A full disk ends the import. */
const takeMedia = async (
  { engine }: RequestContext,
  { store }: OpenProject,
  open: OpenLife,
  paths: readonly string[],
  signal: AbortSignal,
  report: Report,
): Promise<Pictures> => {
  const byPath = new Map<string, MediaItem>()
  const fresh: MediaItem[] = []
  let failed = 0
  for (const [index, path] of paths.entries()) {
    report('media', index, paths.length)
    const bytes = await open.medium(path)
    if (!bytes) {
      failed += 1
      continue
    }
    try {
      const file = new File([new Uint8Array(bytes)], path.replace(/^.*\//u, ''))
      const { item, isNew } = await takeIn(engine, store, file, signal)
      // The same picture may lie in the archive twice.
      const same = fresh.find(({ hash }) => hash === item.hash)
      if (isNew && !same) fresh.push(item)
      byPath.set(path, same ?? item)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof EngineError) || error.code === 'DISK_FULL' || error.code === 'PROJECT_DAMAGED')
        throw error
      failed += 1
    }
  }
  return { byPath, fresh, failed }
}

const ownMood = ({ mood }: ReadEntry): LifeMood | null =>
  mood === null || mood.valence === null || mood.emotion === null
    ? null
    : {
        emotion: mood.emotion,
        valence: mood.valence,
        arousal: mood.arousal ?? 0,
        word: mood.word,
        by: 'source',
      }

const moodsOf = async (
  context: RequestContext,
  project: OpenProject,
  arriving: readonly Arriving[],
  signal: AbortSignal,
  report: Report,
): Promise<{ readonly moods: readonly (LifeMood | null)[]; readonly read: number }> => {
  const said = arriving.map(({ read }) => ownMood(read))
  const silent = arriving.flatMap(({ read }, index) => {
    if (said[index]) return []
    const text = [read.mood?.word ?? '', read.title, read.text].filter((part) => part !== '').join('. ')
    return [{ index, text, word: read.mood?.word ?? '' }]
  })
  const found = await readMoods(context.engine, project, silent, {
    signal,
    progress: (done) => report('moods', done, silent.length),
  })
  const moods = [...said]
  silent.forEach(({ index }, at) => {
    moods[index] = found[at] ?? null
  })
  return { moods, read: found.filter((mood) => mood !== null).length }
}

const entryOf = (
  { read, hash, known }: Arriving,
  mood: LifeMood | null,
  { byPath }: Pictures,
  importer: string,
): LifeEntry => ({
  id: known?.id ?? newId(),
  time: momentOf(read.local, read.zone),
  local: read.local,
  zone: read.zone,
  title: read.title.slice(0, 500),
  text: read.text,
  place: read.place,
  people: read.people,
  tags: read.tags,
  details: read.details,
  mood,
  mediaIds: [...new Set(read.media.flatMap((path) => byPath.get(path)?.id ?? []))],
  source: { importer, id: read.id, hash },
  edited: false,
})

const work = async (
  input: Wish,
  context: RequestContext,
  project: OpenProject,
  signal: AbortSignal,
  report: Report,
): Promise<Extract<ImportEvent, { kind: 'done' }>> => {
  const open = await openLife(input.source, optionsOf(input), { signal, progress: report })
  try {
    const { importer, life } = open
    const { arriving, counts } = sorted(project, importer, life.entries)
    const paths = [...new Set(arriving.flatMap(({ read }) => read.media))]
    const pictures = await takeMedia(context, project, open, paths, signal, report)
    const { moods, read } = await moodsOf(context, project, arriving, signal, report)
    report('write', 0, arriving.length)
    // The last moment to stop: what follows is one transaction.
    await nextTurn()
    signal.throwIfAborted()
    act(project, 'life.import', [{ kind: 'life' }, { kind: 'media' }], () => {
      for (const item of pictures.fresh)
        if (!project.store.media.findByHash(item.hash)) project.store.media.insert(item)
      arriving.forEach((each, index) =>
        project.store.life.put(entryOf(each, moods[index] ?? null, pictures, importer)),
      )
    })
    const changed = arriving.filter(({ known }) => known !== null).length
    return {
      kind: 'done',
      importer,
      added: arriving.length - changed,
      changed,
      ...counts,
      media: pictures.fresh.length,
      mediaFailed: pictures.failed,
      moodsRead: read,
      remarks: [...life.remarks],
    }
  } finally {
    open.close()
  }
}

export async function* importLife(
  input: Wish,
  context: RequestContext,
  outside: AbortSignal | undefined,
): AsyncGenerator<ImportEvent> {
  const project = projectOf(context)
  yield* asJob<ImportEvent, void>(
    context,
    'import',
    sourceNameOf(input.source),
    outside,
    async function* (job) {
      yield yield* withProgress((report) =>
        work(input, context, project, job.signal, (stage, done, total) => {
          job.report(done, total)
          report(stage, done, total)
        }),
      )
    },
  )
}
