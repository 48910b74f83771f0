// The lore tab's state and acts: entries of the lorebook, what the caret calls up, what is told besides, summaries of scenes.
// The engine's answers are the truth; undo is the project's.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { coalesced } from '../app/coalesced.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { manuscriptStore } from '../manuscript/manuscript-api.ts'
import { saveBlob } from '../transfer/save-blob.ts'

export type Entry = Outputs['lore']['list'][number]
export type EntryChange = Inputs['lore']['edit']['change']
export type Report = Outputs['lore']['preview']
export type LoreSettings = Outputs['lore']['settings']
export type Fields = Outputs['memory']['fields']
export type Summary = Outputs['memory']['summaries'][number]
export type Part = 'entries' | 'memory' | 'summaries'

export interface Scene {
  readonly id: string
  readonly title: string
}

export interface LoreState {
  readonly part: Part
  /** Null until they are known. */
  readonly entries: readonly Entry[] | null
  readonly settings: LoreSettings | null
  readonly scenes: readonly Scene[]
  /** The entry that is looked at. */
  readonly openId: string | null
  /** What the caret, or the text that is tried, calls up; null without either. */
  readonly report: Report | null
  readonly trial: string
  readonly book: Fields | null
  /** Of the scene that the caret is in. */
  readonly scene: { readonly id: string; readonly fields: Fields } | null
  readonly summaries: readonly Summary[] | null
  readonly summarising: { readonly done: number; readonly total: number; readonly title: string } | null
}

const EMPTY: LoreState = {
  part: 'entries',
  entries: null,
  settings: null,
  scenes: [],
  openId: null,
  report: null,
  trial: '',
  book: null,
  scene: null,
  summaries: null,
  summarising: null,
}

export const loreStore = createStore<LoreState>()(() => EMPTY)
export const useLore = <T>(selector: (state: LoreState) => T): T => useStore(loreStore, selector)

let life: AbortSignal | null = null
let summarising: AbortController | null = null
let question = 0
/** Entries whose rows can be seen. */
const inSight = new Set<string>()

/** Shows an error, says nothing of what was stopped. */
const tried = (work: () => Promise<unknown>): Promise<void> =>
  work().then(
    () => undefined,
    (error: unknown) => {
      if (life && !isAborted(error)) notifyError(error)
    },
  )

/** Of a scene that has just left the book nothing is to be told: the page goes to another one in a moment. */
const unlessGone = <Told>(told: Promise<Told>): Promise<Told | null> =>
  told.catch((error: unknown) => {
    if (errorCode(error) === 'NOT_FOUND') return null
    throw error
  })

/** An act that the window's undo takes back. */
const acted = async (work: Promise<unknown>): Promise<void> => {
  await work
  recordEngineAct()
}

const loadEntries = async (): Promise<void> => {
  const [entries, settings] = await Promise.all([engine.lore.list(), engine.lore.settings()])
  loreStore.setState({ entries, settings })
}

const loadScenes = async (): Promise<void> => {
  const tree = await engine.binder.tree()
  loreStore.setState({
    scenes: tree
      .filter(({ kind }) => kind === 'scene')
      .map(({ id, title, opening }) => ({ id, title: title || opening || t('memory:untitled') })),
  })
}

const loadMemory = async (): Promise<void> => {
  const sceneId = manuscriptStore.getState().activeSceneId
  const [book, fields, summaries] = await Promise.all([
    engine.memory.fields({}),
    sceneId === null ? null : unlessGone(engine.memory.fields({ sceneId })),
    engine.memory.summaries(),
  ])
  loreStore.setState({ book, scene: fields && sceneId !== null ? { id: sceneId, fields } : null, summaries })
}

/** What the caret calls up, or the text that is tried; the last question wins. */
export const lookAround = async (): Promise<void> => {
  const own = ++question
  const { caret } = manuscriptStore.getState()
  const { trial, scenes } = loreStore.getState()
  const sceneId = caret?.sceneId ?? scenes[0]?.id
  if (!life || sceneId === undefined || (!caret && trial === '')) return loreStore.setState({ report: null })
  const place = caret ? { blockId: caret.blockId, offset: caret.offset } : {}
  await tried(async () => {
    const text = trial.trim() === '' ? {} : { text: trial }
    const about = [...inSight]
    const report = await unlessGone(engine.lore.preview({ sceneId, ...place, ...text, about }))
    if (own === question) loreStore.setState({ report })
  })
}

