// What is private in the project: found, decided about, and left out of a copy to share.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { appStore } from '../app/app-store.ts'
import { chooseNewPlace, fileNameFor } from '../app/choose-file.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'

type Events<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
export type Detail = Extract<Events<Outputs['privacy']['find']>, { kind: 'found' }>['details'][number]

interface PrivacyState {
  readonly isOpen: boolean
  /** Null while they are looked for. */
  readonly details: readonly Detail[] | null
  readonly names: readonly string[]
  readonly work: { readonly done: number; readonly total: number } | null
  readonly pictures: boolean
  readonly hideFaces: boolean
  readonly life: boolean
}

const CLOSED: PrivacyState = {
  isOpen: false,
  details: null,
  names: [],
  work: null,
  pictures: true,
  hideFaces: true,
  life: true,
}

export const privacyStore = createStore<PrivacyState>()(() => CLOSED)
export const usePrivacy = <T>(selector: (state: PrivacyState) => T): T => useStore(privacyStore, selector)

const get = privacyStore.getState
const set = privacyStore.setState

let running: AbortController | null = null

const find = async (): Promise<void> => {
  running?.abort()
  const own = new AbortController()
  running = own
  try {
    for await (const event of await engine.privacy.find(undefined, { signal: own.signal })) {
      if (running !== own) return
      if (event.kind === 'progress') set({ work: { done: event.done, total: event.total } })
      else set({ details: event.details, work: null })
    }
  } catch (error) {
    if (running === own && !isAborted(error)) notifyError(error)
  }
}

export const openPrivacy = (): void => {
  set({ ...CLOSED, isOpen: true, work: { done: 0, total: 0 } })
  engine.cast.list().then(
    (cast) => {
      set({ names: cast.map(({ name }) => name) })
    },
    () => undefined,
  )
  void find()
}

export const closePrivacy = (): void => {
  running?.abort()
  running = null
  set(CLOSED)
}

followProject({ opened: () => undefined, closed: closePrivacy })

/** @param standIn null: it stays; undefined: as usual again */
export const decide = async (
  { original, kind }: Detail,
  standIn: string | null | undefined,
): Promise<void> => {
  try {
    if (standIn === undefined) await engine.privacy.unchoose({ original })
    else await engine.privacy.choose({ original, kind, standIn })
    recordEngineAct()
    await find()
  } catch (error) {
    notifyError(error)
  }
}

export const setShare = (change: Partial<Pick<PrivacyState, 'pictures' | 'hideFaces' | 'life'>>): void => {
  set(change)
}

export const stopSharing = (): void => {
  running?.abort()
  set({ work: null })
}

export const share = async (): Promise<void> => {
  const { project, info } = appStore.getState()
  const path = await chooseNewPlace(
    fileNameFor(t('privacy:copyName', { title: project?.title ?? '' })),
    info?.documentsDir ?? '',
  )
  if (path === null) return
  const own = new AbortController()
  running = own
  const { pictures, hideFaces, life } = get()
  set({ work: { done: 0, total: 0 } })
  try {
    const wish = { path, pictures, hideFaces, life }
    for await (const event of await engine.privacy.shareCopy(wish, { signal: own.signal }))
      if (event.kind === 'progress') set({ work: { done: event.done, total: event.total } })
      else {
        const { masked, places, leftOut } = event
        notify({
          tone: 'success',
          message: `${t('privacy:copied', { path: event.path, masked, places })} ${leftOut > 0 ? t('privacy:leftOut', { count: leftOut }) : ''}`,
        })
      }
  } catch (error) {
    if (!own.signal.aborted) notifyError(error)
  } finally {
    set({ work: null })
  }
}
