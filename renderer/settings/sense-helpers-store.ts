// What the writer lends for understanding media, as the settings show and change it.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'

type Helpers = Outputs['media']['helpers']
type Server = Extract<Outputs['model']['sources'][number], { kind: 'server' }>

interface State {
  /** Null until they are known. */
  readonly helpers: Helpers | null
  readonly servers: readonly Server[]
}

const store = createStore<State>()(() => ({ helpers: null, servers: [] }))
export const useSenseHelpers = <T>(select: (state: State) => T): T => useStore(store, select)

export const loadSenseHelpers = async (): Promise<void> => {
  try {
    const [helpers, sources] = await Promise.all([engine.media.helpers(), engine.model.sources()])
    store.setState({ helpers, servers: sources.filter((each) => each.kind === 'server') })
  } catch (error) {
    notifyError(error)
  }
}

/** Whether it was taken; why not is told. */
export const chooseHelpers = async (wish: Inputs['media']['setHelpers']): Promise<boolean> => {
  try {
    store.setState({ helpers: await engine.media.setHelpers(wish) })
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}
