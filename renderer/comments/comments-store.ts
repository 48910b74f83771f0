// The threads of the project as the window knows them, the one that is looked at, the one that is being begun; and the acts
// on them. The engine keeps them; where they stand is in the text.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { flushAll } from '../app/app-store.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { runCommand } from '../commands/run-command.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { setKnownComments } from '../manuscript/comment-anchors.ts'
import { chooseWords, chosenWords, commentsAtCaret, forgetWords } from '../manuscript/comment-range.ts'
import { focusText, manuscriptStore, revealBlock } from '../manuscript/manuscript-api.ts'
import { paintComments } from './comment-sheet.ts'

export type Thread = Outputs['comment']['list'][number]
export type Message = Thread['messages'][number]

interface CommentsState {
  /** Null until they are known. */
  readonly threads: readonly Thread[] | null
  readonly showsResolved: boolean
  readonly activeId: string | null
  /** The words a new comment will be about. */
  readonly pending: { readonly sceneId: string; readonly quote: string } | null
}

const EMPTY: CommentsState = { threads: null, showsResolved: false, activeId: null, pending: null }

export const commentsStore = createStore<CommentsState>()(() => EMPTY)
export const useComments = <T>(selector: (state: CommentsState) => T): T => useStore(commentsStore, selector)
const { getState, setState } = commentsStore

const load = async (): Promise<void> => {
  try {
    const threads = await engine.comment.list()
    setKnownComments(new Set(threads.map(({ id }) => id)))
    setState({ threads })
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'ENGINE_GONE' && code !== 'NO_PROJECT') notifyError(error)
  }
}

/** Typing goes on: places are looked up a moment after it. */
const LATER_MS = 800
let timer: number | null = null
const loadSoon = (): void => {
  if (timer !== null || getState().threads?.length === 0) return
  timer = window.setTimeout(() => {
    timer = null
    if (getState().threads !== null) void load()
  }, LATER_MS)
}

followProject({
  opened: () => void load(),
  changed: ({ kind }) => {
    if (kind === 'comments') void load()
    else if (kind === 'scene' || kind === 'binder') loadSoon()
  },
  closed: () => {
    setKnownComments(new Set())
    setState(EMPTY)
  },
})

commentsStore.subscribe(({ threads, activeId }) => {
  const open = (threads ?? []).filter(({ resolvedAt, id }) => resolvedAt === null || id === activeId)
  paintComments(
    open.map(({ id }) => id),
    activeId,
  )
})

manuscriptStore.subscribe(({ caret }, before) => {
  if (caret === before.caret || (getState().threads?.length ?? 0) === 0) return
  const known = new Set(getState().threads?.map(({ id }) => id))
  const here = commentsAtCaret().filter((id) => known.has(id))
  const { activeId } = getState()
  if (here.length > 0 ? !here.some((id) => id === activeId) : false)
    setState({ activeId: here.at(-1) ?? null })
})

/** What is typed is on disk before the act, the undo stack knows of it after it. @returns whether it was done. */
const act = async (run: () => Promise<unknown>): Promise<boolean> => {
  try {
    await flushAll()
    await run()
    recordEngineAct()
    await load()
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}

export const showResolved = (showsResolved: boolean): void => setState({ showsResolved })
export const activate = (activeId: string | null): void => setState({ activeId })

/** The editor hears of a selection by keyboard a moment after it was made. */
const selectionHeard = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

/** Begins a comment on the selected words, or the word at the caret. */
export const beginComment = async (): Promise<void> => {
  cancelComment()
  await selectionHeard()
  const words = chooseWords()
  if (!words) {
    notify({ tone: 'info', message: t('comments:selectWords') })
    return
  }
  setState({ pending: { sceneId: words.sceneId, quote: words.quote } })
  runCommand('app.side-comments')
}

export const cancelComment = (): void => {
  const { pending } = getState()
  if (!pending) return
  forgetWords(pending.sceneId)
  setState({ pending: null })
}

export const addComment = async (text: string): Promise<boolean> => {
  const { pending } = getState()
  if (!pending || text.trim() === '') return false
  const words = chosenWords(pending.sceneId)
  if (!words) {
    notify({ tone: 'error', message: t('comments:wordsGone') })
    return false
  }
  return act(async () => {
    const thread = await engine.comment.add({ ...words, text })
    forgetWords(pending.sceneId)
    setState({ pending: null, activeId: thread.id })
    focusText(pending.sceneId)
  })
}

export const reply = (threadId: string, text: string): Promise<boolean> =>
  act(() => engine.comment.reply({ threadId, text }))

export const editMessage = (messageId: string, text: string): Promise<boolean> =>
  act(() => engine.comment.edit({ messageId, text }))

export const resolveThread = (threadId: string, resolved: boolean): Promise<boolean> =>
  act(() => engine.comment.resolve({ threadIds: [threadId], resolved }))

export const removeThread = (threadId: string): Promise<boolean> =>
  act(() => engine.comment.remove({ threadIds: [threadId] }))

export const removeMessage = (messageId: string): Promise<boolean> =>
  act(() => engine.comment.removeMessage({ messageId }))

/** Goes to the words. */
export const goToThread = async ({ id, place }: Thread): Promise<void> => {
  setState({ activeId: id })
  if (!place) return
  const { sceneId, from, to } = place
  const end = to.blockId === from.blockId ? to.offset : Number.MAX_SAFE_INTEGER
  await revealBlock(sceneId, from.blockId, { from: from.offset, to: end })
}

/** The open thread after, or before, the one that is looked at; round and round. */
export const stepThread = (way: 1 | -1): void => {
  const open = (getState().threads ?? []).filter(({ place, resolvedAt }) => place && resolvedAt === null)
  if (open.length === 0) return
  const at = open.findIndex(({ id }) => id === getState().activeId)
  const next = open[at < 0 ? (way === 1 ? 0 : open.length - 1) : (at + way + open.length) % open.length]
  if (next) void goToThread(next)
}
