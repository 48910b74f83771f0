// chat.ask: a question is kept, then asked with what the scene knows, and its answer kept however it ends.
import type { Inputs, Outputs } from '../contract/index.ts'
import {
  findCommand,
  type ChatCommand,
  type ChatMessage,
  type Conversation,
  type Passage,
} from '../domain/chat.ts'
import type { ContextChanges } from '../domain/context-piece.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { Language } from '../domain/project.ts'
import { assembleConversation, type SceneKnowledge } from '../generation/chat/assemble-conversation.ts'
import { requestOf } from '../generation/chat/instructions.ts'
import { WithoutThoughts } from '../generation/chat/without-thoughts.ts'
import { ANSWER_TOKENS_PER_WORD, type CandidatesRequest, type Turn } from '../models/passage.ts'
import { Random } from '../nn/seed.ts'
import { detectLanguage } from '../text/language.ts'
import { textBlocks } from '../text/plain-text.ts'
import { countWords } from '../text/words.ts'
import { prepareContinuation, prepareWeaving, type Prepared } from './answer-without-instructions.ts'
import { toContractConversation, toContractMessage } from './chat-messages.ts'
import { passageOf, textOfPassage } from './chat-passage.ts'
import type { OpenProject } from './context.ts'
import { changesOf } from './continue-passage.ts'
import type { EngineParts } from './engine-parts.ts'
import type { MaterialRef } from '../store/material-repository.ts'
import { gatherContext } from './gather-context.ts'
import { materialRefs, materialTexts } from './material-pieces.ts'
import { knowledgeSlots } from './passage-context.ts'
import { withProgress } from './progress-stream.ts'
import { namesOfStory } from './story-names.ts'
import { textBeforeCursor } from './text-before-cursor.ts'
import { counterFor, estimateTokens, type TokenCounter } from './token-counter.ts'
import { maskedConversation } from './masked-voice.ts'
import { findVoice, type Voice } from './voices.ts'

type Wish = Inputs['chat']['ask'] & { readonly command: string; readonly text: string }
type Event = Outputs['chat']['ask'] extends AsyncIterable<infer Each> ? Each : never

const SEEDS = 2 ** 31
/** Characters of earlier text that are looked at; the room decides how many go. */
const EARLIER = 12_000
/** What is nearby, for people who are named. */
const NEARBY = 6000
const TITLE = 80
const WORDS_OF_ADVICE = 300
/** Of a rewritten passage, as a share of it. */
const LONGER: Readonly<Record<string, number>> = { shorten: 0.8, expand: 2.6 }
const SAME_LENGTH = 1.6

const refused = (reason: string, message: string): EngineError =>
  new EngineError('BAD_INPUT', `${message} Nothing was asked; your words are as they were.`, { reason })

const commandOf = (wish: Wish, voice: Voice): ChatCommand => {
  const command = findCommand(wish.command)
  if (!command || (wish.variant !== undefined && !command.variants.includes(wish.variant)))
    throw refused(
      'unknown-command',
      command
        ? `${command.id} has no variant ${wish.variant}; there are: ${command.variants.join(', ') || 'none'}.`
        : `There is no command ${wish.command}.`,
    )
  if (command.needsInstructions && !voice.abilities.instructions)
    throw refused(
      'no-instructions',
      `${voice.name} only goes on with a text: it can continue, vary and weave, and follows no instructions. Choose a model file with a chat template, or a server that chats.`,
    )
  if (command.id === 'ask' && wish.text.trim() === '') throw refused('no-question', 'There is no question.')
  return command
}

interface Question {
  readonly voice: Voice
  readonly command: ChatCommand
  readonly variant: string
  readonly passage: Passage | null
  /** Whether the passage is shown to the model; else it is only where an answer could go. */
  readonly isAbout: boolean
  readonly language: Language
  readonly words: number
  /** What of the life record and the media it may be told. */
  readonly material: readonly MaterialRef[]
}

const wordsFor = (wish: Wish, { command, passage, voice }: Omit<Question, 'words'>): number => {
  if (wish.words !== undefined) return wish.words
  const own = passage ? countWords(textOfPassage(passage)) : 0
  if (command.gives === 'replacement')
    return voice.abilities.instructions
      ? Math.ceil(own * (LONGER[command.id] ?? SAME_LENGTH)) + 40
      : Math.max(8, own)
  return command.gives === 'addition' ? voice.usual.words : WORDS_OF_ADVICE
}

