// What the project knows at a place of the story and a character may be told: notes, story memory, lore called by what is being
// said, people who are named. What would give away a secret to them stays out, and is told as left out.
import { namesOf } from '../domain/cast/names-of.ts'
import { keysIn, type StoryFact } from '../domain/cast/story-fact.ts'
import { NO_CHANGES, type ContextPiece, type ToldContext } from '../domain/context-piece.ts'
import { leftForSmall, type SpeakerKnowledge } from '../generation/cast/speaker-context.ts'
import { chooseContext, type Candidate, type LeftOut } from '../generation/memory/choose-context.ts'
import { turnsInWords, type Turn } from '../models/passage.ts'
import { mentions } from '../text/mentions.ts'
import type { OpenProject } from './context.ts'
import { estimateTokens } from './token-counter.ts'
import { loreOf, notesAndMemory } from './gather-context.ts'

export interface SpeakerPlace {
  /** At whose end they speak; null: when everything has happened. */
  readonly sceneId: string | null
  /** Of whoever speaks and is spoken to. */
  readonly names: readonly string[]
  /** What they must not give away. */
  readonly unknown: readonly Pick<StoryFact, 'keys'>[]
  /** What is being said: lore is called by it, people are found in it. */
  readonly text: string
  /** Tokens for everything. */
  readonly room: number
  readonly count: (text: string) => number
  readonly seed: number
}

/** Of the room at most. */
const MOST = { notes: 0.15, memory: 0.25, cast: 0.1 } as const

/** People who are named, as anybody sees them. */
const people = (
  { store }: OpenProject,
  { text, names }: Pick<SpeakerPlace, 'text' | 'names'>,
): readonly Candidate[] =>
  store.characters.list().flatMap((person): Candidate[] => {
    const called = namesOf(person)
    const found = called.find((name) => mentions(text, name))
    if (found === undefined || called.some((name) => names.includes(name))) return []
    const told = [person.name, person.role].filter((part) => part !== '').join(', ')
    return [
      {
        source: 'cast',
        id: `cast:${person.id}`,
        title: person.name,
        text: told,
        reason: 'named',
        detail: found,
      },
    ]
  })

/** NOT_FOUND for a scene that is not there. */
export const speakerKnowledge = (project: OpenProject, place: SpeakerPlace): SpeakerKnowledge => {
  const scenes = project.store.binder.tree().filter(({ kind }) => kind === 'scene')
  const sceneId = place.sceneId ?? scenes.at(-1)?.id ?? null
  const { text, seed, room, count } = place
  const { notes, told, depth } = notesAndMemory(project, sceneId)
  const { lore, out, share } = loreOf(
    project,
    { cursor: { sceneId: sceneId ?? '' }, seed, room, count, text },
    depth,
  )
  const secrets = place.unknown.flatMap(({ keys }) => keys)
  const isSecret = (piece: Candidate): boolean => keysIn(secrets, piece.text).length > 0
  const slots = [
    { pieces: notes, most: MOST.notes },
    { pieces: told, most: MOST.memory },
    { pieces: lore, most: share },
    { pieces: people(project, place), most: MOST.cast },
  ] satisfies SpeakerKnowledge['known']
  const secret = slots.flatMap(({ pieces }) =>
    pieces.filter(isSecret).map((piece): LeftOut => ({ ...piece, reason: 'secret' })),
  )
  return {
    known: slots.map(({ pieces, most }) => ({ pieces: pieces.filter((piece) => !isSecret(piece)), most })),
    left: [...secret, ...out],
  }
}

/** To be looked at. @param turns as they left, under other names where that is wished */
export const toldOf = (
  { pieces, tokens }: { readonly pieces: readonly ContextPiece[]; readonly tokens: number },
  room: number,
  turns: readonly Turn[],
): ToldContext => ({
  pieces,
  tokens,
  room,
  sent: turnsInWords(turns),
})

/** A small model goes on with a text alone: nothing of what is known goes in. @param room tokens */
export const toldToSmall = (knowledge: SpeakerKnowledge, sent: string, room: number): ToldContext => {
  const { pieces } = chooseContext({
    slots: [],
    left: leftForSmall(knowledge),
    room,
    count: estimateTokens,
    changes: NO_CHANGES,
    frame: ({ text }) => text,
    around: 0,
  })
  return { pieces, tokens: estimateTokens(sent), room, sent }
}

export const toContractTold = ({ pieces, ...told }: ToldContext) => ({
  ...told,
  pieces: pieces.map((piece) => ({ ...piece })),
})
