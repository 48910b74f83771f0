// What the writer said and what was learnt from it, as the window shows it; asked of the engine whenever that changes.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { flushEdits } from '../manuscript/manuscript-api.ts'
import { saveBlob } from '../transfer/save-blob.ts'

export type Learning = Outputs['feedback']['learning']
export type LearntVersion = Learning['versions'][number]
export type LearnerId = LearntVersion['learner']
export type Said = Outputs['feedback']['list']['items'][number]
export type SaidKind = Said['kind']

const PAGE = 30

interface LearningState {
  /** In view: the page is not asked about while it is not. */
  readonly isShown: boolean
  readonly view: 'learnt' | 'said'
  readonly learning: Learning | null
  readonly items: readonly Said[]
  readonly total: number
  /** Null until it is known. */
  readonly byKind: Outputs['feedback']['list']['byKind'] | null
  readonly kind: SaidKind | 'all'
  readonly query: string
  /** Candidates that the writer has starred. */
  readonly starred: ReadonlySet<string>
  readonly working: { readonly learner: LearnerId | null; readonly share: number } | null
  /** What the last learning came to, by learner. */
  readonly outcomes: Readonly<
    Partial<Record<LearnerId, 'better' | 'not-better' | 'forgets' | 'too-little' | 'unchanged'>>
  >
}

const BLANK: LearningState = {
  isShown: false,
  view: 'learnt',
  learning: null,
  items: [],
  total: 0,
  byKind: null,
  kind: 'all',
  query: '',
  starred: new Set(),
  working: null,
  outcomes: {},
}

export const learningStore = createStore<LearningState>()(() => BLANK)

export const useLearning = <T>(selector: (state: LearningState) => T): T => useStore(learningStore, selector)

let life: AbortSignal | null = null
let learning: AbortController | null = null

const tell = (error: unknown): void => {
  if (errorCode(error) !== 'ENGINE_GONE' && !isAborted(error)) notifyError(error)
}

const loadStars = async (): Promise<void> => {
  learningStore.setState({ starred: new Set(await engine.feedback.starred()) })
}

const loadLearnt = async (): Promise<void> => {
  learningStore.setState({ learning: await engine.feedback.learning() })
}

/** @param count so many; the list grows as the writer asks for more */
const loadSaid = async (count = PAGE): Promise<void> => {
  const { kind, query } = learningStore.getState()
  const kinds = kind === 'all' ? {} : { kinds: [kind] }
  const found = await engine.feedback.list({ ...kinds, query, limit: Math.min(500, count) })
  const now = learningStore.getState()
  if (now.kind !== kind || now.query !== query) return
  learningStore.setState({ items: found.items, total: found.total, byKind: found.byKind })
}

const refresh = async (): Promise<void> => {
  const { isShown, items } = learningStore.getState()
  if (isShown) await Promise.all([loadLearnt(), loadSaid(Math.max(PAGE, items.length))])
}

followProject({
  opened: (signal) => {
    life = signal
    void loadStars().catch(tell)
    void refresh().catch(tell)
  },
  changed: (change) => {
    if (change.kind === 'feedback') void Promise.all([loadStars(), refresh()]).catch(tell)
    if (change.kind === 'labels') void refresh().catch(tell)
  },
  closed: () => {
    learning?.abort()
    life = null
    learningStore.setState(BLANK)
  },
})

/** While the page is in view. @returns ends it */
export const showLearning = (): (() => void) => {
  learningStore.setState({ isShown: true })
  void flushEdits().then(refresh).catch(tell)
  return () => learningStore.setState({ isShown: false })
}

export const showView = (view: LearningState['view']): void => learningStore.setState({ view })

export const filterSaid = (change: Partial<Pick<LearningState, 'kind' | 'query'>>): void => {
  learningStore.setState(change)
  void loadSaid().catch(tell)
}

export const showMore = (): void => void loadSaid(learningStore.getState().items.length + PAGE).catch(tell)

export const star = async (candidateId: string, starred: boolean): Promise<void> => {
  try {
    await engine.feedback.star({ candidateId, starred })
    await loadStars()
  } catch (error) {
    tell(error)
  }
}

export const prefer = async (betterId: string, worseId: string): Promise<void> => {
  try {
    await engine.feedback.choose({ betterId, worseId })
  } catch (error) {
    tell(error)
  }
}

export const erase = async (wish: Inputs['feedback']['erase']): Promise<void> => {
  try {
    const { erased } = await engine.feedback.erase(wish)
    notify({ tone: 'info', message: t('learning:erased', { count: erased }) })
    await refresh()
  } catch (error) {
    tell(error)
  }
}

export const learnNow = async (): Promise<void> => {
  if (!life || learning) return
  const own = new AbortController()
  learning = own
  const ended = (): void => own.abort()
  life.addEventListener('abort', ended, { once: true })
  learningStore.setState({ working: { learner: null, share: 0 }, outcomes: {} })
  try {
    await flushEdits()
    for await (const event of await engine.feedback.learn({}, { signal: own.signal })) {
      if (event.kind === 'progress') {
        learningStore.setState({ working: { learner: event.learner, share: event.share } })
        continue
      }
      const [learner, outcome] =
        event.kind === 'judged' ? [event.version.learner, event.version.verdict] : [event.learner, event.kind]
      if (outcome !== 'imported')
        learningStore.setState(({ outcomes }) => ({ outcomes: { ...outcomes, [learner]: outcome } }))
    }
  } catch (error) {
    if (!own.signal.aborted) tell(error)
  } finally {
    learning = null
    learningStore.setState({ working: null })
    if (!own.signal.aborted) void refresh().catch(tell)
  }
}

/** What was judged until now is kept. */
export const stopLearning = (): void => learning?.abort()

export const use = async (learner: LearnerId, versionId: string | null): Promise<void> => {
  try {
    await engine.feedback.use({ learner, versionId })
    await loadLearnt()
  } catch (error) {
    tell(error)
  }
}

export const forget = async (versionId: string): Promise<void> => {
  try {
    await engine.feedback.forget({ versionId })
    await loadLearnt()
  } catch (error) {
    tell(error)
  }
}

export const choose = async (choices: Inputs['feedback']['setChoices']): Promise<void> => {
  try {
    await engine.feedback.setChoices(choices)
    await refresh()
  } catch (error) {
    tell(error)
  }
}

export const exportLearning = async (): Promise<void> => {
  try {
    await flushEdits()
    const file = await engine.feedback.export()
    saveBlob(file, file.name)
  } catch (error) {
    tell(error)
  }
}

export const importLearning = async (file: File): Promise<void> => {
  try {
    const added = await engine.feedback.import({ file })
    notify({
      tone: 'info',
      message: t('learning:imported', { said: added.feedback, versions: added.versions }),
    })
    await refresh()
  } catch (error) {
    tell(error)
  }
}