/** Rows come into sight together, while a list is scrolled many times over: they are asked about together. */
const lookAtRows = coalesced(async () => {
  await Promise.resolve()
  const { report } = loreStore.getState()
  const told = new Set([
    ...(report?.reasons ?? []).map(({ entryId }) => entryId),
    ...(report?.active ?? []).map(({ entry }) => entry.id),
  ])
  if ([...inSight].some((id) => !told.has(id))) await lookAround()
}, 150)

/** Why an entry stays out is asked while it can be seen. */
export const setInSight = (id: string, isInSight: boolean): void => {
  if (!isInSight) return void inSight.delete(id)
  inSight.add(id)
  lookAtRows()
}

const loadAll = (): Promise<void> =>
  tried(async () => {
    await Promise.all([loadEntries(), loadScenes(), loadMemory()])
    await lookAround()
  })

followProject({
  opened: (signal) => {
    life = signal
    void loadAll()
  },
  changed: ({ kind }) => {
    if (kind === 'lore') void tried(loadEntries).then(lookAround)
    if (kind === 'memory') void tried(loadMemory)
    if (kind === 'binder') void tried(() => Promise.all([loadScenes(), loadMemory()]))
  },
  closed: () => {
    life = null
    summarising?.abort()
    loreStore.setState(EMPTY)
  },
})

manuscriptStore.subscribe((now, before) => {
  if (life && now.activeSceneId !== before.activeSceneId) void tried(loadMemory)
})

export const setPart = (part: Part): void => loreStore.setState({ part })
export const openEntry = (openId: string | null): void => loreStore.setState({ openId })

export const tryText = (trial: string): void => {
  loreStore.setState({ trial })
  void lookAround()
}

export const addEntry = (): Promise<void> =>
  tried(async () => {
    const { id } = await engine.lore.add({})
    recordEngineAct()
    await loadEntries()
    loreStore.setState({ openId: id })
  })

export const changeEntry = (id: string, change: EntryChange): Promise<void> =>
  tried(() => acted(engine.lore.edit({ id, change })))

export const removeEntry = (id: string): Promise<void> =>
  tried(async () => {
    if (loreStore.getState().openId === id) loreStore.setState({ openId: null })
    await acted(engine.lore.remove({ ids: [id] }))
  })

export const changeSettings = (change: Partial<LoreSettings>): Promise<void> =>
  tried(() => acted(engine.lore.configure(change)))

export const importLore = (files: readonly File[]): Promise<void> =>
  tried(async () => {
    let count = 0
    const unheeded = new Map<string, string>()
    for (const file of files) {
      const told = await engine.lore.import({ file })
      count += told.added.length
      for (const { rule } of told.unheeded) unheeded.set(rule, t(`memory:unheeded-${rule}`))
      recordEngineAct()
    }
    const rules = [...unheeded.values()].join(t('memory:listJoin'))
    const message = t('memory:loreImported', { count })
    notify({
      tone: 'info',
      message: rules === '' ? message : `${message} ${t('memory:unheeded', { rules })}`,
    })
  })

export const exportLore = (): Promise<void> =>
  tried(async () => {
    const file = await engine.lore.export()
    saveBlob(file, file.name)
  })

/** @param sceneId null: the book */
export const tell = (sceneId: string | null, change: Partial<Fields>): Promise<void> =>
  tried(() => acted(engine.memory.tell({ sceneId, change })))

export const writeSummary = (sceneId: string, text: string): Promise<void> =>
  tried(() => acted(engine.memory.setSummary({ sceneId, text })))

export const unlockSummary = (sceneId: string): Promise<void> =>
  tried(() => acted(engine.memory.unlockSummary({ sceneId })))

export const stopSummarising = (): void => summarising?.abort()

/** @param writerId null: of the scenes' own sentences */
export const summarise = (writerId: string | null): Promise<void> =>
  tried(async () => {
    summarising?.abort()
    const own = new AbortController()
    summarising = own
    loreStore.setState({ summarising: { done: 0, total: 0, title: '' } })
    try {
      for await (const event of await engine.memory.summarise({ writerId }, { signal: own.signal })) {
        if (event.kind === 'summary') recordEngineAct()
        if (event.kind === 'progress') loreStore.setState({ summarising: event })
        if (event.kind === 'done')
          notify({ tone: 'info', message: t('memory:summariesMade', { count: event.made }) })
      }
    } finally {
      if (summarising === own) loreStore.setState({ summarising: null })
    }
  })
