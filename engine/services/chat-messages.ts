// Conversations and messages as the contract has them, the changes of a reply worked out.
import type { Outputs } from '../contract/index.ts'
import { findCommand, type ChatMessage, type Conversation, type Hunk } from '../domain/chat.ts'
import { makeProposal } from '../text/proposal/make-proposal.ts'

/** The changes that a reply is, should it go into the text. */
export const hunksOf = ({ role, passage, text, command }: ChatMessage): readonly Hunk[] =>
  role === 'model' && passage ? makeProposal(passage, text, findCommand(command)?.gives ?? 'words') : []

/** By this words of an answer are known in the text. */
export const candidateOfAnswer = ({ id }: Pick<ChatMessage, 'id'>): string => `${id}c`

export const toContractConversation = (conversation: Conversation): Outputs['chat']['branch'] => ({
  ...conversation,
})

export const toContractMessage = (message: ChatMessage): Outputs['chat']['messages'][number] => {
  const { passage, model, known, decisions, ...rest } = message
  return {
    ...rest,
    passage: passage && { ...passage, paragraphs: passage.paragraphs.map((each) => ({ ...each })) },
    modelName: model?.name ?? null,
    sent: model?.sent ?? null,
    known: known.map((part) => ({ ...part })),
    hunks: hunksOf(message).map((hunk) => ({ ...hunk, decision: decisions[hunk.index] ?? 'open' })),
  }
}
