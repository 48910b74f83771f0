// What can learn from feedback: how it learns, and how it is judged. When, on whose word and what becomes of it is told elsewhere.
import type { Feedback } from '../domain/feedback.ts'
import type { LearnerId } from '../domain/learning.ts'

/** One held-out lesson under some weights: 1 right, 0 wrong, .5 undecided. */
export interface Outcome {
  /** The occasion it belongs to. */
  readonly group: string
  readonly right: number
}

export interface LearningWork {
  readonly signal: AbortSignal
  /** Share of this piece of work that is done, 0 … 1. */
  progress(share: number): void
}

/** Weights are bytes; null stands for what ships. */
export interface Learner {
  readonly id: LearnerId
  /** How many lessons are in this feedback. */
  count(feedback: readonly Feedback[]): number
  /** Fewer lessons to learn from, or held out, teach nothing that could be trusted. */
  readonly least: { readonly lessons: number; readonly heldOut: number }
  /** The same feedback gives the same bytes. */
  learn(feedback: readonly Feedback[], before: Uint8Array | null, work: LearningWork): Promise<Uint8Array>
  judge(
    feedback: readonly Feedback[],
    weights: Uint8Array | null,
    work: LearningWork,
  ): Promise<readonly Outcome[]>
  /** What everyone expects of it whatever the feedback says, 0 … 1; null where there is no such thing. */
  base(feedback: readonly Feedback[], weights: Uint8Array | null, work: LearningWork): Promise<number | null>
  /** How much is used of the change that was learnt, 0 … 1; absent where nothing is ever held back. */
  shareOf?(weights: Uint8Array): number
}
