// The network doors as the window shows them; the engine keeps them and refuses.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'

export type DoorListing = Outputs['doors']['list']

const doorsStore = createStore<{ readonly listing: DoorListing | null }>()(() => ({ listing: null }))

export const useDoors = (): DoorListing | null => useStore(doorsStore, (state) => state.listing)

const ask = async (act: () => Promise<DoorListing>): Promise<void> => {
  try {
    doorsStore.setState({ listing: await act() })
  } catch (error) {
    notifyError(error)
  }
}

export const loadDoors = (): Promise<void> => ask(() => engine.doors.list())
export const setDoor = (id: string, open: boolean): Promise<void> => ask(() => engine.doors.set({ id, open }))
export const shutAllDoors = (shut: boolean): Promise<void> => ask(() => engine.doors.shutAll({ shut }))
