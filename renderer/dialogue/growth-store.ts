// What is asked of a dialogue that grows, and the work while it does. What has grown stands in the dialogue room's state.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import type { ToldContext } from '../cowriter/ToldView.tsx'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { dialogueStore, doing, select, showPanel, type Growth } from './dialogue-store.ts'

type Begin = Required<Inputs['growth']['begin']>
export type GrowthPart = Growth['parts'][number]
export type GrowthSize = Outputs['growth']['plan']
type Writer = Outputs['cowriter']['writers'][number]

export interface GrowWish {
  readonly goal: string
  readonly castIds: readonly string[]
  readonly playerId: string | null
  readonly bond: Begin['bond']
  readonly arc: readonly Begin['arc'][number][]
  readonly shape: Begin['shape']
  readonly breadth: number
  readonly depth: number
  readonly lines: number
  readonly conditions: boolean
  readonly writerId: string | null
  /** Minutes; 0: as long as it takes. */
  readonly minutes: number
}

interface GrowthState {
  readonly wish: GrowWish
  readonly writers: readonly Writer[]
  readonly work: { readonly done: number; readonly total: number } | null
  /** What a model was told last; null of the grammar. */
  readonly told: ToldContext | null
}

const EMPTY: GrowthState = {
  wish: {
    goal: '',
    castIds: [],
    playerId: null,
    bond: 'stranger',
    arc: ['neutral', 'fear', 'joy'],
    shape: 'braid',
    breadth: 3,
    depth: 3,
    lines: 2,
    conditions: true,
    writerId: null,
    minutes: 0,
  },
  writers: [],
  work: null,
  told: null,
}

export const growthStore = createStore<GrowthState>()(() => EMPTY)
export const useGrowth = <T>(selector: (state: GrowthState) => T): T => useStore(growthStore, selector)

let life: AbortSignal | null = null
let growing: AbortController | null = null

followProject({
  opened: (signal) => {
    life = signal
  },
  closed: () => {
    growing?.abort()
    life = null
    growthStore.setState(EMPTY)
  },
})

export const setGrowWish = (part: Partial<GrowWish>): void =>
  growthStore.setState(({ wish }) => ({ wish: { ...wish, ...part } }))

export const openGrow = (): void => {
  showPanel('grow')
  void engine.cowriter.writers().then((writers) => growthStore.setState({ writers }), notifyError)
}

/** As the engine takes it. @param everyone the cast, of whom the first speaks where nobody is chosen */
export const wishOf = (
  { minutes, ...wish }: GrowWish,
  everyone: readonly string[],
): Omit<Inputs['growth']['begin'], 'dialogueId' | 'origin'> => ({
  ...wish,
  castIds: [...(wish.castIds.length === 0 ? everyone.slice(0, 1) : wish.castIds)],
  arc: [...wish.arc],
  budget: minutes > 0 ? { minutes } : {},
})

const show = (growth: Growth): void => {
  if (dialogueStore.getState().graph?.id === growth.dialogueId) dialogueStore.setState({ growth })
}

const withPart = (growth: Growth, part: GrowthPart, done: number): Growth => ({
  ...growth,
  done,
  parts: growth.parts.map((each) => (each.id === part.id ? { ...part, isDropped: each.isDropped } : each)),
  nodes: growth.nodes.map((node) => {
    if (node.id !== part.nodeId) return node
    if (node.kind === 'line') return { ...node, text: part.text, emotion: part.tagged }
    if (node.kind !== 'choice') return node
    const options = node.options.map((option) =>
      option.id === part.id ? { ...option, text: part.text } : option,
    )
    return { ...node, options }
  }),
})

type Stream = Awaited<ReturnType<typeof engine.growth.begin>>

const follow = async (begin: (signal: AbortSignal) => Promise<Stream>): Promise<void> => {
  if (!life) return
  growing?.abort()
  const own = new AbortController()
  growing = own
  const stop = (): void => own.abort()
  life.addEventListener('abort', stop, { once: true })
  growthStore.setState({ work: { done: 0, total: 0 }, told: null })
  try {
    for await (const event of await begin(own.signal)) {
      if (event.kind === 'started') {
        show(event.growth)
        select(event.growth.startId)
      }
      if (event.kind === 'started' || event.kind === 'ended') {
        const { done, total } = event.growth
        growthStore.setState({ work: { done, total } })
        show(event.growth)
      }
      if (event.kind === 'told') growthStore.setState({ told: event.told })
      if (event.kind === 'part') {
        growthStore.setState({ work: { done: event.done, total: event.total } })
        const { growth } = dialogueStore.getState()
        if (growth) show(withPart(growth, event.part, event.done))
      }
    }
  } catch (error) {
    if (!own.signal.aborted && !isAborted(error)) notifyError(error)
  } finally {
    life.removeEventListener('abort', stop)
    if (growing === own) {
      growing = null
      growthStore.setState({ work: null })
      await reload()
    }
  }
}

const reload = async (): Promise<void> => {
  const { graph } = dialogueStore.getState()
  if (!graph || !life) return
  await engine.growth.get({ dialogueId: graph.id }).then((growth) => {
    if (dialogueStore.getState().graph?.id === graph.id) dialogueStore.setState({ growth })
  }, notifyError)
}

/** @param origin the way it grows out of; null in an empty dialogue */
export const grow = (everyone: readonly string[], origin: Begin['origin']): Promise<void> => {
  const { graph } = dialogueStore.getState()
  if (!graph) return Promise.resolve()
  showPanel(null)
  const wish = wishOf(growthStore.getState().wish, everyone)
  return follow((signal) => engine.growth.begin({ ...wish, dialogueId: graph.id, origin }, { signal }))
}

export const stopGrowing = (): void => growing?.abort()

const here = (): string => dialogueStore.getState().graph?.id ?? ''

export const goOnGrowing = (): Promise<void> => {
  const { minutes } = growthStore.getState().wish
  const budget = minutes > 0 ? { minutes } : {}
  return follow((signal) => engine.growth.resume({ dialogueId: here(), budget }, { signal }))
}

const changed = async (act: () => Promise<Growth>): Promise<void> => {
  const growth = await doing(act)
  if (growth) show(growth)
}

export const decideParts = (partIds: readonly string[], keep: boolean): Promise<void> =>
  changed(() => engine.growth.decide({ dialogueId: here(), partIds: [...partIds], keep }))

export const rewritePart = (partId: string): Promise<void> =>
  changed(() => engine.growth.rewrite({ dialogueId: here(), partId }))

export const editPart = (partId: string, text: string): Promise<void> =>
  changed(() => engine.growth.edit({ dialogueId: here(), partId, text }))

export const takeGrowth = async (): Promise<void> => {
  const taken = await doing(() => engine.growth.apply({ dialogueId: here() }))
  if (!taken) return
  dialogueStore.setState({ growth: null, graph: taken.dialogue, selected: taken.made.at(-1) ?? null })
  notify({ tone: 'success', message: t('dialogue:growthTaken', { count: taken.made.length }) })
}

export const discardGrowth = async (): Promise<void> => {
  await doing(() => engine.growth.discard({ dialogueId: here() }))
  dialogueStore.setState({ growth: null })
}
