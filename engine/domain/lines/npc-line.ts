// A written line of somebody of the cast, with why it stands where it stands; and the batch it was written in.
import type { Bond } from '../cast/relation.ts'
import type { LineEmotion } from '../dialogue/dialogue.ts'
import type { Emotion, Feeling } from '../emotion.ts'
import type { Decision, Reason } from '../generation.ts'
import type { Filter } from '../levers.ts'
import type { LineMatrix, LineState } from './line-matrix.ts'

/** Why a draft was not kept. */
export const REFUSALS = [
  'empty',
  'unfinished',
  'language',
  'line-breaks',
  'length',
  'forbidden',
  'knowledge',
  'rating',
  'emotion',
  'duplicate',
] as const
export type Refusal = (typeof REFUSALS)[number]

export interface NpcLine {
  readonly id: string
  readonly batchId: string
  /** Of its cell. */
  readonly key: string
  readonly characterId: string
  readonly situation: string
  readonly bond: Bond
  readonly state: LineState
  /** Asked for; null: as it came. */
  readonly wanted: Emotion | null
  readonly text: string
  /** As it was written, before the writer touched it. */
  readonly original: string
  /** What the line is tagged with. */
  readonly emotion: LineEmotion
  /** What an analyser that did not write it reads in it. */
  readonly feeling: Feeling
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly decision: Decision
  /** −1, 0 or 1. */
  readonly rating: number
  readonly createdAt: number
}

/** The end of the writing: whichever comes first. */
export interface LineBudget {
  readonly minutes?: number | undefined
  readonly tokens?: number | undefined
}

export interface LineWish extends LineMatrix {
  /** So many of each cell. */
  readonly perCell: number
  /** The scene at whose end they are said; null: when everything has happened. */
  readonly sceneId: string | null
  /** Null: by the studio's own grammar, which needs no model. */
  readonly writerId: string | null
  readonly maxCharacters: number
  readonly filter: Filter
  readonly seed: number
  readonly budget: LineBudget
}

export const BATCH_STATES = ['running', 'stopped', 'budget', 'done', 'failed'] as const
export type BatchState = (typeof BATCH_STATES)[number]

export interface LineBatch {
  readonly id: string
  readonly title: string
  readonly wish: LineWish
  readonly state: BatchState
  readonly writerName: string
  /** Cells of the matrix, lines that they ask for, and lines that are there. */
  readonly cells: number
  readonly asked: number
  readonly kept: number
  /** Drafts that were not kept, by why. */
  readonly refused: Readonly<Partial<Record<Refusal, number>>>
  readonly tokens: number
  readonly createdAt: number
}