const questionOf = (project: OpenProject, wish: Wish, voice: Voice): Question => {
  const { store } = project
  const command = commandOf(wish, voice)
  const { sceneId, selection } = wish
  const isAbout = command.id !== 'ask' || selection !== undefined
  const passage =
    sceneId === undefined ? null : passageOf(store, sceneId, selection, isAbout ? command.on : 'place')
  const text = passage ? textOfPassage(passage) : ''
  if (command.id !== 'ask' && (passage === null || (command.on === 'passage' && text === '')))
    throw refused('nothing-selected', 'There is no text that this could be done with.')
  const told = [text, wish.text].find((each) => each.trim() !== '')
  const language = told === undefined ? store.project.get().language : detectLanguage(told)
  const variant = wish.variant ?? command.variants[0] ?? ''
  const material = passage ? materialRefs(project, passage.sceneId, wish.material ?? null) : []
  if (command.id === 'weave' && (!passage || materialTexts(project, passage.sceneId, material).length === 0))
    throw refused(
      'no-material',
      'Nothing of the life record or the media is chosen for this scene, or it says nothing.',
    )
  const found = { voice, command, variant, passage, isAbout, language, material }
  return { ...found, words: wordsFor(wish, found) }
}

const turnOf = ({ role, text, command, variant }: ChatMessage, language: Language): Turn =>
  role === 'model'
    ? { role: 'assistant', text }
    : { role: 'user', text: requestOf(language, { command, variant, text }) }

const knowledgeOf = (
  project: OpenProject,
  question: Question,
  wish: Wish,
  said: readonly ChatMessage[],
  seed: number,
  count: (text: string) => number,
): SceneKnowledge => {
  const { store } = project
  const { passage, language, isAbout, command, variant, voice } = question
  const knowledge: SceneKnowledge = {
    language,
    book: store.project.get().title,
    scene: null,
    earlier: '',
    known: [],
    left: [],
    passage: passage && isAbout ? textOfPassage(passage) : '',
    request: { command: command.id, variant, text: wish.text },
    turns: said
      .filter(({ role, text }) => role === 'writer' || text !== '')
      .map((message) => turnOf(message, language)),
  }
  if (!passage) return knowledge
  const { sceneId, paragraphs } = passage
  const { title, synopsis } = store.binder.get(sceneId)
  const blocks = textBlocks(store.scenes.get(sceneId).document)
  const [first] = blocks
  const before = textBeforeCursor(
    store,
    first ? { sceneId, blockId: first.id, offset: 0 } : { sceneId },
    EARLIER,
  )
  const text = blocks.map((block) => block.text).join('\n\n')
  const gathered = gatherContext(project, {
    cursor: { sceneId, blockId: paragraphs.at(-1)?.blockId },
    nearby: [text, wish.text].join('\n').slice(-NEARBY),
    inText: new Set([sceneId]),
    seed,
    material: question.material,
    room: voice.contextTokens,
    count,
  })
  return {
    ...knowledge,
    scene: { title, synopsis, text },
    earlier: before.paragraphs.join('\n').trim(),
    known: knowledgeSlots(gathered),
    left: gathered.left,
  }
}

const prepareConversation = async (
  project: OpenProject,
  question: Question,
  know: (count: TokenCounter['count']) => SceneKnowledge,
  changes: ContextChanges,
  base: Pick<CandidatesRequest, 'seed' | 'maxWords' | 'candidates' | 'sampling'>,
  signal: AbortSignal,
): Promise<Prepared> => {
  const { voice } = question
  const kept = Math.min(base.maxWords * ANSWER_TOKENS_PER_WORD, Math.floor(voice.contextTokens / 2))
  const first = know(estimateTokens)
  const texts = [...first.known.flatMap(({ pieces }) => pieces), ...first.turns].map(({ text }) => text)
  const long = [first.scene?.text ?? '', first.earlier, first.passage, first.request.text]
  const { count } = await counterFor(voice, [...texts, ...long], signal)
  const assembled = assembleConversation(know(count), voice.contextTokens - kept, count, changes)
  if (!assembled)
    throw new EngineError(
      'BAD_INPUT',
      `The passage is too long for ${voice.name}, which takes in ${voice.contextTokens} tokens. Your question is kept; ask about less, or give the model more context.`,
      { reason: 'too-long', contextTokens: voice.contextTokens },
    )
  const whole = assembled.turns.map(({ text }) => text).join('\n')
  const masked = maskedConversation(voice, assembled.turns, namesOfStory(project.store, whole))
  const request = { ...base, prompt: '', conversation: masked.turns }
  return {
    write: (stop) => masked.voice.write(request, stop),
    known: assembled.known,
    details: () => masked.details,
    sent: () => masked.turns.map(({ role, text }) => `[${role}]\n${text}`).join('\n\n'),
  }
}

