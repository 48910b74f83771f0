// The life room's state and acts: which days are looked at, what is found there, what is chosen and whose material it is.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { appUndo, recordEngineAct } from '../commands/app-undo.ts'
import { dialogueStore, leaveRoom as leaveDialogue } from '../dialogue/dialogue-store.ts'
import { engine } from '../engine-client/engine.ts'
import { t } from '../locales/index.ts'
import { spanOf, stepped, today, type DaySpan, type Period } from './calendar.ts'

export type Entry = Outputs['life']['get']
export type Medium = Outputs['life']['list']['media'][number]
export type Day = Outputs['life']['days'][number]
export type Facets = Outputs['life']['facets']
export type EntryFields = Inputs['life']['update']['change']
export type Emotion = NonNullable<Day['emotion']>
export type MaterialRef = Outputs['life']['material']['own'][number]

/** By what the stream is narrowed; '' asks for everything. */
export interface Sieve {
  readonly text: string
  readonly person: string
  readonly place: string
  readonly tag: string
  readonly emotion: Emotion | ''
}

export interface Scope {
  readonly id: string | null
  readonly title: string
  readonly depth: number
  readonly isScene: boolean
}

interface LifeState {
  readonly isOpen: boolean
  readonly period: Period
  /** A day in the period; null until the record is known. */
  readonly day: string | null
  readonly sieve: Sieve
  readonly days: readonly Day[]
  readonly entries: readonly Entry[] | null
  /** Photos, sounds and clips of the same days that belong to no entry. */
  readonly loose: readonly Medium[]
  readonly total: number
  /** Of the whole record, whatever is looked at. */
  readonly all: number
  readonly facets: Facets
  readonly selected: ReadonlySet<string>
  readonly scopes: readonly Scope[]
  readonly scopeId: string | null
  readonly material: readonly MaterialRef[]
  readonly inherited: readonly MaterialRef[]
  /** Entries that are material, for their titles; those of the stream are among `entries`. */
  readonly known: ReadonlyMap<string, Entry>
  /** The entry in the dialog; 'new' is one to be. */
  readonly editing: Entry | 'new' | null
}

export const NO_SIEVE: Sieve = { text: '', person: '', place: '', tag: '', emotion: '' }

const EMPTY: LifeState = {
  isOpen: false,
  period: 'year',
  day: null,
  sieve: NO_SIEVE,
  days: [],
  entries: null,
  loose: [],
  total: 0,
  all: 0,
  facets: { people: [], places: [], tags: [] },
  selected: new Set(),
  scopes: [],
  scopeId: null,
  material: [],
  inherited: [],
  known: new Map(),
  editing: null,
}

export const lifeStore = createStore<LifeState>()(() => EMPTY)
export const useLife = <T>(selector: (state: LifeState) => T): T => useStore(lifeStore, selector)

const get = lifeStore.getState
const set = lifeStore.setState

/** Entries shown at once; the period or the sieve narrows a longer life. */
const MOST_SHOWN = 400

const askedBy = (sieve: Sieve): Inputs['life']['days'] =>
  Object.fromEntries(Object.entries(sieve).filter(([, value]) => value !== ''))

export const spanShown = (): DaySpan => spanOf(get().period, get().day ?? today())

let loads = 0

const loadEntries = async (): Promise<void> => {
  const mine = ++loads
  const asked = askedBy(get().sieve)
  if (get().day === null) {
    const { entries, media } = await engine.life.list({ limit: 1 })
    const [latest = today()] = [...entries, ...media]
      .map(({ local }) => local.slice(0, 10))
      .sort()
      .reverse()
    set({ day: latest })
  }
  const [days, found, whole] = await Promise.all([
    engine.life.days(asked),
    engine.life.list({ ...asked, ...spanShown(), limit: MOST_SHOWN }),
    engine.life.list({ limit: 1 }),
  ])
  if (mine !== loads) return
  const shown = new Set([...found.entries.map(({ id }) => id), ...found.media.map(({ mediaId }) => mediaId)])
  set({
    days,
    entries: found.entries,
    loose: found.media,
    total: found.total,
    all: whole.total,
    selected: new Set([...get().selected].filter((id) => shown.has(id))),
  })
}

const loadMaterial = async (): Promise<void> => {
  const { scopeId } = get()
  const { own, inherited } = await engine.life.material({ scopeId })
  const known = new Map((get().entries ?? []).map((entry) => [entry.id, entry]))
  for (const { kind, id } of [...own, ...inherited])
    if (kind === 'entry' && !known.has(id)) known.set(id, await engine.life.get({ id }))
  if (get().scopeId === scopeId) set({ material: own, inherited, known })
}

const loadScopes = async (): Promise<void> => {
  const tree = await engine.binder.tree()
  const inBook = tree.filter(({ kind }) => kind === 'part' || kind === 'chapter' || kind === 'scene')
  const depths = new Map<string, number>()
  const scopes = inBook.map(({ id, parentId, kind, title, opening }) => {
    const depth = parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1
    depths.set(id, depth)
    return { id, title: title || opening || '–', depth, isScene: kind === 'scene' }
  })
  set({ scopes, ...(scopes.some(({ id }) => id === get().scopeId) ? {} : { scopeId: null }) })
}

