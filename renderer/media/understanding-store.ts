// What is understood of the project's files, as the engine tells it; asked for when files are there and again when it changed.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { coalesced } from '../app/coalesced.ts'
import { followProject } from '../app/follow-project.ts'
import { notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'

export type Understanding = Outputs['media']['understanding'][number]
export type ShownFinding = Understanding['findings'][number]
export type Finding = ShownFinding['finding']
export type Aspect = Finding['aspect']
export type FindingOf<A extends Aspect> = Extract<Finding, { aspect: A }>

interface UnderstandingState {
  readonly byMedia: ReadonlyMap<string, Understanding>
}

const EMPTY: UnderstandingState = { byMedia: new Map() }

export const understandingStore = createStore<UnderstandingState>()(() => EMPTY)

const useUnderstandings = <T>(selector: (state: UnderstandingState) => T): T =>
  useStore(understandingStore, selector)

/** Null until it is known. */
export const useUnderstanding = (mediaId: string): Understanding | null =>
  useUnderstandings(({ byMedia }) => byMedia.get(mediaId) ?? null)

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

/** What is said of a thousand files is long: while they come in it is not asked for at each. */
const CHANGED_EVERY_MS = 2000
let isOpen = false
// The last run may come when the project is closed already.
const reloadAll = coalesced(async () => {
  if (isOpen) await load().catch(notifyError)
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
  opened: () => {
    isOpen = true
    void load().catch(notifyError)
  },
  changed: (change) => {
    if (change.kind === 'understood') reload(change.mediaIds)
    if (change.kind === 'media') reloadAll()
  },
  closed: () => {
    isOpen = false
    understandingStore.setState(EMPTY)
  },
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
