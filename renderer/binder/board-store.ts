// How the structure is looked at: as the page, as cards or as an outline; and which of the binder's dialogs is open.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { onProject } from '../app/app-store.ts'
import { currentSettings, type Settings, updateSettings } from '../app/settings-store.ts'

export type Board = Settings['board']

interface BoardState {
  /** Nodes whose details are being edited; null when none are. */
  readonly details: ReadonlySet<string> | null
  readonly trashOpen: boolean
}

const boardStore = createStore<BoardState>()(() => ({ details: null, trashOpen: false }))

export const useBoard = <T>(selector: (state: BoardState) => T): T => useStore(boardStore, selector)

export const openDetails = (ids: ReadonlySet<string>): void => boardStore.setState({ details: ids })
export const closeDetails = (): void => boardStore.setState({ details: null })
export const openTrash = (): void => boardStore.setState({ trashOpen: true })
export const closeTrash = (): void => boardStore.setState({ trashOpen: false })

export const shownBoard = (): Board => currentSettings().board

export const showBoard = async (board: Board): Promise<void> => {
  if (board !== shownBoard()) await updateSettings({ board })
}

onProject({ onClose: () => boardStore.setState({ details: null, trashOpen: false }) })
