// The media of the project: what is there, where it is pinned, what is on its way in and what could not come in.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { coalesced } from '../app/coalesced.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { showSidePanel } from '../app/show-side-panel.ts'
import { appUndo, recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { t } from '../locales/index.ts'
import { manuscriptStore } from '../manuscript/manuscript-api.ts'
import { releaseAllMediaUrls } from './media-url.ts'

export type MediaItem = Outputs['media']['list']['items'][number]
export type MediaPin = Outputs['media']['list']['pins'][number]

export interface Arrival {
  readonly done: number
  readonly total: number
  readonly name: string
}

export interface Failure {
  readonly name: string
  readonly code: string
}

interface MediaState {
  readonly loaded: boolean
  readonly items: readonly MediaItem[]
  readonly pins: readonly MediaPin[]
  /** Files on their way in; null while none are. */
  readonly arrival: Arrival | null
  readonly failures: readonly Failure[]
  /** The card that is open. */
  readonly openId: string | null
  /** Where in its recording or clip the writer wants to be; null once they are there. */
  readonly wanted: { readonly mediaId: string; readonly atMs: number } | null
}

const EMPTY: MediaState = {
  loaded: false,
  items: [],
  pins: [],
  arrival: null,
  failures: [],
  openId: null,
  wanted: null,
}

export const mediaStore = createStore<MediaState>()(() => EMPTY)
export const useMedia = <T>(selector: (state: MediaState) => T): T => useStore(mediaStore, selector)

let life: AbortSignal | null = null

/** What is as it was stays the same object: of a thousand cards only those that changed are drawn again. */
const load = async (): Promise<void> => {
  const { items, pins } = await engine.media.list()
  const known = new Map(mediaStore.getState().items.map((item) => [item.id, item]))
  const kept = items.map((item) => {
    const before = known.get(item.id)
    return before && JSON.stringify(before) === JSON.stringify(item) ? before : item
  })
  mediaStore.setState({ items: kept, pins, loaded: true })
}

/** A folder of photos changes the list a thousand times. */
const CHANGED_EVERY_MS = 1000
// The last run may come when the project is closed already.
const reload = coalesced(async () => {
  if (life) await load().catch(notifyError)
}, CHANGED_EVERY_MS)

/** The signal of the open project; null while none is. */
export const projectSignal = (): AbortSignal | null => life

followProject({
  opened: (signal) => {
    life = signal
    void load().catch(notifyError)
  },
  changed: (change) => {
    if (change.kind === 'media') reload()
  },
  closed: () => {
    life = null
    mediaStore.setState(EMPTY)
    releaseAllMediaUrls()
  },
})

/** Runs a recorded act and then shows what the engine has. */
const act = async (run: () => Promise<unknown>): Promise<boolean> => {
  try {
    await run()
    recordEngineAct()
    await load()
    return true
  } catch (error) {
    notifyError(error)
    await load().catch(() => undefined)
    return false
  }
}

export const showItem = (mediaId: string | null): void => mediaStore.setState({ openId: mediaId })

/** Shows an item in its panel, at a moment of it. */
export const showMoment = (mediaId: string, atMs: number): void => {
  showSidePanel('media')
  mediaStore.setState({ openId: mediaId, wanted: { mediaId, atMs } })
}

/** Takes the writer there, once. */
export const takeMoment = (mediaId: string, go: (atMs: number) => void): void => {
  const { wanted } = mediaStore.getState()
  if (wanted?.mediaId !== mediaId) return
  mediaStore.setState({ wanted: null })
  go(wanted.atMs)
}

export const dismissFailures = (): void => mediaStore.setState({ failures: [] })

export const updateItem = (
  mediaId: string,
  change: { caption?: string; alt?: string; isOwnVoice?: boolean },
): Promise<boolean> => act(() => engine.media.update({ mediaId, ...change }))

export const removeItem = async (item: MediaItem): Promise<void> => {
  const removed = await act(() => engine.media.remove({ mediaId: item.id }))
  if (removed)
    notify({
      tone: 'info',
      message: t('media:removed', { name: item.name }),
      action: { label: t('media:undo'), run: () => void appUndo.undo() },
    })
}

/** Pins an item to where the writer is in the text. */
export const pinHere = async (mediaId: string): Promise<void> => {
  const { playhead } = manuscriptStore.getState()
  if (!playhead) return void notify({ tone: 'info', message: t('media:noPlace') })
  await act(() => engine.media.pin({ mediaId, sceneId: playhead.sceneId, at: playhead.fraction }))
}

export const movePin = async (pinId: string, sceneId: string, at: number): Promise<void> => {
  mediaStore.setState(({ pins }) => ({
    pins: pins.map((pin) => (pin.id === pinId ? { ...pin, sceneId, at } : pin)),
  }))
  await act(() => engine.media.movePin({ pinId, sceneId, at }))
}

export const unpin = (pinId: string): Promise<boolean> => act(() => engine.media.unpin({ pinId }))
