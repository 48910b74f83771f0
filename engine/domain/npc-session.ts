// Somebody of the story who speaks with a player of a game: what such a session holds. How they come to a line is
// generation/npc and the services'.
import type { EmotionalState } from './cast/emotional-state.ts'
import type { Relation } from './cast/relation.ts'
import type { CharacterSheet } from './character.ts'
import type { LineEmotion } from './dialogue/dialogue.ts'

/** Lines that are known word for word; those before them live on as memories, or not. */
export const KEPT_TURNS = 24
export const MOST_MEMORIES = 60
/** In one project. */
export const MOST_SESSIONS = 10_000

export interface NpcTurn {
  /** `event`: something that happened to them, told in words. */
  readonly role: 'player' | 'npc' | 'event'
  readonly text: string
  /** How it felt: the player's words as they were heard, their own as they were meant. */
  readonly feeling: LineEmotion
  /** Minutes on the session's clock. */
  readonly atMinutes: number
  /** What the caller called it: asked again, the same answer is given again. */
  readonly turnId: string | null
}

export interface NpcMemory {
  readonly text: string
  /** 0 … 1: how much it moved them, or how much they were told that it matters. */
  readonly importance: number
  readonly atMinutes: number
}

export interface NpcSession {
  readonly id: string
  /** The key that made it, which alone may use it; empty: this studio itself. */
  readonly owner: string
  /** Of the cast, as they are written now; null: `sheet` is all that is known of them. */
  readonly characterId: string | null
  readonly sheet: CharacterSheet | null
  readonly playerName: string
  readonly sceneId: string | null
  readonly writerId: string | null
  readonly relation: Relation
  readonly state: EmotionalState
  readonly memories: readonly NpcMemory[]
  /** The newest, in order. */
  readonly turns: readonly NpcTurn[]
  /** Lines spoken to the end, forgotten ones too. */
  readonly lines: number
  readonly createdAt: number
  readonly updatedAt: number
}
