// One undo stack for the whole window: what was done last is taken back first, be it typing in some scene or an act
// the engine recorded (binder, targets, media, import). Holds the order only; scenes and engine keep the content.
import { createStore } from 'zustand/vanilla'

export type UndoEntry = { readonly kind: 'text'; readonly sceneId: string } | { readonly kind: 'engine' }

/** How the text of a scene is taken back, provided by the manuscript. */
export interface TextHistory {
  /** False when that scene has nothing to take back. */
  undo(sceneId: string): Promise<boolean>
  redo(sceneId: string): Promise<boolean>
  /** Ends the running group of typing, so that what comes next is a step of its own. */
  closeGroup(sceneId: string): void
}

/** How recorded acts are taken back, provided by the engine. Resolves to the act's label, null when there is none. */
export interface ActHistory {
  undo(): Promise<string | null>
  redo(): Promise<string | null>
}

export interface UndoState {
  readonly done: readonly UndoEntry[]
  readonly undone: readonly UndoEntry[]
}

/** What was taken back or done again: for the notice that says so. */
export type UndoOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly sceneId: string }
  | { readonly kind: 'engine'; readonly label: string }

const MAX_ENTRIES = 2000

export const createUndoStack = (acts: ActHistory) => {
  const store = createStore<UndoState>()(() => ({ done: [], undone: [] }))
  let text: TextHistory | null = null
  let running: Promise<unknown> = Promise.resolve()

  const push = (entry: UndoEntry): void => {
    const last = store.getState().done.at(-1)
    if (last?.kind === 'text' && !(entry.kind === 'text' && entry.sceneId === last.sceneId))
      text?.closeGroup(last.sceneId)
    store.setState((state) => ({ done: [...state.done.slice(-MAX_ENTRIES + 1), entry], undone: [] }))
  }

  const apply = async (entry: UndoEntry, way: 'undo' | 'redo'): Promise<UndoOutcome> => {
    if (entry.kind === 'engine') {
      const label = await acts[way]()
      return label === null ? { kind: 'nothing' } : { kind: 'engine', label }
    }
    const worked = (await text?.[way](entry.sceneId)) ?? false
    return worked ? { kind: 'text', sceneId: entry.sceneId } : { kind: 'nothing' }
  }

  /** Takes entries from one side until one of them did something, and lays that one on the other side. */
  const step = async (way: 'undo' | 'redo'): Promise<UndoOutcome> => {
    const [from, to] = way === 'undo' ? (['done', 'undone'] as const) : (['undone', 'done'] as const)
    for (;;) {
      const entry = store.getState()[from].at(-1)
      if (!entry) break
      const outcome = await apply(entry, way)
      store.setState((state) => ({
        ...state,
        [from]: state[from].slice(0, -1),
        [to]: outcome.kind === 'nothing' ? state[to] : [...state[to], entry],
      }))
      if (outcome.kind !== 'nothing') return outcome
    }
    // Acts of an earlier visit that the engine still remembers.
    const label = await acts[way]()
    return label === null ? { kind: 'nothing' } : { kind: 'engine', label }
  }

  /** Steps never overlap: a second Ctrl+Z waits for the first. */
  const queue = (way: 'undo' | 'redo'): Promise<UndoOutcome> => {
    const next = running.then(() => step(way))
    running = next.catch(() => undefined)
    return next
  }

  return {
    store,
    useTextHistory: (history: TextHistory): void => {
      text = history
    },
    /** A new group of typing began in a scene. */
    recordText: (sceneId: string): void => push({ kind: 'text', sceneId }),
    /** An act that the engine recorded for undo has succeeded. */
    recordEngineAct: (): void => push({ kind: 'engine' }),
    /** A scene's history is gone (deleted for good, reloaded): its entries would do nothing. */
    forgetScene: (sceneId: string): void => {
      const keep = (entry: UndoEntry): boolean => entry.kind === 'engine' || entry.sceneId !== sceneId
      store.setState((state) => ({ done: state.done.filter(keep), undone: state.undone.filter(keep) }))
    },
    clear: (): void => store.setState({ done: [], undone: [] }),
    undo: (): Promise<UndoOutcome> => queue('undo'),
    redo: (): Promise<UndoOutcome> => queue('redo'),
  }
}
