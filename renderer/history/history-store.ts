// Versions and drafts of the project as the window knows them, and the acts on them; the engine keeps the texts.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { flushAll, onProject } from '../app/app-store.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'

type List = Outputs['history']['list']
export type Snapshot = List['snapshots'][number]
export type Draft = List['drafts'][number]

/** What a name is being asked for. */
export type Naming =
  | { readonly kind: 'take'; readonly scopeId: string | null }
  | { readonly kind: 'draft'; readonly scopeId: string | null; readonly from?: string }
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'renameDraft'; readonly id: string; readonly name: string }

interface HistoryState extends List {
  readonly loaded: boolean
  /** Which half of the panel is shown: versions of the text, or what the co-writer wrote. */
  readonly part: 'versions' | 'passages'
  readonly naming: Naming | null
  readonly reportOpen: boolean
}

const EMPTY: HistoryState = {
  snapshots: [],
  drafts: [],
  loaded: false,
  part: 'versions',
  naming: null,
  reportOpen: false,
}

export const historyStore = createStore<HistoryState>()(() => EMPTY)
export const useHistory = <T>(selector: (state: HistoryState) => T): T => useStore(historyStore, selector)

const { getState, setState } = historyStore

const load = async (): Promise<void> => {
  try {
    setState({ ...(await engine.history.list()), loaded: true })
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'ENGINE_GONE' && code !== 'NO_PROJECT') notifyError(error)
  }
}

onProject({
  onOpen: load,
  onResume: load,
  onChange: (change) => {
    if (change.kind === 'history') void load()
  },
  onClose: () => setState(EMPTY),
})

/** What is typed is on disk before the act, the undo stack knows of it after it. */
const act = async (run: () => Promise<unknown>, done?: string, undoable = true): Promise<void> => {
  try {
    await flushAll()
    await run()
    if (undoable) recordEngineAct()
    if (done !== undefined) notify({ tone: 'info', message: done })
    await load()
  } catch (error) {
    notifyError(error)
  }
}

export const setPart = (part: HistoryState['part']): void => setState({ part })
export const askName = (naming: Naming | null): void => setState({ naming })
export const showReport = (reportOpen: boolean): void => setState({ reportOpen })

/** The one of a scope that is in the binder; undefined while it has no drafts. */
export const draftInBinder = (drafts: readonly Draft[], scopeId: string | null): Draft | undefined =>
  drafts.find((draft) => draft.scopeId === scopeId && draft.snapshotId === null)

/** Answers the question for a name. */
export const giveName = (name: string): Promise<void> => {
  const { naming } = getState()
  askName(null)
  switch (naming?.kind) {
    case 'take':
      return act(() => engine.history.take({ name, scopeId: naming.scopeId }), t('history:taken'), false)
    case 'rename':
      return act(() => engine.history.rename({ snapshotId: naming.id, name }))
    case 'renameDraft':
      return act(() => engine.history.renameDraft({ draftId: naming.id, name }))
    case 'draft': {
      const { scopeId, from } = naming
      const usual = t('history:usualDraft')
      return act(() =>
        engine.history.createDraft({ name, usual, scopeId, ...(from === undefined ? {} : { from }) }),
      )
    }
    case undefined:
      return Promise.resolve()
  }
}

export const removeSnapshot = (snapshotId: string): Promise<void> =>
  act(() => engine.history.remove({ snapshotId }))

/** @param nodeIds only these; without them all that the version holds. */
export const restoreVersion = (version: string, nodeIds?: string[]): Promise<void> =>
  act(() => engine.history.restore({ version, ...(nodeIds ? { nodeIds } : {}) }), t('history:restored'))

export const restoreBlock = (version: string, sceneId: string, blockId: string): Promise<void> =>
  act(() => engine.history.restoreBlock({ version, sceneId, blockId }))

export const switchDraft = (draft: Draft): Promise<void> =>
  act(() => engine.history.switchDraft({ draftId: draft.id }), t('history:switched', { name: draft.name }))

export const removeDraft = (draftId: string): Promise<void> =>
  act(() => engine.history.removeDraft({ draftId }))
