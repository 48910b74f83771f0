// The co-writer's state and acts: ask for a continuation, look through candidates, accept, reject, rate, remember.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import {
  captureCaret,
  flushEdits,
  insertTextAtCaret,
  manuscriptStore,
  openScene,
  showGhost,
} from '../manuscript/manuscript-api.ts'
import {
  DEFAULT_OPTIONS,
  keepOptions,
  loadOptions,
  requestOf,
  type Candidate,
  type CowriterOptions,
  type Generation,
  type Writer,
} from './cowriter-options.ts'
import { isFound } from './reasons.ts'
import { changesFor } from './sent-store.ts'
import { advance, newRequest, replaceCandidate, settle, turn, type Draft, type Request } from './drafts.ts'

export interface CowriterState {
  /** Null until it is known which models can write. */
  readonly writers: readonly Writer[] | null
  readonly options: CowriterOptions
  readonly request: Request | null
  readonly history: readonly Generation[]
  /** History of the active scene only. */
  readonly sceneOnly: boolean
}

export const cowriterStore = createStore<CowriterState>()(() => ({
  writers: null,
  options: typeof localStorage === 'undefined' ? DEFAULT_OPTIONS : loadOptions(),
  request: null,
  history: [],
  sceneOnly: false,
}))

export const useCowriter = <T>(selector: (state: CowriterState) => T): T => useStore(cowriterStore, selector)

let life: AbortSignal | null = null
let writing: AbortController | null = null
let frame = 0

/** Whoever was chosen in another project may not be here: then the engine's choice writes, until it is there again. */
export const loadWriters = async (): Promise<void> => {
  const writers = await engine.cowriter.writers()
  cowriterStore.setState(({ options }) => ({
    writers,
    options: writers.some(({ id }) => id === options.writerId) ? options : { ...options, writerId: null },
  }))
}

export const loadHistory = async (): Promise<void> => {
  const { sceneOnly } = cowriterStore.getState()
  const sceneId = manuscriptStore.getState().activeSceneId
  const filter = sceneOnly && sceneId !== null ? { sceneId } : {}
  cowriterStore.setState({ history: await engine.cowriter.history({ limit: 100, ...filter }) })
}

followProject({
  opened: (signal) => {
    life = signal
    void loadWriters().catch(notifyError)
    void loadHistory().catch(notifyError)
  },
  changed: (change) => {
    if (change.kind === 'training') void loadWriters().catch(notifyError)
    if (change.kind === 'generations') void loadHistory().then(settleFromHistory).catch(notifyError)
  },
  closed: () => {
    writing?.abort()
    life = null
    showGhost(null)
    cowriterStore.setState({ writers: null, request: null, history: [] })
  },
})

export const setOptions = (change: Partial<CowriterOptions>): void => {
  const options = { ...cowriterStore.getState().options, ...change }
  cowriterStore.setState({ options })
  keepOptions(options)
}

export const setSceneOnly = (sceneOnly: boolean): void => {
  cowriterStore.setState({ sceneOnly })
  void loadHistory().catch(notifyError)
}

/** The text follows the current candidate, at most once a frame. */
const showCurrent = (): void => {
  cancelAnimationFrame(frame)
  frame = requestAnimationFrame(() => {
    const { request } = cowriterStore.getState()
    const draft = request?.drafts[request.current]
    // What the filter keeps back stands in the text only once the writer has chosen it.
    const isKept = draft?.candidate?.reasons.some(isFound) === true && request?.chosen !== true
    showGhost(draft && !isKept ? draft.text : null)
  })
}

const update = (change: (request: Request) => Request): void => {
  const { request } = cowriterStore.getState()
  if (!request) return
  cowriterStore.setState({ request: change(request) })
  showCurrent()
}

/** A stopped passage is kept in history: its candidates there can be accepted and rated. */
const settleFromHistory = (): void => {
  const { request, history } = cowriterStore.getState()
  if (request?.phase !== 'stopped' || request.generation) return
  const kept = history.find(({ id }) => id === request.generationId)
  if (kept) update((now) => settle(now, kept, 'stopped'))
}

const settleStopped = async (): Promise<void> => {
  const { request } = cowriterStore.getState()
  if (!request) return
  if (request.drafts.every(({ text }) => text === '')) return cowriterStore.setState({ request: null })
  update((now) => ({ ...now, phase: 'stopped' }))
  await loadHistory()
  settleFromHistory()
}

