// Lines of the cast in the window: what is asked for, what is written just now, the lines of a batch, and what is done to them.
import type { ToldContext } from '../cowriter/ToldView.tsx'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'

export type Line = Outputs['lines']['list'][number]
export type Batch = Outputs['lines']['batches'][number]
type Generate = Required<Inputs['lines']['generate']>
type Writer = Outputs['cowriter']['writers'][number]
type Situation = Outputs['lines']['situations'][number]

export interface LinesWish {
  readonly characterIds: readonly string[]
  readonly situations: readonly string[]
  /** In the writer's words, for a model. */
  readonly own: string
  readonly emotions: readonly Generate['emotions'][number][]
  readonly bonds: readonly Generate['bonds'][number][]
  readonly states: readonly Generate['states'][number][]
  readonly perCell: number
  readonly maxCharacters: number
  readonly filter: Generate['filter']
  readonly sceneId: string | null
  readonly writerId: string | null
  /** Minutes; 0: as long as it takes. */
  readonly minutes: number
}

export interface LinesState {
  readonly isOpen: boolean
  readonly wish: LinesWish
  readonly situations: readonly Situation[]
  readonly writers: readonly Writer[]
  readonly batches: readonly Batch[]
  readonly batchId: string | null
  readonly lines: readonly Line[]
  /** What a model was told last; null of the grammar. */
  readonly told: ToldContext | null
  readonly work: { readonly done: number; readonly total: number; readonly refused: number } | null
}

const WISH: LinesWish = {
  characterIds: [],
  situations: ['greeting'],
  own: '',
  emotions: [],
  bonds: [],
  states: [],
  perCell: 5,
  maxCharacters: 160,
  filter: 'off',
  sceneId: null,
  writerId: null,
  minutes: 0,
}

const EMPTY: LinesState = {
  isOpen: false,
  wish: WISH,
  situations: [],
  writers: [],
  batches: [],
  batchId: null,
  lines: [],
  told: null,
  work: null,
}

export const linesStore = createStore<LinesState>()(() => EMPTY)

export const useLines = <T>(selector: (state: LinesState) => T): T => useStore(linesStore, selector)

let life: AbortSignal | null = null
let writing: AbortController | null = null

/** Lines that a window shows at once. */
const SHOWN = 2000

const loadBatches = async (): Promise<void> => {
  const batches = await engine.lines.batches()
  const { batchId } = linesStore.getState()
  const kept = batches.some(({ id }) => id === batchId) ? batchId : (batches[0]?.id ?? null)
  linesStore.setState({ batches, batchId: kept })
}

const loadLines = async (): Promise<void> => {
  const { batchId } = linesStore.getState()
  const lines = batchId === null ? [] : await engine.lines.list({ batchId, limit: SHOWN })
  if (linesStore.getState().batchId === batchId) linesStore.setState({ lines })
}

const load = (): Promise<void> => loadBatches().then(loadLines)

followProject({
  opened: (signal) => {
    life = signal
  },
  changed: (change) => {
    if (change.kind === 'lines' && linesStore.getState().isOpen) void load().catch(notifyError)
  },
  closed: () => {
    writing?.abort()
    life = null
    linesStore.setState(EMPTY)
  },
})

/** @param characterIds who is to speak; none: as chosen before, or everyone. */
export const openLines = (characterIds: readonly string[]): void => {
  if (!life) return
  linesStore.setState(({ wish }) => ({
    isOpen: true,
    wish: characterIds.length === 0 ? wish : { ...wish, characterIds },
  }))
  void Promise.all([
    engine.lines.situations().then((situations) => linesStore.setState({ situations })),
    engine.cowriter.writers().then((writers) => linesStore.setState({ writers })),
    load(),
  ]).catch(notifyError)
}

export const closeLines = (): void => linesStore.setState({ isOpen: false })

export const setLinesWish = (part: Partial<LinesWish>): void =>
  linesStore.setState(({ wish }) => ({ wish: { ...wish, ...part } }))