const load = async (): Promise<void> => {
  await Promise.all([
    loadEntries(),
    loadScopes(),
    engine.life.facets().then((facets) => {
      set({ facets })
    }),
  ])
  await loadMaterial()
}

const reload = (): void => {
  if (get().isOpen) void load().catch(notifyError)
}

followProject({
  // Loaded when the room is entered: most windows never do.
  opened: reload,
  changed: (change) => {
    if (change.kind === 'life' || change.kind === 'binder' || change.kind === 'media') reload()
  },
  closed: () => {
    set(EMPTY)
  },
})

// One room at a time.
dialogueStore.subscribe(({ isOpen }) => {
  if (isOpen && get().isOpen) set({ isOpen: false })
})

export const enterLife = (): void => {
  leaveDialogue()
  set({ isOpen: true })
  reload()
}

export const leaveLife = (): void => {
  set({ isOpen: false, editing: null })
}

const look = (change: Partial<Pick<LifeState, 'period' | 'day' | 'sieve'>>): void => {
  set(change)
  void loadEntries().catch(notifyError)
}

export const showPeriod = (period: Period): void => {
  look({ period })
}
export const showDay = (day: string, period = get().period): void => {
  look({ day, period })
}
export const stepPeriod = (step: 1 | -1): void => {
  look({ day: stepped(get().period, get().day ?? today(), step) })
}
export const sift = (change: Partial<Sieve>): void => {
  look({ sieve: { ...get().sieve, ...change } })
}

export const choose = (ids: readonly string[], isChosen: boolean): void => {
  const selected = new Set(get().selected)
  for (const id of ids)
    if (isChosen) selected.add(id)
    else selected.delete(id)
  set({ selected })
}

export const chooseScope = (scopeId: string | null): void => {
  set({ scopeId })
  void loadMaterial().catch(notifyError)
}

/** @returns false after saying why it failed. */
const doing = async (act: () => Promise<unknown>): Promise<boolean> => {
  try {
    await act()
    recordEngineAct()
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}

const setMaterial = (items: readonly MaterialRef[]): Promise<boolean> =>
  doing(() => engine.life.setMaterial({ scopeId: get().scopeId, items: [...items] }))

/** What a part of a book can hold of a life. */
const MOST_MATERIAL = 1000

/** Entries, and what was photographed or recorded beside them, the latest first; of a long time more than the stream shows. */
const momentsOf = async (isChosen: boolean) => {
  const { entries, loose, total, sieve } = get()
  const isAll = isChosen || total <= (entries?.length ?? 0)
  const found = isAll
    ? { entries: entries ?? [], media: loose }
    : await engine.life.list({ ...askedBy(sieve), ...spanShown(), limit: MOST_MATERIAL })
  return [
    ...found.entries.map(({ id, local }) => ({ kind: 'entry' as const, id, local })),
    ...found.media.map(({ mediaId, local }) => ({ kind: 'media' as const, id: mediaId, local })),
  ].toSorted((a, b) => (a.local < b.local ? 1 : -1))
}

/** What is chosen, else all that is shown; in the order in which it was lived. */
export const addMaterial = async (): Promise<void> => {
  const { selected, material } = get()
  const fresh = (await momentsOf(selected.size > 0))
    .filter(({ id }) => selected.size === 0 || selected.has(id))
    .filter(({ id }) => !material.some((item) => item.id === id))
    .toReversed()
  const added = await setMaterial([...material, ...fresh.map(({ kind, id }) => ({ kind, id }))])
  if (!added) return
  set({ selected: new Set() })
  notify({ tone: 'success', message: t('life:materialAdded', { count: fresh.length }) })
}

export const dropMaterial = (id: string): Promise<boolean> =>
  setMaterial(get().material.filter((item) => item.id !== id))

/** The chosen days become beats, in the order in which they were lived. */
export const planMaterial = async (): Promise<void> => {
  const { scopeId } = get()
  let beats = 0
  const planned = await doing(async () => {
    beats = (await engine.life.toPlan({ scopeId })).beats
  })
  if (planned) notify({ tone: 'success', message: t('life:planned', { count: beats }) })
}

export const editEntry = (editing: LifeState['editing']): void => {
  set({ editing })
}

export const saveEntry = async (fields: EntryFields & { local: string; text: string }): Promise<void> => {
  const { editing } = get()
  if (editing === null) return
  const saved = await doing(() =>
    editing === 'new' ? engine.life.add(fields) : engine.life.update({ id: editing.id, change: fields }),
  )
  if (saved) set({ editing: null, ...(editing === 'new' ? { day: fields.local.slice(0, 10) } : {}) })
}

export const removeEntries = async (ids: readonly string[]): Promise<void> => {
  if (!(await doing(() => engine.life.remove({ ids: [...ids] })))) return
  set({ selected: new Set(), editing: null })
  notify({
    tone: 'info',
    message: t('life:removed', { count: ids.length }),
    action: { label: t('life:undo'), run: () => void appUndo.undo() },
  })
}
