// Whether the settings dialog is open; the settings themselves are the app's.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const settingsStore = createStore<{ readonly open: boolean }>()(() => ({ open: false }))

export const openSettings = (): void => settingsStore.setState({ open: true })
export const closeSettings = (): void => settingsStore.setState({ open: false })
export const useSettingsOpen = (): boolean => useStore(settingsStore, (state) => state.open)
