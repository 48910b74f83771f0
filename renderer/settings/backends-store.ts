// What computes on this machine, as the settings show it; the engine tries, remembers and decides.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { appStore } from '../app/app-store.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'

export type BackendListing = Outputs['backend']['list']

interface BackendsState {
  readonly listing: BackendListing | null
  readonly busy: boolean
}

const backendsStore = createStore<BackendsState>()(() => ({ listing: null, busy: false }))

export const useBackends = <T>(selector: (state: BackendsState) => T): T => useStore(backendsStore, selector)

/** One act at a time; what the top bar says follows. */
const ask = async (act: () => Promise<BackendListing>): Promise<void> => {
  if (backendsStore.getState().busy) return
  backendsStore.setState({ busy: true })
  try {
    backendsStore.setState({ listing: await act() })
    appStore.setState({ info: await engine.studio.info() })
  } catch (error) {
    notifyError(error)
  } finally {
    backendsStore.setState({ busy: false })
  }
}

/** Takes no time, so that nothing waits for it. */
export const loadBackends = async (): Promise<void> => {
  try {
    backendsStore.setState({ listing: await engine.backend.list() })
  } catch (error) {
    notifyError(error)
  }
}
export const measureBackends = (): Promise<void> => ask(() => engine.backend.measure())
export const chooseBackend = (id: string): Promise<void> => ask(() => engine.backend.choose({ id }))
