// The map of a model that keeps one, and the ways on it: what is shown, what the writer chose, what the model wrote there.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'

export type LatentMap = Outputs['latent']['map']
export type MapPlace = LatentMap['places'][number]
export type WayPlace = Outputs['latent']['morph']['places'][number]

export interface LatentState {
  readonly runId: string | null
  readonly map: LatentMap | null
  readonly busy: 'map' | 'morph' | 'vary' | null
  readonly from: string
  readonly to: string
  /** Which of the two the next chosen sentence becomes. */
  readonly slot: 'from' | 'to'
  /** The sentence under the pointer or the list's cursor. */
  readonly hovered: MapPlace | null
  readonly way: readonly WayPlace[]
  readonly at: number
  readonly near: readonly WayPlace[]
  readonly spread: number
  readonly seed: number
}

const EMPTY: LatentState = {
  runId: null,
  map: null,
  busy: null,
  from: '',
  to: '',
  slot: 'from',
  hovered: null,
  way: [],
  at: 0,
  near: [],
  spread: 1,
  seed: 1,
}

const STEPS = 9
const VARIATIONS = 5
/** Plainer than a continuation: a plan should be heard, not the dice. */
const TEMPERATURE = 0.5

export const latentStore = createStore<LatentState>()(() => EMPTY)

export const useLatent = <T>(selector: (state: LatentState) => T): T => useStore(latentStore, selector)

let asking: AbortController | null = null

/** One question at a time: a new one takes the place of the one before. */
const ask = async (
  busy: LatentState['busy'],
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  asking?.abort()
  const own = new AbortController()
  asking = own
  latentStore.setState({ busy })
  try {
    await work(own.signal)
  } catch (error) {
    if (!own.signal.aborted && !isAborted(error)) notifyError(error)
  } finally {
    if (asking === own) latentStore.setState({ busy: null })
  }
}

export const openMap = (runId: string): void => {
  if (latentStore.getState().runId === runId && latentStore.getState().map) return
  latentStore.setState({ ...EMPTY, runId })
  void ask('map', async (signal) => {
    const map = await engine.latent.map({ runId }, { signal })
    latentStore.setState({ map, from: map.places[0]?.text ?? '', to: map.places.at(-1)?.text ?? '' })
  })
}

export const stopMap = (): void => asking?.abort()

/** Takes a sentence for the slot in turn. */
export const takeSentence = ({ text }: Pick<MapPlace, 'text'>): void => {
  const { slot } = latentStore.getState()
  latentStore.setState(
    slot === 'from' ? { from: text, slot: 'to', way: [], near: [] } : { to: text, slot: 'from', way: [] },
  )
}

export const changeSentence = (change: Partial<Pick<LatentState, 'from' | 'to'>>): void =>
  latentStore.setState({ ...change, way: [], near: [] })

const writing = () => {
  const { runId, seed, map } = latentStore.getState()
  return { runId: runId ?? '', seed, temperature: TEMPERATURE, view: map?.view ?? null }
}

export const morph = (): void => {
  const { from, to } = latentStore.getState()
  void ask('morph', async (signal) => {
    const { places } = await engine.latent.morph({ ...writing(), from, to, steps: STEPS }, { signal })
    latentStore.setState({ way: places, at: 0, near: [] })
  })
}

/** Other ones each time. */
export const vary = (): void => {
  const { from, spread, seed } = latentStore.getState()
  void ask('vary', async (signal) => {
    const { places } = await engine.latent.vary(
      { ...writing(), text: from, spread, count: VARIATIONS },
      { signal },
    )
    latentStore.setState({ near: places, way: [], seed: seed + 1 })
  })
}
