// Conversations about the book: asked, streamed, stopped, kept. What was typed is never lost by a failure. What becomes of
// answers is answer-acts.ts'.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { appStore } from '../app/app-store.ts'
import { followProject } from '../app/follow-project.ts'
import { notifyError, wordsForError } from '../app/notices-store.ts'
import { showSidePanel } from '../app/show-side-panel.ts'
import { cowriterStore } from '../cowriter/cowriter-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { captureSelection, flushEdits } from '../manuscript/manuscript-api.ts'

export type Conversation = Outputs['chat']['conversations'][number]
export type Message = Outputs['chat']['messages'][number]
type Ask = Inputs['chat']['ask']

/** An answer on its way. */
export interface Answering {
  readonly question: Message | null
  readonly modelName: string
  /** 0 … 1 while a model is read from the disk; null once it writes. */
  readonly loading: number | null
  readonly text: string
}

interface TalkState {
  readonly conversations: readonly Conversation[]
  readonly query: string
  readonly isListOpen: boolean
  /** Null: a new one. */
  readonly currentId: string | null
  readonly messages: readonly Message[]
  /** What is being typed. */
  readonly draft: string
  readonly answering: Answering | null
  /** Why the last question got no answer, in the writer's words, and with which code. */
  readonly problem: { readonly words: string; readonly code: string } | null
  /** What the chosen writer can be asked for; null until it is known, or while nobody can write. */
  readonly can: Outputs['chat']['commands'] | null
  /** The answer whose changes are looked through. */
  readonly reviewId: string | null
}

const EMPTY: TalkState = {
  conversations: [],
  query: '',
  isListOpen: false,
  currentId: null,
  messages: [],
  draft: '',
  answering: null,
  problem: null,
  can: null,
  reviewId: null,
}

export const talkStore = createStore<TalkState>()(() => EMPTY)
export const useTalk = <T>(selector: (state: TalkState) => T): T => useStore(talkStore, selector)

const { getState, setState } = talkStore

let life: AbortSignal | null = null
let asking: AbortController | null = null

// --- What is being typed outlives the window. ---

const draftKey = (): string => `arcwright.talk:${appStore.getState().project?.path ?? ''}`

export const setDraft = (draft: string): void => {
  setState({ draft })
  try {
    if (draft === '') localStorage.removeItem(draftKey())
    else localStorage.setItem(draftKey(), draft)
  } catch {
    // Without storage it lasts as long as the window.
  }
}

const keptDraft = (): string => {
  try {
    return localStorage.getItem(draftKey()) ?? ''
  } catch {
    return ''
  }
}

// --- What is there ---

const loadConversations = async (): Promise<void> => {
  const { query } = getState()
  const conversations = await engine.chat.conversations({ query })
  if (getState().query === query) setState({ conversations })
}

const loadMessages = async (): Promise<void> => {
  const { currentId } = getState()
  if (currentId === null) return setState({ messages: [] })
  try {
    const messages = await engine.chat.messages({ conversationId: currentId })
    if (getState().currentId === currentId) setState({ messages })
  } catch (error) {
    // Taken away, here or in another window.
    if (errorCode(error) !== 'NOT_FOUND') throw error
    setState({ currentId: null, messages: [] })
  }
}

/** What the writer that is chosen can be asked for. */
const loadCommands = async (): Promise<void> => {
  const { writers, options } = cowriterStore.getState()
  if (writers === null || writers.length === 0) return setState({ can: null })
  const { writerId } = options
  const can = await engine.chat.commands(writerId === null ? {} : { writerId })
  if (cowriterStore.getState().options.writerId === writerId) setState({ can })
}

/** A project that was just closed needs no word about it. */
const inLife = async (work: () => Promise<void>): Promise<void> => {
  const own = life
  try {
    await work()
  } catch (error) {
    if (own !== null && own === life && !own.aborted && errorCode(error) !== 'MODEL_MISSING')
      notifyError(error)
  }
}

followProject({
  opened: (signal) => {
    const isNew = life === null
    life = signal
    if (isNew) setState({ ...EMPTY, draft: keptDraft() })
    void inLife(loadConversations)
    void inLife(loadMessages)
    void inLife(loadCommands)
  },
  changed: (change) => {
    if (change.kind !== 'chats') return
    void inLife(loadConversations)
    // While an answer comes, its question is shown from the stream.
    if (!getState().answering) void inLife(loadMessages)
  },
  closed: () => {
    asking?.abort()
    life = null
    setState(EMPTY)
  },
})

