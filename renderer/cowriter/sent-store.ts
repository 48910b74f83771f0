// What would be sent to whoever writes, as the writer looks at it: the pieces at the caret, and what is left out or changed for
// this scene's next passages. Choosing is the engine's.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { manuscriptStore } from '../manuscript/manuscript-api.ts'
import type { CowriterOptions } from './cowriter-options.ts'

export type Told = Outputs['memory']['preview']
export type Piece = Told['pieces'][number]
export type Changes = NonNullable<Inputs['cowriter']['continue']['context']>

export interface SentState {
  readonly isOpen: boolean
  readonly isLoading: boolean
  /** Null until it was looked at. */
  readonly told: Told | null
  /** The scene that the changes are for. */
  readonly sceneId: string | null
  readonly excluded: readonly string[]
  readonly edited: Readonly<Record<string, string>>
}

const EMPTY: SentState = {
  isOpen: false,
  isLoading: false,
  told: null,
  sceneId: null,
  excluded: [],
  edited: {},
}

export const sentStore = createStore<SentState>()(() => EMPTY)
export const useSent = <T>(selector: (state: SentState) => T): T => useStore(sentStore, selector)

let asking: AbortController | null = null
let wish: Pick<CowriterOptions, 'writerId' | 'words'> = { writerId: null, words: null }

/** What is changed for a scene; nothing for another one. */
export const changesFor = (sceneId: string): Changes => {
  const { sceneId: own, excluded, edited } = sentStore.getState()
  return own === sceneId ? { excluded: [...excluded], edited: { ...edited } } : {}
}

/** Asks anew; the last question wins. */
const look = async (): Promise<void> => {
  asking?.abort()
  const { caret } = manuscriptStore.getState()
  if (!sentStore.getState().isOpen || !caret) return
  const own = new AbortController()
  asking = own
  if (sentStore.getState().sceneId !== caret.sceneId)
    sentStore.setState({ sceneId: caret.sceneId, excluded: [], edited: {} })
  sentStore.setState({ isLoading: true })
  const { writerId, words } = wish
  const { sceneId, blockId, offset } = caret
  try {
    const told = await engine.memory.preview(
      {
        sceneId,
        blockId,
        offset,
        ...(writerId === null ? {} : { writerId }),
        ...(words === null ? {} : { words }),
        context: changesFor(sceneId),
      },
      { signal: own.signal },
    )
    if (asking === own) sentStore.setState({ told, isLoading: false })
  } catch (error) {
    if (asking !== own || isAborted(error)) return
    sentStore.setState({ told: null, isLoading: false })
    // The scene has just left the book: the page goes to another one in a moment.
    if (errorCode(error) !== 'NOT_FOUND') notifyError(error)
  }
}

/** Who is to write, and how much: both decide what there is room for. */
export const wishFor = (next: typeof wish): void => {
  wish = next
}

export const lookAgain = (): void => void look()

export const setOpen = (isOpen: boolean): void => {
  sentStore.setState({ isOpen })
  void look()
}

export const leaveOut = (id: string, isOut: boolean): void => {
  const { excluded } = sentStore.getState()
  const others = excluded.filter((each) => each !== id)
  sentStore.setState({ excluded: isOut ? [...others, id] : others })
  void look()
}

/** @param text null: as it was */
export const sayOtherwise = (id: string, text: string | null): void => {
  const edited = Object.entries(sentStore.getState().edited).filter(([each]) => each !== id)
  const others = Object.fromEntries(edited)
  sentStore.setState({ edited: text === null ? others : { ...others, [id]: text } })
  void look()
}

export const forgetChanges = (): void => {
  sentStore.setState({ excluded: [], edited: {} })
  void look()
}

followProject({
  opened: () => void look(),
  changed: ({ kind }) => {
    if (kind === 'memory' || kind === 'lore' || kind === 'cast' || kind === 'targets') void look()
  },
  closed: () => {
    asking?.abort()
    sentStore.setState(EMPTY)
  },
})
