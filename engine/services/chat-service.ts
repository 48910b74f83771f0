// chat.*: conversations listed, searched, branched; answers taken into the text, a note or the lorebook. Asking is ask-model's.
import { commandsFor, type ChatMessage, type HunkDecision } from '../domain/chat.ts'
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { NEW_LORE_ENTRY } from '../domain/lorebook.ts'
import type { SentenceSources } from '../domain/sentence-sources.ts'
import { factsOf, wordsAgainst } from '../generation/fusion/material-facts.ts'
import { traceSentences } from '../generation/fusion/trace-sentences.ts'
import { NOTHING_FELT } from '../generation/passage.ts'
import { detectLanguage } from '../text/language.ts'
import { documentWords, paragraphOf } from '../text/plain-text.ts'
import { applyProposal } from '../text/proposal/apply-proposal.ts'
import { paragraphsOf } from '../text/proposal/make-proposal.ts'
import { act } from './act.ts'
import { askModel } from './ask-model.ts'
import { candidateOfAnswer, hunksOf, toContractConversation, toContractMessage } from './chat-messages.ts'
import type { OpenProject, ProjectChange } from './context.ts'
import { textOfPassage } from './chat-passage.ts'
import { judge, knownNames, learntBy } from './continue-passage.ts'
import { materialTexts } from './material-pieces.ts'
import type { EngineParts } from './engine-parts.ts'
import { recordChanges } from './learning/record-changes.ts'
import { os, projectOf } from './os.ts'
import { snapshotBefore } from './take-snapshots.ts'
import { findVoice } from './voices.ts'

const CHATS: ProjectChange = { kind: 'chats' }
const EXCERPT = 160

const tell = ({ events }: OpenProject): void => events.publish('change', CHATS)

/** Conversations in which every word of the query occurs, each with the message that it was found in. */
const listed = ({ store: { chats } }: OpenProject, query: string, sceneId: string | undefined) => {
  const terms = query.toLowerCase().split(/\s+/u).filter(Boolean)
  return chats.list().flatMap((conversation) => {
    if (sceneId !== undefined && conversation.sceneId !== sceneId) return []
    const messages = chats.messages(conversation.id)
    const texts = [conversation.title, ...messages.map(({ text }) => text)]
    const all = texts.join('\n').toLowerCase()
    if (!terms.every((term) => all.includes(term))) return []
    const found = texts.findLast((text) => terms.some((term) => text.toLowerCase().includes(term)))
    const shown = (terms.length > 0 ? found : messages.at(-1)?.text) ?? ''
    const at = Math.max(
      0,
      Math.min(...terms.map((term) => shown.toLowerCase().indexOf(term)).filter((each) => each >= 0)) - 40,
    )
    const from = Number.isFinite(at) ? at : 0
    const excerpt = shown.slice(from, from + EXCERPT).replace(/\s+/gu, ' ')
    return [{ ...toContractConversation(conversation), messages: messages.length, excerpt }]
  })
}

/** By what it was told of what was lived; what of that is gone by now supports nothing. */
const sourcesOfAnswer = (
  project: OpenProject,
  { model, passage, text }: ChatMessage,
): readonly SentenceSources[] => {
  if (!passage || !model?.material) return []
  const { life, media } = project.store
  const kept = new Set(media.list().map(({ id }) => id))
  const there = model.material.filter(({ kind, id }) => (kind === 'entry' ? life.find(id) : kept.has(id)))
  const material = materialTexts(project, passage.sceneId, there)
  if (material.length === 0) return []
  const language = detectLanguage(text)
  const known = [textOfPassage(passage), model.sent, ...knownNames(project)].join('\n')
  const against = wordsAgainst(factsOf(material, language), language)
  return traceSentences(text, material, { known, against }, language)
}

/** The id by which words of this answer are known in the text, with the record behind it. */
const recorded = async (engine: EngineParts, project: OpenProject, message: ChatMessage): Promise<string> => {
  const { store } = project
  const candidateId = candidateOfAnswer(message)
  if (store.generations.findByCandidate(candidateId)) return candidateId
  const { model, passage, text, command, variant, createdAt } = message
  const feeling = (await judge(engine, project, text)) ?? NOTHING_FELT
  if (!model || store.generations.findByCandidate(candidateId)) return candidateId
  store.generations.insert({
    id: message.id,
    sceneId: passage?.sceneId ?? null,
    blockId: passage?.paragraphs.at(-1)?.blockId ?? null,
    runId: model.runId,
    modelId: model.modelId,
    modelName: model.name,
    modelHash: model.hash,
    seed: model.seed,
    settings: { command, variant, learnt: learntBy(engine, project) },
    prompt: model.sent,
    target: { emotion: null, valence: null },
    parentId: null,
    createdAt,
  })
  store.generations.addCandidate(message.id, {
    id: candidateId,
    index: 0,
    text,
    feeling,
    distance: null,
    score: 0,
    reasons: [],
    decision: 'accepted',
    rating: 0,
  })
  store.sources.put(candidateId, sourcesOfAnswer(project, message))
  return candidateId
}

