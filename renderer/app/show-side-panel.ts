// Brings the side panel into view with one of its tabs; which tabs there are is side-tabs.ts'. Stores of panels call this: they
// may not know the list that loads them.
import { currentSettings, updateSettings } from './settings-store.ts'
import { shellStore } from './shell-store.ts'

export const showSidePanel = (tab: string): void => {
  shellStore.setState({ sideTab: tab })
  const { panels } = currentSettings()
  if (!panels.side) void updateSettings({ panels: { ...panels, side: true } })
}
