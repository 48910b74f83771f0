// What a writer said about what was offered: each verdict with all that is needed to learn from it later, elsewhere too.
import type { Emotion } from './emotion.ts'
import type { JudgedFeeling } from './emotion-label.ts'
import type { GenerationTarget } from './generation.ts'
import type { Language } from './project.ts'

export const FEEDBACK_KINDS = [
  'accepted',
  'rejected',
  'edited',
  'rated',
  'starred',
  'chosen',
  'emotion',
  'beat-kept',
  'beat-dropped',
  'change-accepted',
  'change-rejected',
] as const
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number]

/** Something that was on offer, as numbers too: what it is compared by, by name. */
export interface FeedbackText {
  readonly id: string
  readonly text: string
  readonly features: Readonly<Record<string, number>>
}

export interface Feedback {
  readonly id: string
  readonly kind: FeedbackKind
  /** What it is said of: a later word on the same replaces it. */
  readonly about: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** One occasion: what was said of it is learnt from together, or held out together. */
  readonly group: string
  readonly language: Language
  /** What wrote it; null where nothing did. */
  readonly model: { readonly id: string; readonly name: string } | null
  /** The end of the text that was continued. */
  readonly prompt: string
  readonly wish: GenerationTarget | null
  /** Of a change in an answer: what had been asked for, a command of the conversation. */
  readonly command?: { readonly id: string; readonly variant: string }
  /**
   * All that was on offer; of an edit the text as it was offered and as it stands now; of a change in an answer how the place
   * reads with it and without.
   */
  readonly texts: readonly FeedbackText[]
  /** Which of `texts` it is said of. */
  readonly subject: string
  /** What it was preferred to, where one was named. */
  readonly over: string | null
  /** −1, 0 or 1 of a rating. */
  readonly rating: number | null
  /** Of a corrected emotion. */
  readonly label: {
    readonly emotion: Emotion
    readonly valence: number
    readonly arousal: number
    readonly judged: JudgedFeeling | null
  } | null
}

/** How much of a prompt stays with a verdict, in characters. */
export const KEPT_PROMPT = 1200

/** Ids of the two texts of a change in an answer: how its place reads with it and without. */
export const WITH_CHANGE = 'with'
export const WITHOUT_CHANGE = 'without'

/** Undefined of all feedback that is not about a change in an answer. */
export const withoutChange = ({ kind, texts }: Pick<Feedback, 'kind' | 'texts'>): FeedbackText | undefined =>
  kind === 'change-accepted' || kind === 'change-rejected'
    ? texts.find(({ id }) => id === WITHOUT_CHANGE)
    : undefined
