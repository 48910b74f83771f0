// Writes down which changes of an answer its writer took into the text and which not, each as its place reads with it and
// without, and what the writer made of those that were taken.
import type { ChatMessage, Hunk } from '../../domain/chat.ts'
import { KEPT_PROMPT, WITH_CHANGE, WITHOUT_CHANGE, type Feedback } from '../../domain/feedback.ts'
import { newId } from '../../domain/ids.ts'
import { detectLanguage } from '../../text/language.ts'
import { changeInContext, joinParagraphs } from '../../text/proposal/change-in-context.ts'
import { hunksOf } from '../chat-messages.ts'
import type { OpenProject } from '../context.ts'
import { leavesOf, textBeforeCursor } from '../text-before-cursor.ts'
import { putFeedback } from './record-feedback.ts'

export const aboutChange = ({ id }: ChatMessage, index: number | string): string => `change ${id} ${index}`

/** What stands before the passage, its last paragraph up to where the passage begins. */
export const textBeforePassage = (
  { store }: OpenProject,
  { sceneId, paragraphs: [first] }: NonNullable<ChatMessage['passage']>,
) => {
  const scene = store.scenes.find(sceneId)
  const isThere = scene && [...leavesOf(scene.document.content)].some(({ id }) => id === first.blockId)
  if (!isThere) return ['']
  return textBeforeCursor(store, { sceneId, blockId: first.blockId, offset: first.from }, KEPT_PROMPT)
    .paragraphs
}

/** What is the same of everything that is said of an answer. */
export const saidOfAnswer = (
  { id, model, command, variant, text }: ChatMessage,
  at: number,
): Pick<
  Feedback,
  'id' | 'at' | 'group' | 'language' | 'model' | 'wish' | 'rating' | 'label' | 'command'
> => ({
  id: newId(),
  at,
  // One answer is one occasion.
  group: id,
  language: detectLanguage(text),
  model: model && { id: model.modelId, name: model.name },
  wish: null,
  rating: null,
  label: null,
  command: { id: command, variant },
})

/** @param message with the decisions made */
export const recordChanges = (
  project: OpenProject,
  message: ChatMessage,
  decided: readonly number[],
  at: number,
): void => {
  const { passage, decisions } = message
  if (!passage || decided.length === 0) return
  const hunks = hunksOf(message)
  const taken = new Set(hunks.flatMap(({ index }) => (decisions[index] === 'accepted' ? [index] : [])))
  const before = textBeforePassage(project, passage)
  const said = saidOfAnswer(message, at)
  const record = (hunk: Hunk): void => {
    const read = changeInContext(passage, hunks, hunk, taken, said.language)
    const prompt = joinParagraphs(before.slice(0, -1), (before.at(-1) ?? '') + read.before)
    const isTaken = decisions[hunk.index] === 'accepted'
    putFeedback(project, {
      ...said,
      id: newId(),
      kind: isTaken ? 'change-accepted' : 'change-rejected',
      about: aboutChange(message, hunk.index),
      prompt: prompt.slice(-KEPT_PROMPT),
      texts: [
        { id: WITH_CHANGE, text: read.with, features: {} },
        { id: WITHOUT_CHANGE, text: read.without, features: {} },
      ],
      subject: WITH_CHANGE,
      over: isTaken ? WITHOUT_CHANGE : null,
    })
  }
  for (const hunk of hunks) if (decided.includes(hunk.index)) record(hunk)
}
