// Whether the safety dialog is open; what it shows is in the stores beside this one.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const safetyStore = createStore<{ readonly open: boolean }>()(() => ({ open: false }))

export const openSafety = (): void => safetyStore.setState({ open: true })
export const closeSafety = (): void => safetyStore.setState({ open: false })
export const useSafetyOpen = (): boolean => useStore(safetyStore, (state) => state.open)