const conversationFor = (project: OpenProject, wish: Wish, question: Question, at: number): Conversation => {
  const { chats } = project.store
  if (wish.conversationId !== undefined) return chats.get(wish.conversationId)
  const told =
    wish.text.trim() || (question.passage ? textOfPassage(question.passage) : '') || question.command.id
  const conversation: Conversation = {
    id: newId(),
    title: told.replace(/\s+/gu, ' ').slice(0, TITLE),
    sceneId: wish.sceneId ?? null,
    branchOf: null,
    createdAt: at,
    updatedAt: at,
  }
  chats.insert(conversation)
  return conversation
}

/** Nobody was reached: there is no answer, and nothing that would have to be shown as sent. */
const isUnsent = (error: unknown): boolean =>
  error instanceof EngineError && (error.code === 'DOOR_CLOSED' || error.detail['trouble'] === 'unreachable')

const NO_ANSWER =
  'The model gave no answer. Your question is kept; ask once more, in other words or for more words, or ask another model.'

/** Stopping keeps what was answered so far. */
export async function* askModel(
  engine: EngineParts,
  project: OpenProject,
  wish: Wish,
  signal: AbortSignal,
): AsyncGenerator<Event> {
  const release = engine.projects.hold(project)
  const { chats } = project.store
  const tell = (): void => project.events.publish('change', { kind: 'chats' })
  try {
    const found = await findVoice(engine, project, wish.writerId)
    const question = questionOf(project, wish, found)
    const { passage, command, variant } = question
    const seed = wish.seed ?? new Random(newId()).integer(SEEDS)
    const conversation = conversationFor(project, wish, question, engine.now())
    const said = chats.messages(conversation.id)
    const shared = { conversationId: conversation.id, command: command.id, variant, passage, decisions: {} }
    const asked: ChatMessage = {
      ...shared,
      id: newId(),
      role: 'writer',
      text: wish.text,
      state: 'whole',
      model: null,
      known: [],
      createdAt: engine.now(),
    }
    chats.add(asked)
    tell()
    yield {
      kind: 'started',
      conversation: toContractConversation(chats.get(conversation.id)),
      question: toContractMessage(asked),
      modelName: found.name,
    }
    const loading = withProgress((report) => found.prepare((share) => report('load', share, 1), signal))
    for await (const { done } of loading) yield { kind: 'loading', share: done }
    const base = {
      seed,
      maxWords: question.words,
      candidates: 1,
      sampling: wish.temperature === undefined ? {} : { temperature: wish.temperature },
    }
    const prepared = found.abilities.instructions
      ? await prepareConversation(
          project,
          question,
          (count) => knowledgeOf(project, question, wish, said, seed, count),
          changesOf(wish),
          base,
          signal,
        )
      : command.id === 'weave'
        ? prepareWeaving(project, { ...question, passage: passage! }, base)
        : prepareContinuation(project, { ...question, passage: passage! }, base)
    const thoughts = new WithoutThoughts()
    let text = ''
    let state: ChatMessage['state'] = 'stopped'
    const keep = (): ChatMessage => {
      const details = prepared.details()
      const isTold = prepared.known.some(({ kind, included }) => kind === 'material' && included)
      const reply: ChatMessage = {
        ...shared,
        id: newId(),
        role: 'model',
        text: text.trim(),
        state,
        known: prepared.known,
        createdAt: engine.now(),
        model: {
          writerId: found.id,
          runId: found.kind === 'run' ? found.id : null,
          modelId: found.modelId,
          name: found.name,
          hash: found.fingerprint,
          seed,
          sent: prepared.sent(),
          ...(isTold ? { material: question.material } : {}),
          ...(details.length === 0
            ? {}
            : { details: details.map(({ original, standIn }) => ({ original, standIn })) }),
        },
      }
      chats.add(reply)
      tell()
      return reply
    }
    let reply: ChatMessage | null = null
    let unsent = false
    try {
      for await (const piece of prepared.write(signal)) {
        const shown = thoughts.push(piece.text)
        text += shown
        if (shown !== '') yield { kind: 'text', text: shown }
      }
      const rest = thoughts.flush()
      text += rest
      if (rest !== '') yield { kind: 'text', text: rest }
      state = signal.aborted ? 'stopped' : 'whole'
    } catch (error) {
      if (!signal.aborted) {
        state = 'broken'
        unsent = isUnsent(error)
        throw error
      }
    } finally {
      // An answer that failed before its first word is kept too, empty: what it was told is on record.
      if (state === 'whole' && text.trim() === '') state = 'broken'
      if (!unsent) reply = keep()
    }
    if (reply && (reply.text !== '' || signal.aborted))
      yield { kind: 'done', message: toContractMessage(reply) }
    else throw new EngineError('MODEL_FAILED', NO_ANSWER, { name: found.name, trouble: 'empty' })
  } finally {
    release()
  }
}