export const chooseBatch = async (batchId: string): Promise<void> => {
  linesStore.setState({ batchId, lines: [], told: null })
  await loadLines().catch(notifyError)
}

export const stopWriting = (): void => writing?.abort()

type Stream = Awaited<ReturnType<typeof engine.lines.generate>>

const follow = async (begin: (signal: AbortSignal) => Promise<Stream>): Promise<void> => {
  if (!life) return
  writing?.abort()
  const own = new AbortController()
  writing = own
  const stop = (): void => own.abort()
  life.addEventListener('abort', stop, { once: true })
  linesStore.setState({ work: { done: 0, total: 0, refused: 0 } })
  try {
    for await (const event of await begin(own.signal)) {
      if (writing !== own) continue
      if (event.kind === 'started') linesStore.setState({ batchId: event.batch.id, lines: [], told: null })
      if (event.kind === 'told') linesStore.setState({ told: event.told })
      if (event.kind === 'started') await loadLines()
      if (event.kind === 'progress') {
        const { done, total, refused } = event
        linesStore.setState({ work: { done, total, refused } })
      }
      // What the engine's own news has already brought in stands once.
      if (event.kind === 'lines')
        linesStore.setState(({ lines }) => ({
          lines: [...new Map([...lines, ...event.lines].map((line) => [line.id, line])).values()].slice(
            0,
            SHOWN,
          ),
        }))
    }
  } catch (error) {
    if (!own.signal.aborted && !isAborted(error)) notifyError(error)
  } finally {
    life.removeEventListener('abort', stop)
    if (writing === own) {
      writing = null
      linesStore.setState({ work: null })
      await load().catch(notifyError)
    }
  }
}

const budgetOf = (minutes: number): { minutes?: number } => (minutes > 0 ? { minutes } : {})

/** As the engine takes it. @param everyone who speaks where nobody is chosen. */
export const wishOf = (
  { own, minutes, characterIds, situations, emotions, bonds, states, ...wish }: LinesWish,
  everyone: readonly string[],
): Inputs['lines']['generate'] => ({
  ...wish,
  characterIds: [...(characterIds.length === 0 ? everyone : characterIds)],
  situations: [...situations, ...(own.trim() === '' ? [] : [own.trim()])],
  emotions: [...emotions],
  bonds: [...bonds],
  states: [...states],
  budget: budgetOf(minutes),
})

/** @param everyone who speaks where nobody is chosen. */
export const writeLines = (everyone: readonly string[]): Promise<void> => {
  const wish = wishOf(linesStore.getState().wish, everyone)
  return follow((signal) => engine.lines.generate(wish, { signal }))
}

export const goOn = (batchId: string): Promise<void> =>
  follow((signal) =>
    engine.lines.resume({ batchId, budget: budgetOf(linesStore.getState().wish.minutes) }, { signal }),
  )

const doing = async (act: () => Promise<unknown>): Promise<void> => {
  try {
    await act()
  } catch (error) {
    notifyError(error)
  }
}

export const editLine = (id: string, text: string): Promise<void> =>
  doing(() => engine.lines.edit({ id, text }))

export const decideLine = (id: string, decision: Line['decision']): Promise<void> =>
  doing(() => engine.lines.decide({ ids: [id], decision }))

export const rateLine = (id: string, rating: number): Promise<void> =>
  doing(() => engine.lines.rate({ id, rating }))

export const removeBatch = (batchId: string): Promise<void> =>
  doing(() => engine.lines.removeBatch({ batchId }))

export const makeDialogue = (batch: Batch, shape: 'barks' | 'sheet'): Promise<void> =>
  doing(async () => {
    const { lines } = await engine.lines.toDialogue({ batchId: batch.id, title: batch.title, shape })
    notify({ tone: 'success', message: t('cast:dialogueMade', { count: lines, title: batch.title }) })
  })
