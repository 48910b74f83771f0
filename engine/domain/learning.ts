// What was learnt from feedback: versions of weights, each with how it was judged beside the one before it.

export const LEARNERS = ['ranker', 'emotion', 'adapter', 'planner'] as const
export type LearnerId = (typeof LEARNERS)[number]

/** A share with its 95 % interval. */
export interface Rate {
  readonly value: number
  readonly interval: readonly [low: number, high: number]
}

/** Old and new on feedback that neither has learnt from. */
export interface LearningReport {
  /** Lessons learnt from, and held out. */
  readonly lessons: number
  readonly heldOut: number
  /** Share of held-out lessons that are got right. */
  readonly before: Rate
  readonly after: Rate
  /** How likely the new one is really better: the share of redrawn sets of held-out feedback on which it is. */
  readonly confidence: number
  /** What everyone expects of it, feedback or not: 0 … 1, before and after; null where there is no such thing. */
  readonly base: { readonly before: number; readonly after: number } | null
  /** Of the change that was learnt, what is used; the rest would have forgotten too much. Absent: nothing is ever held back. */
  readonly share?: number | undefined
}

/** Why a version is used, or is not. */
export const VERDICTS = ['better', 'not-better', 'too-little', 'forgets', 'imported'] as const
export type Verdict = (typeof VERDICTS)[number]

export interface LearntVersion {
  readonly id: string
  readonly learner: LearnerId
  /** Milliseconds since the epoch. */
  readonly at: number
  /** SHA-256 of its bytes. */
  readonly hash: string
  readonly size: number
  /** The version it went on from; null: from what ships. */
  readonly parentId: string | null
  readonly verdict: Verdict
  /** Null of what came in from a file. */
  readonly report: LearningReport | null
  /** Used now. */
  readonly active: boolean
}

export interface LearningChoices {
  /** What is said here teaches all projects that share, and what they have learnt is used here. */
  readonly shared: boolean
  /** Learns by itself when nothing has been done for a while. */
  readonly whenIdle: boolean
}

export const USUAL_LEARNING: LearningChoices = { shared: false, whenIdle: false }
