// Everything that was ever generated, with what made it: the record that ratings, branches and sources hang on.
import type { Emotion, Feeling } from './emotion.ts'
import type { Measure } from './measure.ts'

export type Decision = 'offered' | 'accepted' | 'rejected'

export interface Reason {
  readonly key: string
  /** 0 … 1, higher is better. */
  readonly value: number
  /** Its share of the score; absent in what was written before weights were told. */
  readonly weight?: number
}

export interface Candidate {
  readonly id: string
  /** The order in which it was written, from 0. */
  readonly index: number
  readonly text: string
  readonly feeling: Feeling
  /** How far its feeling is from what was wanted; null when nothing was. */
  readonly distance: number | null
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly decision: Decision
  /** The last rating given: −1, 0 or 1. */
  readonly rating: number
}

export interface GenerationTarget {
  readonly emotion: Emotion | null
  readonly valence: number | null
  /** What other drawn curves ask for here, each on its own scale. */
  readonly measures?: Readonly<Partial<Record<Exclude<Measure, 'valence'>, number>>>
}

export interface Generation {
  readonly id: string
  readonly sceneId: string | null
  readonly blockId: string | null
  readonly runId: string | null
  readonly modelId: string
  readonly modelName: string
  /** SHA-256 of the model file that wrote it. */
  readonly modelHash: string
  readonly seed: number
  readonly settings: Readonly<Record<string, unknown>>
  /** The exact text that the model continued. */
  readonly prompt: string
  readonly target: GenerationTarget
  readonly parentId: string | null
  readonly createdAt: number
  readonly candidates: readonly Candidate[]
}
