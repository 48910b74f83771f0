// What a model learns from, as plain data: which scenes, which files, and what is cleaned away. Reading is others' work.

/** In the order in which they are applied. */
export const CLEANING_RULES = [
  'invisible',
  'spaces',
  'markup',
  'notes',
  'addresses',
  'other-language',
  'duplicates',
] as const
export type CleaningRule = (typeof CLEANING_RULES)[number]

/** What never costs a story anything. */
export const USUAL_CLEANING: readonly CleaningRule[] = ['invisible', 'spaces', 'markup', 'duplicates']

export interface DatasetPlan {
  /** Scenes, or chapters and parts for all scenes in them; null is the whole book, nothing is none of it. */
  readonly nodeIds: readonly string[] | null
  /** Files and folders of this machine. */
  readonly paths: readonly string[]
  readonly cleaning: readonly CleaningRule[]
}

/** The manuscript as it stands. */
export const WHOLE_BOOK: DatasetPlan = { nodeIds: null, paths: [], cleaning: [] }
