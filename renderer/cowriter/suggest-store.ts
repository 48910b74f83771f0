// What could be written next, as the window shows it: asked for when it is looked at, and again when something was waved away.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'
import { enterLife, showDay } from '../life/life-store.ts'
import { openScene, revealBlock } from '../manuscript/manuscript-api.ts'

export type Suggestion = Outputs['suggest']['list']['suggestions'][number]

export interface SuggestState {
  readonly isOpen: boolean
  /** Null while the book is read. */
  readonly suggestions: readonly Suggestion[] | null
  readonly dismissed: number
}

const EMPTY: SuggestState = { isOpen: false, suggestions: null, dismissed: 0 }

export const suggestStore = createStore<SuggestState>()(() => EMPTY)
export const useSuggestions = <T>(selector: (state: SuggestState) => T): T => useStore(suggestStore, selector)

let asking: AbortController | null = null

const load = async (): Promise<void> => {
  asking?.abort()
  if (!suggestStore.getState().isOpen) return
  const own = new AbortController()
  asking = own
  try {
    const { suggestions, dismissed } = await engine.suggest.list(undefined, { signal: own.signal })
    if (asking === own) suggestStore.setState({ suggestions, dismissed })
  } catch (error) {
    if (asking === own && !isAborted(error)) notifyError(error)
  }
}

followProject({
  opened: () => void load(),
  changed: ({ kind }) => {
    if (kind === 'memory') void load()
  },
  closed: () => {
    asking?.abort()
    suggestStore.setState(EMPTY)
  },
})

export const setSuggesting = (isOpen: boolean): void => {
  suggestStore.setState({ isOpen })
  void load()
}

export const goTo = ({ sceneId, blockId, entryId, title }: Suggestion): void => {
  if (entryId !== null) {
    showDay(title, 'day')
    enterLife()
  }
  if (sceneId === null) return
  if (blockId === null) void openScene(sceneId)
  else void revealBlock(sceneId, blockId)
}

export const dismiss = ({ key, kind }: Suggestion): void => {
  engine.suggest.dismiss({ key, kind }).then(recordEngineAct, notifyError)
}

export const forgetDismissals = (): void => {
  engine.suggest.forget().then(recordEngineAct, notifyError)
}
