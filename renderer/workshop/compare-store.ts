// The ticked runs side by side: asked of the engine when they come into view and whenever one of them has learnt more.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { workshopStore, type WorkshopState } from './workshop-store.ts'

export type Comparison = Outputs['training']['compare']
export type ComparedRun = Comparison['runs'][number]

export interface CompareState {
  readonly comparison: Comparison | null
  /** Bits a byte can be compared between vocabularies, nats a token cannot. */
  readonly measure: 'bitsPerByte' | 'loss'
  readonly axis: 'step' | 'time'
  readonly onlyDiffering: boolean
}

export const compareStore = createStore<CompareState>()(() => ({
  comparison: null,
  measure: 'bitsPerByte',
  axis: 'time',
  onlyDiffering: true,
}))

export const useCompare = <T>(selector: (state: CompareState) => T): T => useStore(compareStore, selector)

/** The letter by which a run goes in curves, tables and samples. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index)

const ask = async (): Promise<void> => {
  const { compared } = workshopStore.getState()
  try {
    const comparison = await engine.training.compare({ runIds: [...compared] })
    if (workshopStore.getState().compared === compared) compareStore.setState({ comparison })
  } catch (error) {
    if (errorCode(error) !== 'ENGINE_GONE') notifyError(error)
  }
}

/** A running run is told anew with every measurement: its row in the list changes then. */
const learnt = ({ runs, compared }: WorkshopState): string =>
  runs
    .filter(({ id }) => compared.includes(id))
    .map(({ id, step, state }) => `${id} ${step} ${state}`)
    .join()

workshopStore.subscribe((state, before) => {
  if (!state.isComparing || state.compared.length < 2) return
  if (!before.isComparing || state.compared !== before.compared || learnt(state) !== learnt(before))
    void ask()
})
