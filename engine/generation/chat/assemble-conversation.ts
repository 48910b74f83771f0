// A conversation as it goes to a model within its room: the question and its passage always, then what is known, chosen as for
// passages (generation/memory), under headings.
import type { KnownPart } from '../../domain/chat.ts'
import { NO_CHANGES, type ContextChanges, type PieceSource } from '../../domain/context-piece.ts'
import type { Language } from '../../domain/project.ts'
import type { Turn } from '../../models/passage.ts'
import { chooseContext, type Candidate, type LeftOut, type Slot } from '../memory/choose-context.ts'
import { LABELS, requestOf, systemTurn } from './instructions.ts'

export interface SceneKnowledge {
  readonly language: Language
  readonly book: string
  /** Null without a scene. */
  readonly scene: { readonly title: string; readonly synopsis: string; readonly text: string } | null
  /** The text before the scene, the nearest last. */
  readonly earlier: string
  /** What else the project knows at the place, slot by slot. */
  readonly known: readonly Slot[]
  readonly left: readonly LeftOut[]
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

/** Marks around a turn in a model's template, and what joins facts. */
const AROUND = 8
/** Less of a text than this says nothing. */
const LEAST_TEXT = 40
const TITLE = 60

/** In which the facts stand. */
const ORDER = [
  'memory',
  'lore',
  'cast',
  'summary',
  'material',
  'synopsis',
  'beat',
  'earlier',
  'scene',
  'note',
] as const satisfies readonly PieceSource[]

/** Under their names several of a kind are told apart. */
const NAMED: readonly PieceSource[] = ['summary', 'material', 'beat']

/** The end of a text that has room, from a line on. */
const endOf =
  (count: (text: string) => number) =>
  (text: string, room: number): string => {
    if (room < LEAST_TEXT) return ''
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

const factOf = ({ source, title, text }: Candidate): string =>
  NAMED.includes(source) && title !== '' ? `${title}: ${text.trim()}` : text.trim()

const slotsOf = (knowledge: SceneKnowledge, count: (text: string) => number): readonly Slot[] => {
  const { scene, passage, earlier, known, turns, language } = knowledge
  const text = (
    source: 'synopsis' | 'scene' | 'earlier',
    title: string,
    whole: string,
  ): readonly Candidate[] =>
    whole.trim() === '' ? [] : [{ source, id: source, title, text: whole, reason: 'here', cut: endOf(count) }]
  // The passage is part of the scene: alone it needs no second copy.
  const own = scene && scene.text.trim() !== passage.trim() ? scene.text : ''
  const said = turns.map((turn, at): Candidate => ({
    source: 'turn',
    id: `turn:${at}`,
    title: turn.text.slice(0, TITLE),
    text: turn.text,
    reason: 'before',
  }))
  return [
    { pieces: text('synopsis', scene?.title ?? '', scene?.synopsis ?? ''), most: 0.25 },
    ...known,
    // What was said last weighs more than most of the scene.
    { pieces: said.toReversed(), most: 0.5, least: 0.2, unbroken: true },
    { pieces: text('scene', scene?.title ?? '', own), most: 1, least: 0.25 },
    { pieces: text('earlier', LABELS[language].earlier, earlier), most: 1 },
  ]
}

/** @param room tokens for everything that is sent. Null where not even the question has it. */
export const assembleConversation = (
  knowledge: SceneKnowledge,
  room: number,
  count: (text: string) => number,
  changes: ContextChanges = NO_CHANGES,
): Assembled | null => {
  const { language, book, scene, passage, request, left } = knowledge
  const label = LABELS[language]
  const headings: Readonly<Record<(typeof ORDER)[number], string>> = { ...label, scene: label.text }
  const question = [passage === '' ? '' : `## ${label.passage}\n${passage}`, requestOf(language, request)]
    .filter((part) => part !== '')
    .join('\n\n')
  const facts: (readonly [string, string])[] = [[label.book, book]]
  if (scene && scene.title !== '') facts.push([label.scene, scene.title])
  const cost = (text: string): number => count(text) + AROUND
  const asked = cost(question) + cost(systemTurn(language, facts))
  if (asked > room) return null
  const chosen = chooseContext({
    slots: slotsOf(knowledge, count),
    left,
    room: room - asked,
    count,
    changes,
    frame: (piece) => (piece.source === 'turn' ? piece.text : `## ${label.summary}\n${factOf(piece)}`),
    around: AROUND,
  })
  for (const source of ORDER) {
    const told = chosen.included.filter((piece) => piece.source === source)
    if (told.length > 0) facts.push([headings[source], told.map(factOf).join('\n\n')])
  }
  const texts = new Map(chosen.included.map(({ id, text }) => [id, text]))
  const turns = knowledge.turns.flatMap(({ role }, at) => {
    const text = texts.get(`turn:${at}`)
    return text === undefined ? [] : [{ id: `turn:${at}`, role, text }]
  })
  // A conversation begins with a question.
  const begin = turns.findIndex(({ role }) => role === 'user')
  const said = begin < 0 ? [] : turns.slice(begin)
  const loose = new Set(turns.slice(0, turns.length - said.length).map(({ id }) => id))
  return {
    turns: [
      { role: 'system', text: systemTurn(language, facts) },
      ...said.map(({ role, text }) => ({ role, text })),
      { role: 'user', text: question },
    ],
    known: chosen.pieces.map(({ source, id, title, tokens, included, reason }): KnownPart => ({
      kind: source,
      title,
      tokens,
      included: included && !loose.has(id),
      reason: loose.has(id) ? 'no-room' : reason,
    })),
    tokens: asked + chosen.tokens,
  }
}