cowriterStore.subscribe((state, before) => {
  if (life && (state.writers !== before.writers || state.options.writerId !== before.options.writerId))
    void inLife(loadCommands)
})

// --- Going from one to another ---

export const search = (query: string): void => {
  setState({ query })
  void inLife(loadConversations)
}

export const toggleList = (): void => setState(({ isListOpen }) => ({ isListOpen: !isListOpen }))

export const openConversation = (id: string | null): void => {
  stopAsking()
  setState({ currentId: id, messages: [], problem: null, reviewId: null, isListOpen: false })
  void inLife(loadMessages)
}

export const review = (reviewId: string | null): void => setState({ reviewId })

// --- Asking ---

/** What was answered so far is kept. */
export const stopAsking = (): void => asking?.abort()

type Wish = Pick<Ask, 'command' | 'variant'> & { readonly atPlace?: boolean }

/** The scene that is open, and what is selected there; or the place of the caret. */
const aboutOf = (atPlace: boolean): Pick<Ask, 'sceneId' | 'selection'> => {
  const found = captureSelection()
  if (!found) return {}
  const { sceneId, selection, caret } = found
  if (selection) return { sceneId, selection }
  if (!atPlace || !caret) return { sceneId }
  const { blockId, offset } = caret
  return { sceneId, selection: { fromBlockId: blockId, from: 0, toBlockId: blockId, to: offset } }
}

const settle = async (reply: Message | null): Promise<void> => {
  await loadMessages()
  setState({ answering: null })
  // Once more, for what was kept of a stopped answer between the two.
  await loadMessages()
  await loadConversations()
  // An answer that is meant for the text is looked through at once.
  if (reply && reply.hunks.length > 0 && isForText(reply)) setState({ reviewId: reply.id })
}

const FOR_READING: ReadonlySet<string> = new Set([
  'ask',
  'brainstorm',
  'what-if',
  'critique',
  'summarise',
  'title',
])

/** Whether an answer is meant to stand in the text, or to be read. */
export const isForText = ({ command }: Pick<Message, 'command'>): boolean => !FOR_READING.has(command)

/** A command, or what stands in the draft as a question. */
export const ask = async ({ command = 'ask', variant, atPlace = false }: Wish = {}): Promise<void> => {
  if (!life || getState().answering) return
  const own = new AbortController()
  asking = own
  const signal = AbortSignal.any([life, own.signal])
  const { draft, currentId } = getState()
  const { writerId } = cowriterStore.getState().options
  showSidePanel('talk')
  setState({
    isListOpen: false,
    problem: null,
    reviewId: null,
    answering: { question: null, modelName: '', loading: null, text: '' },
  })
  const update = (change: (now: Answering) => Answering): void =>
    setState(({ answering }) => (answering && asking === own ? { answering: change(answering) } : {}))
  let reply: Message | null = null
  try {
    await flushEdits()
    const stream = await engine.chat.ask(
      {
        command,
        text: draft.trim(),
        ...aboutOf(atPlace),
        ...(variant === undefined ? {} : { variant }),
        ...(currentId === null ? {} : { conversationId: currentId }),
        ...(writerId === null ? {} : { writerId }),
      },
      { signal },
    )
    for await (const event of stream) {
      if (event.kind === 'started') {
        setState({ currentId: event.conversation.id })
        update((now) => ({ ...now, question: event.question, modelName: event.modelName }))
      } else if (event.kind === 'loading') update((now) => ({ ...now, loading: event.share }))
      else if (event.kind === 'text')
        update((now) => ({ ...now, loading: null, text: now.text + event.text }))
      else reply = event.message
    }
    if (getState().draft === draft) setDraft('')
  } catch (error) {
    // What was typed still stands in its field: it goes only with an answer.
    if (!isAborted(error) && !signal.aborted)
      setState({ problem: { words: wordsForError(error), code: errorCode(error) } })
  } finally {
    if (asking === own) asking = null
    const settled = reply
    await inLife(() => settle(settled))
  }
}
