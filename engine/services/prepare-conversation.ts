// What a model that follows instructions is sent with a question: what the scene knows, the turns before, masked for servers.
import type { ChatMessage } from '../domain/chat.ts'
import type { ContextChanges } from '../domain/context-piece.ts'
import { EngineError } from '../domain/errors.ts'
import type { Language } from '../domain/project.ts'
import { assembleConversation, type SceneKnowledge } from '../generation/chat/assemble-conversation.ts'
import { requestOf } from '../generation/chat/instructions.ts'
import { ANSWER_TOKENS_PER_WORD, turnsInWords, type CandidatesRequest, type Turn } from '../models/passage.ts'
import { textBlocks } from '../text/plain-text.ts'
import type { Prepared } from './answer-without-instructions.ts'
import { textOfPassage } from './chat-passage.ts'
import type { ChatWish, Question } from './chat-question.ts'
import type { OpenProject } from './context.ts'
import { gatherContext } from './gather-context.ts'
import { maskedConversation } from './masked-voice.ts'
import { knowledgeSlots } from './passage-context.ts'
import { namesOfStory } from './story-names.ts'
import { textBeforeCursor } from './text-before-cursor.ts'
import { counterFor, estimateTokens, type TokenCounter } from './token-counter.ts'

/** Characters of earlier text that are looked at; the room decides how many go. */
const EARLIER = 12_000
/** What is nearby, for people who are named. */
const NEARBY = 6000

const turnOf = ({ role, text, command, variant }: ChatMessage, language: Language): Turn =>
  role === 'model'
    ? { role: 'assistant', text }
    : { role: 'user', text: requestOf(language, { command, variant, text }) }

export const knowledgeOf = (
  project: OpenProject,
  question: Question,
  wish: ChatWish,
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

export const prepareConversation = async (
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
    sent: () => turnsInWords(masked.turns),
  }
}
