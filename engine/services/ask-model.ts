// chat.ask: a question is kept, then asked with what the scene knows, and its answer kept however it ends.
import type { Outputs } from '../contract/index.ts'
import type { ChatMessage, Conversation } from '../domain/chat.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { WithoutThoughts } from '../generation/chat/without-thoughts.ts'
import { Random } from '../nn/seed.ts'
import { prepareContinuation, prepareWeaving } from './answer-without-instructions.ts'
import { toContractConversation, toContractMessage } from './chat-messages.ts'
import { textOfPassage } from './chat-passage.ts'
import { questionOf, type ChatWish, type Question } from './chat-question.ts'
import type { OpenProject } from './context.ts'
import { changesOf } from './continue-passage.ts'
import type { EngineParts } from './engine-parts.ts'
import { knowledgeOf, prepareConversation } from './prepare-conversation.ts'
import { withProgress } from './progress-stream.ts'
import { findVoice } from './voices.ts'

type Event = Outputs['chat']['ask'] extends AsyncIterable<infer Each> ? Each : never

const SEEDS = 2 ** 31
const TITLE = 80

const conversationFor = (
  project: OpenProject,
  wish: ChatWish,
  question: Question,
  at: number,
): Conversation => {
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
  wish: ChatWish,
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
