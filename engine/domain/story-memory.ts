// What the writer tells whoever writes, of the book or of one scene; and summaries of scenes. Who is told what is generation's.

export interface StoryMemory {
  /** Facts that always hold, told first. */
  readonly memory: string
  /** The author's note: how to write now, told near the cursor. */
  readonly note: string
  /** Paragraphs between the note and the end of the text. */
  readonly noteDepth: number
}

export const NO_MEMORY: StoryMemory = { memory: '', note: '', noteDepth: 3 }

/** `own`: taken from the scene's own sentences; `model`: by a model that follows instructions; `writer`: locked. */
export const SUMMARY_MAKERS = ['own', 'model', 'writer'] as const
export type SummaryMaker = (typeof SUMMARY_MAKERS)[number]

export interface SceneSummary {
  readonly sceneId: string
  readonly text: string
  readonly maker: SummaryMaker
  /** Name of the model; null for the others. */
  readonly model: string | null
  /** SHA-256 of the scene's plain text when it was made: another one now says that it is stale. */
  readonly ofText: string
  readonly updatedAt: number
}
