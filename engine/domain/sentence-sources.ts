// Where a sentence that was generated comes from, and what in it neither material nor story supports.

export interface SentenceSource {
  /** `entry:…` or `media:…`. */
  readonly id: string
  readonly title: string
  /** What it and the sentence have in common. */
  readonly words: readonly string[]
  /** In a recording: milliseconds from its beginning. */
  readonly atMs: number | null
}

/** Offsets into the candidate's text. */
export interface SentenceSources {
  readonly from: number
  readonly to: number
  readonly sources: readonly SentenceSource[]
  /** Names and numbers that stand nowhere else. */
  readonly unsupported: readonly string[]
}
