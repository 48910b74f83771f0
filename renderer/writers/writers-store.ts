// Everyone who can write, and the acts on those that were added: files looked at and added, servers asked and added, changed,
// taken away. Which of them writes is the co-writer's option.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { chooseSource } from '../app/choose-file.ts'
import { notify, notifyError, wordsForError } from '../app/notices-store.ts'
import { cowriterStore, loadWriters, setOptions } from '../cowriter/cowriter-store.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'

export type Source = Outputs['model']['sources'][number]
type Probe = Outputs['model']['probe']
export type FileProbe = Extract<Probe, { kind: 'files' }>
export type ServerProbe = Extract<Probe, { kind: 'server' }>
export type Known = Outputs['model']['findKnown'][number]
export type Sent = Outputs['model']['sent'][number]
type Change = Inputs['model']['change']['change']

export type Adding = 'files' | 'known' | 'server'

/** What the writer gave of a server; kept while it is asked and when it fails. */
export interface ServerForm {
  readonly url: string
  readonly key: string
  readonly model: string
}

interface WritersState {
  readonly open: boolean
  /** `sent`: what left this machine, in place of the list. */
  readonly view: 'list' | 'sent'
  readonly sources: readonly Source[]
  /** Bytes of models of our own, by the id of who writes. */
  readonly sizes: ReadonlyMap<string, number>
  readonly adding: Adding | null
  readonly path: string
  readonly files: FileProbe | null
  readonly known: readonly Known[] | null
  readonly form: ServerForm
  readonly server: ServerProbe | null
  readonly busy: boolean
  /** Why what was asked for last did not work, in the writer's words. */
  readonly problem: string
  /** What came of trying a server again, by its id. */
  readonly tried: Readonly<Record<string, { readonly good: boolean; readonly words: string }>>
  readonly sent: readonly Sent[] | null
}

const NO_FORM: ServerForm = { url: '', key: '', model: '' }

const NOTHING_ADDED = {
  path: '',
  files: null,
  known: null,
  form: NO_FORM,
  server: null,
  problem: '',
} as const

export const writersStore = createStore<WritersState>()(() => ({
  ...NOTHING_ADDED,
  open: false,
  view: 'list',
  sources: [],
  sizes: new Map(),
  adding: null,
  busy: false,
  tried: {},
  sent: null,
}))

export const useWriters = <T>(selector: (state: WritersState) => T): T => useStore(writersStore, selector)

const { getState, setState } = writersStore

const sizesOf = async (): Promise<ReadonlyMap<string, number>> => {
  const models = await engine.model.list()
  return new Map(
    models.flatMap(({ source, sizeBytes }) =>
      'runId' in source
        ? [[source.runId, sizeBytes] as const]
        : 'shippedId' in source
          ? [[source.shippedId, sizeBytes] as const]
          : [],
    ),
  )
}

const load = async (): Promise<void> => {
  const [sources, sizes] = await Promise.all([engine.model.sources(), sizesOf(), loadWriters()])
  setState({ sources, sizes })
}

export const openWriters = (adding: Adding | null = null): void => {
  setState({ ...NOTHING_ADDED, open: true, view: 'list', adding, tried: {} })
  load().catch(notifyError)
}

let asking: AbortController | null = null

/** Ends what is being asked. */
export const stopAsking = (): void => asking?.abort()

export const closeWriters = (): void => {
  stopAsking()
  setState({ open: false })
}

/** One question at a time; a failure is told where it was asked, and what was typed stays. */
const ask = async (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
  stopAsking()
  const own = new AbortController()
  asking = own
  setState({ busy: true, problem: '' })
  try {
    await work(own.signal)
  } catch (error) {
    if (asking === own && !isAborted(error)) setState({ problem: wordsForError(error) })
  } finally {
    if (asking === own) {
      asking = null
      setState({ busy: false })
    }
  }
}

export const beginAdding = (adding: Adding | null): void => {
  stopAsking()
  setState({ ...NOTHING_ADDED, adding, busy: false })
  if (adding === 'known') void findKnown()
}

export const changePath = (path: string): void => setState({ path, files: null, problem: '' })
export const changeForm = (patch: Partial<ServerForm>): void => {
  const { form, server } = getState()
  const isOther = patch.url !== undefined || patch.key !== undefined
  setState({ form: { ...form, ...patch }, server: isOther ? null : server, problem: '' })
}

