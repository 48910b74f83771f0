// A scene's summary by a model that follows instructions: asked in parts where the scene is longer than what it takes in.
import { hash } from 'node:crypto'
import type { SceneSummary } from '../domain/story-memory.ts'
import { EngineError } from '../domain/errors.ts'
import { LABELS, requestOf, systemTurn } from '../generation/chat/instructions.ts'
import { WithoutThoughts } from '../generation/chat/without-thoughts.ts'
import type { Turn } from '../models/passage.ts'
import { detectLanguage } from '../text/language.ts'
import type { OpenProject } from './context.ts'
import { sceneParagraphs } from './scene-feelings.ts'
import { namesOfStory } from './story-names.ts'
import { counterFor } from './token-counter.ts'
import { maskedConversation } from './masked-voice.ts'
import type { Voice } from './voices.ts'

const WORDS = 90
/** Tokens for the task's own words and the answer. */
const AROUND = 500
const TEMPERATURE = 0.3

/** Paragraphs in parts that have room each; one that is too long by itself is a part. */
const inParts = (
  paragraphs: readonly string[],
  room: number,
  count: (text: string) => number,
): readonly string[] => {
  const parts: string[][] = []
  let used = Infinity
  for (const paragraph of paragraphs) {
    const tokens = count(paragraph) + 2
    if (used + tokens > room) {
      parts.push([])
      used = 0
    }
    parts.at(-1)!.push(paragraph)
    used += tokens
  }
  return parts.map((part) => part.join('\n\n'))
}

const ask = async (
  { store }: OpenProject,
  voice: Voice,
  passage: string,
  signal: AbortSignal,
): Promise<string> => {
  const language = detectLanguage(passage)
  const label = LABELS[language]
  const request = requestOf(language, { command: 'summarise', variant: '', text: '' })
  const turns: readonly Turn[] = [
    { role: 'system', text: systemTurn(language, [[label.book, store.project.get().title]]) },
    { role: 'user', text: `## ${label.passage}\n${passage}\n\n${request}` },
  ]
  const masked = maskedConversation(voice, turns, namesOfStory(store, passage))
  const thoughts = new WithoutThoughts()
  let text = ''
  const asked = {
    prompt: '',
    conversation: masked.turns,
    maxWords: WORDS,
    candidates: 1,
    seed: 1,
    sampling: { temperature: TEMPERATURE },
  }
  for await (const piece of masked.voice.write(asked, signal)) text += thoughts.push(piece.text)
  return (text + thoughts.flush()).replace(/\s+/gu, ' ').trim()
}

/** Null for a scene without words. BAD_INPUT { reason: 'no-instructions' }; the errors of the voice. */
export const summariseByModel = async (
  project: OpenProject,
  voice: Voice,
  sceneId: string,
  now: number,
  signal: AbortSignal,
): Promise<SceneSummary | null> => {
  if (!voice.abilities.instructions)
    throw new EngineError(
      'BAD_INPUT',
      `${voice.name} only goes on with a text and cannot summarise one. Nothing was changed; the scenes’ own sentences serve meanwhile.`,
      { reason: 'no-instructions', name: voice.name },
    )
  const texts = (sceneParagraphs(project, sceneId) ?? []).map(({ text }) => text)
  if (texts.length === 0) return null
  const { count } = await counterFor(voice, texts, signal)
  const said: string[] = []
  for (const part of inParts(texts, Math.max(200, voice.contextTokens - AROUND), count)) {
    const answer = await ask(project, voice, part, signal)
    signal.throwIfAborted()
    if (answer === '')
      throw new EngineError('MODEL_FAILED', 'The model gave no summary. What was there before is kept.', {
        name: voice.name,
        trouble: 'empty',
      })
    said.push(answer)
  }
  return {
    sceneId,
    text: said.join(' '),
    maker: 'model',
    model: voice.name,
    ofText: hash('sha256', texts.join('\n')),
    updatedAt: now,
  }
}
