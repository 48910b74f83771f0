// What a model is asked that only goes on with a text: to continue or vary a passage, or to weave what was lived into it.
import type { ChatCommand, KnownPart, Passage } from '../domain/chat.ts'
import type { Language } from '../domain/project.ts'
import { promptBefore } from '../generation/prompt.ts'
import type { CandidatesRequest } from '../models/passage.ts'
import type { MaterialRef } from '../store/material-repository.ts'
import type { Masked } from '../text/private-details.ts'
import type { OpenProject } from './context.ts'
import { materialTexts } from './material-pieces.ts'
import { namesOfStory } from './story-names.ts'
import { textBeforeCursor } from './text-before-cursor.ts'
import { estimateTokens } from './token-counter.ts'
import { maskedVoice } from './masked-voice.ts'
import type { Voice } from './voices.ts'
import { weavePassage } from './weave-passage.ts'

/** Characters that a small model continues. */
const SMALL_PROMPT = 480

/** An answer that is ready to be asked for. */
export interface Prepared {
  readonly write: (signal: AbortSignal) => AsyncIterable<{ readonly text: string }>
  readonly known: readonly KnownPart[]
  /** Once it was written: exactly what the model got to read. */
  readonly sent: () => string
  readonly details: () => Masked['details']
}

interface PassageQuestion {
  readonly voice: Voice
  readonly command: ChatCommand
  readonly passage: Passage
  readonly language: Language
  readonly words: number
  readonly material: readonly MaterialRef[]
}

/** Characters of text that a voice without instructions is given. */
const roomOf = (voice: Voice, words: number): number =>
  voice.kind === 'run' || voice.kind === 'shipped'
    ? SMALL_PROMPT
    : Math.max(200, voice.contextTokens - words * 2 - 64)

/** A prompt as it may leave, and who writes with it. */
const masking = ({ store }: OpenProject, voice: Voice, text: string) => {
  const masked = voice.mask?.(text, namesOfStory(store, text)) ?? null
  return {
    voice: masked ? maskedVoice(voice, masked) : voice,
    sent: masked?.text ?? text,
    details: masked?.details ?? [],
  }
}

/** Without instructions: sentences of the material are put into the passage, one after the other. */
export const prepareWeaving = (
  project: OpenProject,
  { voice, passage, material, language }: PassageQuestion,
  base: Pick<CandidatesRequest, 'seed' | 'sampling'>,
): Prepared => {
  const texts = materialTexts(project, passage.sceneId, material)
  const [sent, details]: [string[], Masked['details'][number][]] = [[], []]
  const write = (request: CandidatesRequest, signal: AbortSignal) => {
    const masked = masking(project, voice, request.prompt)
    sent.push(masked.sent)
    details.push(...masked.details)
    return masked.voice.write(request, signal)
  }
  const room = roomOf(voice, voice.usual.words)
  return {
    write: async function* (signal) {
      const weaving = { passage, material: texts, language, room, base, write }
      for await (const text of weavePassage(weaving, signal)) yield { text }
    },
    known: texts.map(({ title, text }) => ({
      kind: 'material',
      title,
      tokens: estimateTokens(text),
      included: true,
      reason: 'chosen',
    })),
    sent: () => sent.join('\n\n'),
    details: () => details,
  }
}

/** Without instructions: the text is continued, from the end of the passage or from where it begins. */
export const prepareContinuation = (
  project: OpenProject,
  { voice, command, passage, words }: PassageQuestion,
  base: Pick<CandidatesRequest, 'seed' | 'maxWords' | 'candidates' | 'sampling'>,
): Prepared => {
  const { sceneId, paragraphs } = passage
  const place = command.id === 'vary' ? paragraphs[0] : paragraphs[paragraphs.length - 1]
  const offset = place.from + (command.id === 'vary' ? 0 : place.text.length)
  const room = roomOf(voice, words)
  const before = textBeforeCursor(project.store, { sceneId, blockId: place.blockId, offset }, room)
  const { text } = promptBefore(before.paragraphs, room)
  const masked = masking(project, voice, text)
  return {
    write: (signal) => masked.voice.write({ ...base, prompt: text }, signal),
    known: [],
    sent: () => masked.sent,
    details: () => masked.details,
  }
}
