// The writer's settings in this window, as the engine told them; what they are before anybody set them is the engine's to say.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { setKeymap } from '../commands/keymap.ts'
import { engine } from '../engine-client/engine.ts'
import { setLocale } from '../locales/index.ts'
import { notifyError } from './notices-store.ts'

export type Settings = Outputs['studio']['settings']

/** Null until the engine has told them: before that no project is entered, and nothing is drawn that goes by them. */
export const settingsStore = createStore<{ readonly settings: Settings | null }>()(() => ({ settings: null }))

const known = (settings: Settings | null): Settings => {
  if (!settings) throw new Error('Settings were asked for before the engine told them.')
  return settings
}

export const currentSettings = (): Settings => known(settingsStore.getState().settings)

export const useSettings = <T>(selector: (settings: Settings) => T): T =>
  useStore(settingsStore, ({ settings }) => selector(known(settings)))

/** Settled once the engine has told them. */
export const untilSettings = (): Promise<void> =>
  new Promise((resolve) => {
    if (settingsStore.getState().settings) return resolve()
    const stop = settingsStore.subscribe(() => {
      stop()
      resolve()
    })
  })

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

const apply = (settings: Settings): void => {
  const theme = settings.theme === 'system' ? (systemDark.matches ? 'dark' : 'light') : settings.theme
  document.documentElement.dataset['theme'] = theme
  setLocale(settings.locale)
  setKeymap(settings.keymap)
}

systemDark.addEventListener('change', () => {
  const { settings } = settingsStore.getState()
  if (settings) apply(settings)
})

export const takeSettings = (settings: Settings): void => {
  apply(settings)
  settingsStore.setState({ settings })
}

export const updateSettings = async (patch: Partial<Settings>): Promise<void> => {
  if (!settingsStore.getState().settings) await untilSettings()
  takeSettings({ ...currentSettings(), ...patch })
  try {
    await engine.studio.updateSettings(patch)
  } catch (error) {
    notifyError(error)
  }
}

export const togglePanel = (panel: keyof Settings['panels']): Promise<void> => {
  const { panels } = currentSettings()
  return updateSettings({ panels: { ...panels, [panel]: !panels[panel] } })
}