const decide = async (
  engine: EngineParts,
  project: OpenProject,
  messageId: string,
  { accept, reject }: { readonly accept: readonly number[]; readonly reject: readonly number[] },
): Promise<ChatMessage> => {
  const { chats, scenes } = project.store
  const message = chats.message(messageId)
  const hunks = hunksOf(message)
  const unknown = [...accept, ...reject].find((index) => !hunks.some((hunk) => hunk.index === index))
  const undecided = (index: number): boolean => message.decisions[index] !== 'accepted'
  if (unknown !== undefined || !reject.every(undecided))
    throw new EngineError('BAD_INPUT', 'There is no such open change in this answer. Nothing was changed.', {
      index: unknown ?? null,
    })
  const chosen = accept.filter(undecided)
  const of = (list: readonly number[], decision: HunkDecision): Record<string, HunkDecision> =>
    Object.fromEntries(list.map((index) => [index, decision]))
  const decisions: ChatMessage['decisions'] = {
    ...message.decisions,
    ...of(reject, 'rejected'),
    ...of(chosen, 'accepted'),
  }
  const decided = [...reject, ...chosen]
  const record = (): ChatMessage => {
    const now = chats.message(messageId)
    recordChanges(project, now, decided, engine.now())
    return now
  }
  if (chosen.length === 0 || !message.passage) {
    chats.decide(messageId, decisions)
    tell(project)
    return record()
  }
  const { passage } = message
  const candidateId = await recorded(engine, project, message)
  const before = scenes.get(passage.sceneId)
  const accepted = new Set(hunks.filter(({ index }) => !undecided(index)).map(({ index }) => index))
  const document = applyProposal(before.document, {
    passage,
    hunks,
    accepted,
    chosen: new Set(chosen),
    origin: { by: 'generated', of: candidateId },
    messageId,
  })
  if (!document)
    throw new EngineError(
      'CONFLICT',
      'The passage has changed since it was asked about. Nothing was changed; ask again about how it is now.',
      { sceneId: passage.sceneId },
    )
  snapshotBefore(project, 'chat.accept')
  act(
    project,
    'chat.accept',
    (changes: readonly ProjectChange[]) => changes,
    (): readonly ProjectChange[] => {
      const { rev, reopened } = scenes.save(passage.sceneId, before.rev, document, documentWords(document))
      chats.decide(messageId, decisions)
      return [
        { kind: 'scene', sceneId: passage.sceneId, rev, origin: '' },
        CHATS,
        { kind: 'generations' },
        ...(reopened ? ([{ kind: 'binder' }] as const) : []),
      ]
    },
  )
  return record()
}

const documentOf = (text: string): SceneDocument => ({
  type: 'doc',
  content: paragraphsOf(text).map((part) => paragraphOf(newId(), part.replace(/\s*\n\s*/gu, ' '))),
})

const titleOf = (text: string): string =>
  text
    .trim()
    .split('\n')[0]
    .replace(/^[#*\-\d.\s]+/u, '')
    .slice(0, 80)

export const chatRouter = {
  commands: os.chat.commands.handler(async ({ input, context }) => {
    const voice = await findVoice(context.engine, projectOf(context), input.writerId)
    const { instructions } = voice.abilities
    return {
      writerId: voice.id,
      writerName: voice.name,
      instructions,
      commands: commandsFor(instructions).map((command) => ({ ...command, variants: [...command.variants] })),
    }
  }),

  ask: os.chat.ask.handler(({ input, context, signal }) =>
    askModel(context.engine, projectOf(context), input, signal ?? new AbortController().signal),
  ),

  conversations: os.chat.conversations.handler(({ input, context }) =>
    listed(projectOf(context), input.query ?? '', input.sceneId),
  ),

  messages: os.chat.messages.handler(({ input, context }) => {
    const { chats } = projectOf(context).store
    return chats.messages(chats.get(input.conversationId).id).map(toContractMessage)
  }),

  branch: os.chat.branch.handler(({ input, context }) => {
    const project = projectOf(context)
    const { chats } = project.store
    const { title } = chats.get(chats.message(input.messageId).conversationId)
    const branched = chats.branch(input.messageId, title, context.engine.now())
    tell(project)
    return toContractConversation(branched)
  }),

  rename: os.chat.rename.handler(({ input, context }) => {
    const project = projectOf(context)
    const { chats } = project.store
    const { id } = chats.get(input.conversationId)
    chats.rename(id, input.title)
    tell(project)
    return toContractConversation(chats.get(id))
  }),

  remove: os.chat.remove.handler(({ input, context }) => {
    const project = projectOf(context)
    const { id } = project.store.chats.get(input.conversationId)
    act(project, 'chat.remove', [CHATS], () => project.store.chats.remove(id))
  }),

  decide: os.chat.decide.handler(async ({ input, context }) => {
    const { messageId, accept, reject } = input
    const { engine } = context
    return toContractMessage(await decide(engine, projectOf(context), messageId, { accept, reject }))
  }),

  keep: os.chat.keep.handler(({ input, context }) => {
    const project = projectOf(context)
    const { chats, binder, lore } = project.store
    const { text } = chats.message(input.messageId)
    const title = input.title ?? titleOf(text)
    if (input.as === 'lore') {
      // Without keys it would be told everywhere or nowhere: its title calls it up until the writer says otherwise.
      const entry = {
        ...NEW_LORE_ENTRY,
        id: newId(),
        title,
        content: text,
        keys: title === '' ? [] : [title],
      }
      act(project, 'chat.keep', [{ kind: 'lore' }], () => lore.put(entry))
      return { id: entry.id }
    }
    const document = documentOf(text)
    const node = { kind: 'note', title, text: { document, words: documentWords(document) } } as const
    return {
      id: act(project, 'chat.keep', [{ kind: 'binder' }], () => binder.create(node, { parentId: null })).id,
    }
  }),
}
