// Whether the page shows where its words came from, and the story of the passage that is asked about.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { engine } from '../engine-client/engine.ts'
import { ORIGIN_KINDS, type OriginKind } from '../manuscript/nodes/origin-mark.ts'

export interface AskedOrigin {
  readonly by: OriginKind
  readonly of: string
}

interface OriginsState {
  readonly shown: boolean
  /** Under the pointer, else at the caret; null: typed. */
  readonly asked: AskedOrigin | null
  readonly story: Outputs['provenance']['passage']
}

export const originsStore = createStore<OriginsState>()(() => ({ shown: false, asked: null, story: null }))
export const useOrigins = <T>(selector: (state: OriginsState) => T): T => useStore(originsStore, selector)

export const toggleOrigins = (): void =>
  originsStore.setState(({ shown }) => ({ shown: !shown, asked: null, story: null }))

/** What an element of the page says of its words. */
export const originOfElement = (element: Element | null): AskedOrigin | null => {
  const span = element?.closest<HTMLElement>('.scene-editor .origin')
  const by = ORIGIN_KINDS.find((kind) => kind === span?.dataset['origin'])
  return by ? { by, of: span?.dataset['of'] ?? '' } : null
}

/** Tells the story of a passage; the answer to an older question is not shown any more. */
export const askOrigin = async (asked: AskedOrigin | null): Promise<void> => {
  const before = originsStore.getState().asked
  if (before?.by === asked?.by && before?.of === asked?.of) return
  originsStore.setState({ asked, story: null })
  if (asked?.by !== 'generated' || asked.of === '') return
  try {
    const story = await engine.provenance.passage(asked)
    if (originsStore.getState().asked === asked) originsStore.setState({ story })
  } catch {
    // The bar says that nothing is recorded; asking again is one move of the pointer away.
  }
}
