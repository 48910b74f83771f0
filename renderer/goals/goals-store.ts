// The writer's goals and what was written towards them, as the engine counts it; read again soon after each save.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { afterTyping } from '../app/after-typing.ts'
import { onProject } from '../app/app-store.ts'
import { notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'

export type Overview = Outputs['goals']['overview']
export type BookWords = Outputs['goals']['bookWords']

interface GoalsState {
  readonly overview: Overview | null
  /** Read when the dialog is opened. */
  readonly book: BookWords | null
  readonly open: boolean
}

const EMPTY: GoalsState = { overview: null, book: null, open: false }
const goalsStore = createStore<GoalsState>()(() => EMPTY)

export const useGoals = <T>(selector: (state: GoalsState) => T): T => useStore(goalsStore, selector)

const DAYS = 84
/** A new day begins, and a sitting ends, without anybody saving. */
const LOOK_AGAIN_MS = 60_000

const load = async (): Promise<void> => {
  try {
    const overview = await engine.goals.overview({ days: DAYS })
    const book = goalsStore.getState().open ? await engine.goals.bookWords() : null
    goalsStore.setState(book ? { overview, book } : { overview })
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'ENGINE_GONE' && code !== 'NO_PROJECT') notifyError(error)
  }
}

/** Saves come about once a second while one types: counts may follow a little later. */
const loadSoon = afterTyping(() => void load())

let clock: number | null = null
onProject({
  onOpen: () => {
    clock ??= window.setInterval(loadSoon, LOOK_AGAIN_MS)
    return load()
  },
  onResume: load,
  onChange: (change) => {
    if (change.kind === 'goals' || change.kind === 'binder') loadSoon()
  },
  onClose: () => {
    if (clock !== null) window.clearInterval(clock)
    clock = null
    goalsStore.setState(EMPTY)
  },
})

export const openGoals = (): void => {
  goalsStore.setState({ open: true })
  void load()
}
export const closeGoals = (): void => goalsStore.setState({ open: false })

/** @returns false when it was refused; the writer has been told. */
export const updateGoals = async (patch: Inputs['goals']['update']): Promise<boolean> => {
  try {
    await engine.goals.update(patch)
    recordEngineAct()
    await load()
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}

export const startSession = async (): Promise<void> => {
  try {
    await engine.goals.startSession()
    await load()
  } catch (error) {
    notifyError(error)
  }
}
