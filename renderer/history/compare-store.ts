// Two versions side by side: which ones, what differs between them, and the scene one looks into.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { flushAll } from '../app/app-store.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'

export type ChangedNode = Outputs['history']['compare']['nodes'][number]
export type ComparedText = Outputs['history']['compareText']
export type ComparedRow = ComparedText['rows'][number]

interface CompareState {
  readonly open: boolean
  /** 'now', or the id of a snapshot or a draft. */
  readonly from: string
  readonly to: string
  /** Null while it is being found out. */
  readonly compared: Outputs['history']['compare'] | null
  readonly nodeId: string | null
  readonly text: ComparedText | null
  readonly layout: 'inline' | 'side'
}

const EMPTY: CompareState = {
  open: false,
  from: 'now',
  to: 'now',
  compared: null,
  nodeId: null,
  text: null,
  layout: 'inline',
}

export const compareStore = createStore<CompareState>()(() => EMPTY)
export const useCompare = <T>(selector: (state: CompareState) => T): T => useStore(compareStore, selector)

const { getState, setState } = compareStore

let running: AbortController | null = null

const follow = async (run: (signal: AbortSignal) => Promise<void>): Promise<void> => {
  running?.abort()
  const own = new AbortController()
  running = own
  try {
    await run(own.signal)
  } catch (error) {
    if (!isAborted(error) && !own.signal.aborted) notifyError(error)
  }
}

const readText = async (nodeId: string | null, signal: AbortSignal): Promise<void> => {
  const { from, to } = getState()
  setState({ nodeId, text: null })
  if (nodeId === null) return
  const text = await engine.history.compareText({ from, to, nodeId }, { signal })
  if (!signal.aborted) setState({ text })
}

/** Looks into one node. */
export const lookInto = (nodeId: string): Promise<void> => follow((signal) => readText(nodeId, signal))

const hasText = (node: ChangedNode): boolean =>
  node.change !== 'same' && (node.kind === 'scene' || node.kind === 'note')

/** Compares anew, and stays with the scene one looked into while it still differs. */
export const compareAgain = (): Promise<void> =>
  follow(async (signal) => {
    const { from, to, nodeId } = getState()
    await flushAll()
    const compared = await engine.history.compare({ from, to }, { signal })
    if (signal.aborted) return
    setState({ compared })
    const still = compared.nodes.find(({ id }) => id === nodeId) ?? compared.nodes.find(hasText)
    await readText(still && hasText(still) ? still.id : null, signal)
  })

export const openCompare = (from: string, to = 'now'): void => {
  setState({ ...EMPTY, layout: getState().layout, open: true, from, to })
  void compareAgain()
}

export const chooseVersions = (versions: { readonly from?: string; readonly to?: string }): void => {
  setState({ ...versions, compared: null, text: null })
  void compareAgain()
}

export const setLayout = (layout: CompareState['layout']): void => setState({ layout })

export const closeCompare = (): void => {
  running?.abort()
  setState({ ...EMPTY, layout: getState().layout })
}
