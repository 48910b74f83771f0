// Looks what became of changes of answers that were taken into the text: what the writer wrote instead is feedback, what undo took
// out again was never said.
import type { ChatMessage, Hunk } from '../../domain/chat.ts'
import { KEPT_PROMPT, type Feedback } from '../../domain/feedback.ts'
import { NOTHING_FELT } from '../../generation/passage.ts'
import { textFeatures } from '../../models/ranker/text-features.ts'
import { idOfNew, shift, withChanges } from '../../text/proposal/apply-proposal.ts'
import { joinParagraphs } from '../../text/proposal/change-in-context.ts'
import { candidateOfAnswer, hunksOf } from '../chat-messages.ts'
import type { OpenProject } from '../context.ts'
import { judge } from '../continue-passage.ts'
import type { EngineParts } from '../engine-parts.ts'
import { aboutChange, saidOfAnswer, textBeforePassage } from './record-changes.ts'
import { putFeedback } from './record-feedback.ts'
import { sameWords, standingInBlock } from './standing-text.ts'

type Scene = NonNullable<ReturnType<OpenProject['store']['scenes']['find']>>

/** A stretch that the answer gave to one paragraph, first generated letter to last. */
interface Taken {
  readonly blockId: string
  /** Of the passage, before the stretch. */
  readonly before: string
  readonly text: string
}

/** Revision of the scene in which an answer was last looked for. */
const looked = new WeakMap<OpenProject, Map<string, number>>()

const takenOf = (message: ChatMessage): readonly Taken[] => {
  const paragraphs = message.passage?.paragraphs ?? []
  const taken = hunksOf(message).filter(({ index }) => message.decisions[index] === 'accepted')
  const wordsOf = (at: number): readonly Hunk[] =>
    taken.filter(({ kind, paragraph }) => kind === 'words' && paragraph === at)
  const earlier: string[] = []
  return paragraphs.flatMap(({ blockId, text }, at) => {
    const own = wordsOf(at)
    const reads = withChanges(text, own)
    const written = own.filter(({ added }) => added !== '')
    const [first, last] = [written[0], written.at(-1)]
    const stretches: Taken[] = []
    if (last) {
      const others = (hunk: Hunk): readonly Hunk[] => own.filter((each) => each !== hunk)
      const from = first.from + shift(others(first), first.from)
      const to = last.from + shift(others(last), last.from) + last.added.length
      stretches.push({
        blockId,
        before: joinParagraphs(earlier, reads.slice(0, from)),
        text: reads.slice(from, to),
      })
    }
    earlier.push(reads)
    for (const hunk of taken.filter(({ kind, paragraph }) => kind === 'paragraph' && paragraph === at)) {
      stretches.push({
        blockId: idOfNew(message.id, hunk),
        before: joinParagraphs(earlier, ''),
        text: hunk.added,
      })
      earlier.push(hunk.added)
    }
    return stretches
  })
}

const noticeStretch = async (
  engine: EngineParts,
  project: OpenProject,
  message: ChatMessage,
  { blockId, before, text }: Taken,
  { document }: Scene,
): Promise<void> => {
  const { store } = project
  const projectId = store.project.get().id
  const about = `edit ${aboutChange(message, blockId)}`
  const known = store.feedback.find(projectId, about)
  const now = standingInBlock(document, blockId, candidateOfAnswer(message))
  // Nothing of it is left, or it stands elsewhere: nobody can tell what became of it.
  if (now === null) return
  if (sameWords(now, text)) {
    if (known) store.feedback.takeBack(projectId, about)
    return
  }
  if (known?.texts.some(({ id, text: then }) => id === 'edited' && then === now)) return
  const earlier = message.passage ? textBeforePassage(project, message.passage) : ['']
  const prompt = joinParagraphs(earlier.slice(0, -1), (earlier.at(-1) ?? '') + before)
  const featured = async (id: string, words: string) => ({
    id,
    text: words,
    features: textFeatures(words, (await judge(engine, project, words)) ?? NOTHING_FELT),
  })
  putFeedback(project, {
    ...saidOfAnswer(message, engine.now()),
    kind: 'edited',
    about,
    prompt: prompt.slice(-KEPT_PROMPT),
    texts: [await featured('edited', now), await featured('offered', text)],
    subject: 'edited',
    over: 'offered',
  })
}

/** Takes back what no longer holds. */
const forgetUndone = ({ store }: OpenProject, message: ChatMessage, said: readonly Feedback[]): void => {
  const standing = new Set(Object.keys(message.decisions).map((index) => aboutChange(message, Number(index))))
  const projectId = store.project.get().id
  for (const { about } of said) if (!standing.has(about)) store.feedback.takeBack(projectId, about)
}

/** @param sceneOf scenes as they are now */
export const noticeChangedAnswers = async (
  engine: EngineParts,
  project: OpenProject,
  sceneOf: (id: string) => Scene | null,
): Promise<void> => {
  const changes = project.store.feedback
    .list()
    .filter(({ kind }) => kind === 'change-accepted' || kind === 'change-rejected')
  const seen = looked.get(project) ?? new Map<string, number>()
  looked.set(project, seen)
  for (const [messageId, said] of Map.groupBy(changes, ({ group }) => group)) {
    const message = project.store.chats.find(messageId)
    const scene = message?.passage ? sceneOf(message.passage.sceneId) : null
    // Of what was deleted all stays said.
    if (!message || !scene) continue
    forgetUndone(project, message, said)
    if (seen.get(messageId) === scene.rev) continue
    seen.set(messageId, scene.rev)
    for (const taken of takenOf(message)) await noticeStretch(engine, project, message, taken, scene)
  }
}
