// What is understood of the project's files, as the engine tells it; asked for when files are there and again when it changed.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { coalesced } from '../app/coalesced.ts'
import { followProject } from '../app/follow-project.ts'
import { notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { mediaStore } from './media-store.ts'

export type Understanding = Outputs['media']['understanding'][number]
export type ShownFinding = Understanding['findings'][number]
export type Finding = ShownFinding['finding']
export type Choices = Outputs['media']['choices']
export type Aspect = Finding['aspect']
export type FindingOf<A extends Aspect> = Extract<Finding, { aspect: A }>

interface UnderstandingState {
  readonly byMedia: ReadonlyMap<string, Understanding>
  /** What corrections choose from. */
  readonly choices: Choices
}

const NO_CHOICES: Choices = { light: [], scene: [], rating: [], sound: [], voice: [], emotion: [] }
const EMPTY: UnderstandingState = { byMedia: new Map(), choices: NO_CHOICES }

export const understandingStore = createStore<UnderstandingState>()(() => EMPTY)

const useUnderstandings = <T>(selector: (state: UnderstandingState) => T): T =>
  useStore(understandingStore, selector)

/** Null until it is known. */
export const useUnderstanding = (mediaId: string): Understanding | null =>
  useUnderstandings(({ byMedia }) => byMedia.get(mediaId) ?? null)

export const useChoices = (): Choices => useUnderstandings(({ choices }) => choices)

/** Files of which something is still to be found out. */
export const useWaitingCount = (): number =>
  useUnderstandings(
    ({ byMedia }) =>
      [...byMedia.values()].filter(({ analyzers }) => analyzers.some(({ state }) => state === 'waiting'))
        .length,
  )

const keep = (understandings: readonly Understanding[]): void =>
  understandingStore.setState(({ byMedia }) => ({
    byMedia: new Map([...byMedia, ...understandings.map((each) => [each.mediaId, each] as const)]),
  }))

const load = async (mediaIds?: readonly string[]): Promise<void> =>
  keep(await engine.media.understanding(mediaIds ? { mediaIds: [...mediaIds] } : {}))

/** Files that went meanwhile are no trouble: the list is read again when it changes. */
const reload = (mediaIds: readonly string[]): void =>
  void load(mediaIds.length > 0 ? mediaIds : undefined).catch(() => load().catch(notifyError))

/** Of files that came in only they are asked for: what is said of a thousand is long. Those that went are forgotten. */
const CHANGED_EVERY_MS = 2000
/** All of an open project was asked for: from then on what comes in is. */
let isOpen = false
const follow = coalesced(async () => {
  const { items, loaded } = mediaStore.getState()
  if (!isOpen || !loaded) return
  const { byMedia } = understandingStore.getState()
  const there = new Set(items.map(({ id }) => id))
  if ([...byMedia.keys()].some((id) => !there.has(id)))
    understandingStore.setState({ byMedia: new Map([...byMedia].filter(([id]) => there.has(id))) })
  const fresh = items.flatMap(({ id }) => (byMedia.has(id) ? [] : [id]))
  // Some may be gone by the time they are asked for: the list is followed again when it is read anew.
  if (fresh.length > 0) await load(fresh).catch(() => undefined)
}, CHANGED_EVERY_MS)

/** Finds out in the background what is not known yet. */
export const understandAll = async (): Promise<void> => {
  try {
    await engine.media.understand()
  } catch (error) {
    notifyError(error)
  }
}

followProject({
  opened: (signal) => {
    void engine.media.choices().then((choices) => understandingStore.setState({ choices }), notifyError)
    void load()
      .catch(notifyError)
      .finally(() => {
        isOpen = !signal.aborted
        follow()
      })
  },
  changed: (change) => {
    if (change.kind === 'understood') reload(change.mediaIds)
  },
  closed: () => {
    isOpen = false
    understandingStore.setState(EMPTY)
  },
})

mediaStore.subscribe(({ items }, before) => {
  if (items !== before.items) follow()
})

const correction = async (run: () => Promise<Understanding>): Promise<void> => {
  try {
    keep([await run()])
    recordEngineAct()
  } catch (error) {
    notifyError(error)
  }
}

export const correctFinding = (
  mediaId: string,
  finding: Inputs['media']['correct']['finding'],
): Promise<void> => correction(() => engine.media.correct({ mediaId, finding }))

/** Subtitles of a file as what is said in it. */
export const takeSubtitles = (mediaId: string, file: File): Promise<void> =>
  correction(() => engine.media.readSubtitles({ mediaId, file }))

export const uncorrectFinding = (mediaId: string, aspect: Aspect): Promise<void> =>
  correction(() => engine.media.uncorrect({ mediaId, aspect }))