/** Within one token; what was written so far stays on offer. */
export const stopWriting = (): void => writing?.abort()

/** Like `stopWriting`, for those who go on by themselves. */
const endWriting = (): void => {
  const own = writing
  writing = null
  own?.abort()
}

/** Asks for candidates at the caret. @param parentId the request that this one tries again. */
export const continueText = async (parentId?: string): Promise<void> => {
  if (!life) return
  endWriting()
  showGhost(null)
  const own = new AbortController()
  writing = own
  const signal = AbortSignal.any([life, own.signal])
  try {
    await flushEdits()
    const caret = captureCaret()
    if (!caret) return void notify({ tone: 'info', message: t('cowriter:noCaret') })
    cowriterStore.setState({ request: newRequest() })
    // The suggestion stands in the text: its keys must work there, wherever Continue was pressed.
    void openScene(caret.sceneId, 'stay')
    const { options } = cowriterStore.getState()
    const place = { sceneId: caret.sceneId, blockId: caret.blockId, offset: caret.offset }
    const lineage = parentId === undefined ? {} : { parentId }
    const stream = await engine.cowriter.continue(
      { ...requestOf(options), ...place, ...lineage, context: changesFor(caret.sceneId) },
      { signal },
    )
    for await (const event of stream) if (writing === own) update((request) => advance(request, event))
    if (writing === own && own.signal.aborted) await settleStopped().catch(notifyError)
  } catch (error) {
    if (writing !== own || life.aborted) return
    if (own.signal.aborted || isAborted(error)) return await settleStopped().catch(notifyError)
    showGhost(null)
    cowriterStore.setState({ request: null })
    if (errorCode(error) === 'MODEL_MISSING') await loadWriters().catch(notifyError)
    notifyError(error)
  } finally {
    if (writing === own) writing = null
  }
}

export const regenerate = (): Promise<void> =>
  continueText(cowriterStore.getState().request?.generationId ?? undefined)

const decide = async (candidate: Candidate, decision: Candidate['decision']): Promise<void> => {
  try {
    const decided = await engine.cowriter.decide({ candidateId: candidate.id, decision })
    update((request) => replaceCandidate(request, decided))
  } catch (error) {
    notifyError(error)
  }
}

export const rate = async (candidate: Candidate, rating: -1 | 0 | 1): Promise<void> => {
  try {
    const rated = await engine.cowriter.rate({ candidateId: candidate.id, rating })
    update((request) => replaceCandidate(request, rated))
    await loadHistory()
  } catch (error) {
    notifyError(error)
  }
}

export const currentDraft = (): Draft | null => {
  const { request } = cowriterStore.getState()
  return request?.drafts[request.current] ?? null
}

/** Puts the current (or a given) candidate into the text as one undo step. A passage still being written is stopped first. */
export const accept = async (at?: number): Promise<void> => {
  if (at !== undefined) select(at)
  if (writing) {
    endWriting()
    await settleStopped().catch(notifyError)
  }
  const draft = currentDraft()
  if (!draft || draft.text === '') return
  cancelAnimationFrame(frame)
  if (!insertTextAtCaret(draft.text, draft.candidate?.id))
    return void notify({ tone: 'info', message: t('cowriter:noCaret') })
  cowriterStore.setState({ request: null })
  if (draft.candidate) await decide(draft.candidate, 'accepted')
}

/** Takes the suggestion away. Without `at` all of them are turned down, with it only that one. */
export const reject = async (at?: number): Promise<void> => {
  const { request } = cowriterStore.getState()
  if (!request) return
  if (at === undefined) {
    endWriting()
    cancelAnimationFrame(frame)
    showGhost(null)
    cowriterStore.setState({ request: null })
    for (const { candidate } of request.drafts)
      if (candidate?.decision === 'offered') await decide(candidate, 'rejected')
    return
  }
  const candidate = request.drafts[at]?.candidate
  if (candidate) await decide(candidate, 'rejected')
  if (at === request.current) update((now) => turn(now, 1))
}

export const select = (at: number): void => update((request) => ({ ...request, current: at, chosen: true }))

export const turnCandidate = (step: 1 | -1): void => update((request) => turn(request, step))

/** Puts an older passage into the text again. */
export const insertAgain = async (candidate: Candidate): Promise<void> => {
  if (!insertTextAtCaret(candidate.text, candidate.id))
    return void notify({ tone: 'info', message: t('cowriter:noCaret') })
  await decide(candidate, 'accepted')
  await loadHistory().catch(notifyError)
}
