// A character as a model is to play it, within its room: who they are and what they answer always, the rest chosen as for
// passages (generation/memory), under headings. Who gathers it, and what becomes of the answer, is not known here.
import type { ContextPiece, PieceSource } from '../../domain/context-piece.ts'
import { NO_CHANGES } from '../../domain/context-piece.ts'
import type { Language } from '../../domain/project.ts'
import type { Turn } from '../../models/passage.ts'
import { chooseContext, type Candidate, type LeftOut, type Slot } from '../memory/choose-context.ts'

/** Notes, story memory, lore, people: what the project knows and they may. */
export interface SpeakerKnowledge {
  readonly known: readonly Slot[]
  readonly left: readonly LeftOut[]
}

export interface SpeakerScene extends SpeakerKnowledge {
  readonly language: Language
  /** Who they are and how they feel. */
  readonly persona: string
  /** What comes to mind, in order. */
  readonly recollections: readonly string[]
  /** How to answer; may be empty. */
  readonly rules: string
  /** In order; the last one is what they answer. */
  readonly turns: readonly { readonly role: 'assistant' | 'user'; readonly text: string }[]
}

export interface ToldSpeaker {
  readonly turns: readonly Turn[]
  readonly pieces: readonly ContextPiece[]
  /** Of all turns, as counted. */
  readonly tokens: number
}

/** In which the sections stand. */
const HEADINGS = {
  en: {
    memory: 'What always holds:',
    lore: 'About the world:',
    cast: 'People you may speak of:',
    recollection: 'You remember:',
    note: 'How to speak now:',
  },
  zh: {
    memory: '始终成立的事实：',
    lore: '世界设定：',
    cast: '你可能提到的人：',
    recollection: '你记得：',
    note: '当前的要求：',
  },
} as const satisfies Readonly<Record<Language, Partial<Record<PieceSource, string>>>>

/** Marks around a turn in a model's template, and what joins pieces. */
const AROUND = 8
const TITLE = 60
/** Of the room: memories at most, and what was said last at least. */
const MOST_RECALLED = 0.2
const LEAST_TURNS = 0.3

const bullet = (text: string): string => `- ${text.trim()}`

/** Two turns of one side are one, since chat templates want them to alternate; none begins with the assistant. */
const alternating = (turns: SpeakerScene['turns']): readonly Turn[] => {
  const merged: Turn[] = []
  for (const { role, text } of turns) {
    const before = merged.at(-1)
    if (before?.role === role) merged[merged.length - 1] = { role, text: `${before.text}\n${text}` }
    else merged.push({ role, text })
  }
  return merged[0]?.role === 'assistant' && merged.length > 1 ? merged.slice(1) : merged
}

/** @param room tokens for all of it; what they are and the last turn are sent even where there is none */
export const speakerConversation = (
  scene: SpeakerScene,
  room: number,
  count: (text: string) => number,
): ToldSpeaker => {
  const { language, persona, rules, known, left, recollections, turns } = scene
  const cost = (text: string): number => count(text) + AROUND
  const always = [persona, rules].filter((part) => part !== '')
  const last = turns.slice(-1)
  const needed = [always.join('\n\n'), ...last.map(({ text }) => text)].reduce(
    (sum, text) => sum + cost(text),
    0,
  )
  const said = turns.slice(0, -1).map((turn, at): Candidate => ({
    source: 'turn',
    id: `turn:${at}`,
    title: turn.text.slice(0, TITLE),
    text: turn.text,
    reason: 'before',
  }))
  const recalled = recollections.map((text, at): Candidate => ({
    source: 'recollection',
    id: `recollection:${at}`,
    title: '',
    text,
    reason: 'here',
  }))
  const chosen = chooseContext({
    slots: [
      ...known,
      { pieces: recalled, most: MOST_RECALLED },
      { pieces: said.toReversed(), most: 1, least: LEAST_TURNS, unbroken: true },
    ],
    left,
    room: room - needed,
    count,
    changes: NO_CHANGES,
    frame: ({ source, text }) => (source === 'turn' ? text : bullet(text)),
    around: AROUND,
  })
  const headings: Readonly<Record<string, string>> = HEADINGS[language]
  const sections = Object.entries(headings).flatMap(([source, heading]) => {
    const told = chosen.included.filter((piece) => piece.source === source)
    return told.length === 0 ? [] : [[heading, ...told.map(({ text }) => bullet(text))].join('\n')]
  })
  const system = [persona, ...sections, rules].filter((part) => part !== '').join('\n\n')
  const kept = new Set(chosen.included.map(({ id }) => id))
  const spoken = turns.filter((_, at) => at === turns.length - 1 || kept.has(`turn:${at}`))
  return {
    turns: [{ role: 'system', text: system }, ...alternating(spoken)],
    pieces: chosen.pieces,
    tokens: needed + chosen.tokens,
  }
}

/** Told to a small model, which only goes on with a text: nothing of it. */
export const leftForSmall = ({ known, left }: SpeakerKnowledge): readonly LeftOut[] => [
  ...known.flatMap(({ pieces }) => pieces.map((piece): LeftOut => ({ ...piece, reason: 'small-model' }))),
  ...left,
]