/** Looks without adding: what lies there, and whether it fits. */
export const lookAt = (path: string): Promise<void> => {
  setState({ path, files: null })
  return ask(async (signal) => {
    const probe = await engine.model.probe({ path: path.trim() }, { signal })
    if (probe.kind !== 'files') return
    setState({ files: probe })
    if (probe.files.length === 0 && probe.unreadable.length === 0)
      setState({ problem: t('errors:FILE_UNREADABLE-empty-folder') })
  })
}

export const browse = async (kind: 'files' | 'folder'): Promise<void> => {
  const [path] = await chooseSource(kind, ['gguf'], t('writers:browseTitle'), t('writers:files'))
  if (path !== undefined) await lookAt(path)
}

const findKnown = (): Promise<void> =>
  ask(async (signal) => setState({ known: await engine.model.findKnown({}, { signal }) }))

/** Whoever was added last writes: that is what it was added for. */
const added = async (sources: readonly Source[]): Promise<void> => {
  await load()
  const [first] = sources
  if (!first) return
  if (cowriterStore.getState().writers?.some(({ id }) => id === first.id) === true)
    setOptions({ writerId: first.id })
  notify({ tone: 'success', message: t('writers:added', { count: sources.length, name: first.name }) })
}

export const addFiles = (paths: readonly string[]): Promise<void> =>
  ask(async (signal) => {
    const sources: Source[] = []
    for (const path of paths) sources.push(...(await engine.model.add({ path }, { signal })))
    setState({ ...NOTHING_ADDED, adding: null })
    await added(sources)
  })

const address = ({ url, key, model }: ServerForm) => ({
  url: url.trim(),
  ...(key.trim() === '' ? {} : { key: key.trim() }),
  ...(model === '' ? {} : { model }),
})

export const askServer = (): Promise<void> =>
  ask(async (signal) => {
    const probe = await engine.model.probe(address(getState().form), { signal })
    if (probe.kind !== 'server') return
    setState(({ form }) => ({
      server: probe,
      form: { ...form, url: probe.url, model: probe.models[0]?.id ?? '' },
    }))
  })

export const addServer = (): Promise<void> =>
  ask(async (signal) => {
    const sources = await engine.model.add(address(getState().form), { signal })
    setState({ ...NOTHING_ADDED, adding: null })
    await added(sources)
  })

export const changeSource = async (id: string, change: Change): Promise<void> => {
  try {
    await engine.model.change({ id, change })
    await load()
  } catch (error) {
    notifyError(error)
  }
}

/** Whether a server answers, and what it has. */
export const trySource = async ({ id }: Source): Promise<void> => {
  const say = (good: boolean, words: string): void =>
    setState(({ tried }) => ({ tried: { ...tried, [id]: { good, words } } }))
  say(true, t('writers:trying'))
  try {
    const probe = await engine.model.probe({ id })
    if (probe.kind === 'server') say(true, t('writers:answers', { count: probe.models.length }))
    else if (probe.files.length > 0) say(true, t('writers:fileWhole'))
    else say(false, wordsForTrouble(probe.unreadable[0]?.trouble ?? 'unreadable'))
  } catch (error) {
    say(false, wordsForError(error))
  }
}

export const wordsForTrouble = (trouble: FileProbe['unreadable'][number]['trouble']): string =>
  t(`errors:FILE_UNREADABLE-${trouble}`)

/** Off the list; a file stays where it is and can be put back with one press. */
export const removeSource = async (source: Source): Promise<void> => {
  try {
    await engine.model.remove({ id: source.id })
    await load()
    const { name } = source
    if (source.kind === 'server')
      return void notify({ tone: 'info', message: t('writers:removed', { name }) })
    const again = { label: t('app:undo'), run: () => void addFiles([source.path]) }
    notify({ tone: 'info', message: t('writers:removedFile', { name }), action: again })
  } catch (error) {
    notifyError(error)
  }
}

export const showSent = async (): Promise<void> => {
  setState({ view: 'sent', sent: null })
  try {
    setState({ sent: await engine.model.sent({}) })
  } catch (error) {
    setState({ view: 'list' })
    notifyError(error)
  }
}
export const showList = (): void => setState({ view: 'list' })
