// A dialogue that grows by itself: what it is asked to become, the beats it is made of, and what has been written of them.
// It stands beside the dialogue as a proposal until the writer takes it in.
import type { Bond } from '../../cast/relation.ts'
import type { Emotion, Feeling } from '../../emotion.ts'
import type { Reason } from '../../generation.ts'
import type { Filter } from '../../levers.ts'
import type { BatchState, LineBudget, Refusal } from '../../lines/npc-line.ts'
import type { DialogueNode, LineEmotion, Variable } from '../dialogue.ts'

/** `tree`: every answer opens a branch of its own; `braid`: branches come together again before the next choice. */
export const GROWTH_SHAPES = ['tree', 'braid'] as const
export type GrowthShape = (typeof GROWTH_SHAPES)[number]

export const GROWTH_LIMITS = { cast: 6, arc: 12, breadth: 4, depth: 6, lines: 4, nodes: 500 } as const

export interface GrowthWish {
  /** What the talk is to come to, in the writer's words. */
  readonly goal: string
  /** Who speaks, by turns; at least one. */
  readonly castIds: readonly string[]
  /** The player's own sheet; null: somebody of whom nothing is known. */
  readonly playerId: string | null
  /** What the player is to them where no relation is written down. */
  readonly bond: Bond
  /** Feelings from the first words to the last; at least one. */
  readonly arc: readonly Emotion[]
  readonly shape: GrowthShape
  /** Options of a choice. */
  readonly breadth: number
  /** Choices on the way from the beginning to an end. */
  readonly depth: number
  /** Lines before each choice. */
  readonly lines: number
  /** Trust that answers win and lose, and what is told only where there is enough of it. */
  readonly conditions: boolean
  readonly maxNodes: number
  /** As of batches of lines. */
  readonly sceneId: string | null
  readonly writerId: string | null
  readonly maxCharacters: number
  readonly filter: Filter
  readonly seed: number
  readonly budget: LineBudget
}

/** How the player answers: `ask` is about something that was told. */
export const TONES = ['warm', 'plain', 'hard', 'leave', 'ask'] as const
export type Tone = (typeof TONES)[number]

/** What a line is for: the first words, an answer to the player, more of the same, a secret, the last words; or the player's. */
export const BEAT_ROLES = ['open', 'answer', 'more', 'tell', 'close', 'choice'] as const
export type BeatRole = (typeof BEAT_ROLES)[number]

/** Something to be said, by its place in the proposal. */
export interface Beat {
  /** Of the node, or of the option. */
  readonly id: string
  readonly nodeId: string
  readonly role: BeatRole
  /** Of the player's words: those that it answers, or its own. */
  readonly tone: Tone
  /** Null: the player of whom there is no sheet. */
  readonly speakerId: string | null
  readonly listenerId: string | null
  readonly emotion: Emotion
  /** Choices before it. */
  readonly depth: number
  /** Beats on the way here, the nearest last. */
  readonly before: readonly string[]
  /** What is told or asked about. */
  readonly factId: string | null
}

export interface GrowthPlan {
  readonly startId: string
  /** Texts are empty; ids (`g7`) hold within the plan only. */
  readonly nodes: readonly DialogueNode[]
  readonly variables: readonly Variable[]
  /** In the order of writing: whoever comes before somebody on the way is written before. */
  readonly beats: readonly Beat[]
  /** Nodes and options that stand and fall with telling a secret. */
  readonly secrets: readonly string[]
  /** The one place where all ways end. */
  readonly endId: string
}

/** A beat as it was written; without words where no draft was good enough. */
export interface GrownPart {
  readonly id: string
  readonly text: string
  readonly emotion: LineEmotion
  readonly feeling: Feeling | null
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly refused: Readonly<Partial<Record<Refusal, number>>>
  /** How often it was written anew. */
  readonly attempt: number
}

/** The way that the growth comes out of; null: the dialogue was empty. */
export interface GrowthOrigin {
  readonly nodeId: string
  readonly exit: string
}

export interface Growth {
  readonly dialogueId: string
  readonly origin: GrowthOrigin | null
  readonly wish: GrowthWish
  readonly plan: GrowthPlan
  readonly parts: ReadonlyMap<string, GrownPart>
  readonly dropped: ReadonlySet<string>
  readonly state: BatchState
  readonly writerName: string
  readonly tokens: number
  readonly createdAt: number
}
