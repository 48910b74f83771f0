// Which of what is known goes to a model with a question, within its room: the question and its passage always, then by weight.
import type { KnownPart } from '../../domain/chat.ts'
import type { Language } from '../../domain/project.ts'
import type { Turn } from '../../models/passage.ts'
import { LABELS, requestOf, systemTurn } from './instructions.ts'

export interface SceneKnowledge {
  readonly language: Language
  readonly book: string
  /** Null without a scene. */
  readonly scene: { readonly title: string; readonly synopsis: string; readonly text: string } | null
  /** The text before the scene, the nearest last. */
  readonly earlier: string
  readonly lore: readonly { readonly title: string; readonly text: string }[]
  /** Empty: the question is not about a passage. */
  readonly passage: string
  readonly request: { readonly command: string; readonly variant: string; readonly text: string }
  /** Said before, in order. */
  readonly turns: readonly Turn[]
}

interface Assembled {
  readonly turns: readonly Turn[]
  readonly known: readonly KnownPart[]
  /** Tokens of all turns, as counted. */
  readonly tokens: number
}

/** Marks around a turn in a model's template. */
const AROUND = 8
/** Less of a text than this says nothing. */
const LEAST_TEXT = 40

/** The end of a text that has room, from a line on. */
const endOf = (text: string, room: number, count: (text: string) => number): string => {
  if (count(text) <= room) return text
  const lines = text.split('\n')
  const kept: string[] = []
  let used = 0
  for (const line of lines.toReversed()) {
    const tokens = count(`${line}\n`)
    if (used + tokens > room) break
    used += tokens
    kept.unshift(line)
  }
  return kept.join('\n').trim()
}

/** @param room tokens for everything that is sent. Null where not even the question has it. */
export const assembleConversation = (
  knowledge: SceneKnowledge,
  room: number,
  count: (text: string) => number,
): Assembled | null => {
  const { language, book, scene, earlier, lore, passage, request } = knowledge
  const label = LABELS[language]
  const question = [passage === '' ? '' : `## ${label.passage}\n${passage}`, requestOf(language, request)]
    .filter((part) => part !== '')
    .join('\n\n')
  const facts: (readonly [string, string])[] = [[label.book, book]]
  if (scene && scene.title !== '') facts.push([label.scene, scene.title])
  const cost = (text: string): number => count(text) + AROUND
  let left = room - cost(question) - cost(systemTurn(language, facts))
  if (left < 0) return null
  const known: KnownPart[] = []
  const take = (kind: KnownPart['kind'], title: string, text: string, heading: string): void => {
    if (text.trim() === '') return
    const tokens = cost(text)
    const included = tokens <= left
    known.push({ kind, title, tokens, included })
    if (!included) return
    left -= tokens
    facts.push([heading, text])
  }
  if (scene) take('synopsis', scene.title, scene.synopsis, label.synopsis)
  for (const entry of lore) take('lore', entry.title, entry.text, label.lore)
  // The passage is part of the scene: alone it needs no second copy.
  const whole = scene && scene.text.trim() !== passage.trim() ? scene.text : ''
  // What was said last weighs more than half of the scene.
  const forTurns = Math.floor(left / 2)
  const turns: Turn[] = []
  let [used, isFull] = [0, false]
  for (const turn of knowledge.turns.toReversed()) {
    const tokens = cost(turn.text)
    // What is left out is the beginning, never the middle.
    isFull ||= used + tokens > forTurns
    known.push({ kind: 'turn', title: turn.text.slice(0, 60), tokens, included: !isFull })
    if (isFull) continue
    used += tokens
    turns.unshift(turn)
  }
  // A conversation begins with a question.
  while (turns[0]?.role === 'assistant') turns.shift()
  left -= used
  const takeEnd = (kind: 'scene' | 'earlier', title: string, text: string, heading: string): void => {
    if (text.trim() === '') return
    const kept = left - AROUND >= LEAST_TEXT ? endOf(text, left - AROUND, count) : ''
    if (kept !== '') take(kind, title, kept, heading)
    else known.push({ kind, title, tokens: cost(text), included: false })
  }
  takeEnd('scene', scene?.title ?? '', whole, label.text)
  takeEnd('earlier', label.earlier, earlier, label.earlier)
  const system: Turn = { role: 'system', text: systemTurn(language, facts) }
  return {
    turns: [system, ...turns, { role: 'user', text: question }],
    known,
    tokens: room - left,
  }
}
