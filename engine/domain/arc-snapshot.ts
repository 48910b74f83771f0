// How a draft felt, kept apart from its text: enough to draw its curves again and to compare them with another draft's.
/** A scene as it stood in the draft, a row per paragraph that had words. */
export interface ArcScene {
  readonly id: string
  readonly title: string
  readonly words: readonly number[]
  readonly valence: readonly number[]
  readonly arousal: readonly number[]
  /** Probabilities in the order of EMOTIONS. */
  readonly mix: readonly (readonly number[])[]
  readonly confidence: readonly number[]
}

export interface ArcSnapshot {
  readonly id: string
  readonly name: string
  readonly words: number
  /** Milliseconds since the epoch. */
  readonly takenAt: number
  /** In reading order. */
  readonly scenes: readonly ArcScene[]
}
