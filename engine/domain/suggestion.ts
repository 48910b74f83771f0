// What could be written next, each with its reason. What is found, and what dismissals teach, is generation's.

import type { Emotion } from './emotion.ts'

export const SUGGESTION_KINDS = ['gap', 'question', 'name', 'feeling', 'lived', 'material'] as const
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number]

export interface Suggestion {
  /** The same from one look to the next, as long as its reason stands. */
  readonly key: string
  readonly kind: SuggestionKind
  /** Where it can be looked at; null where it is about no scene. */
  readonly sceneId: string | null
  readonly blockId: string | null
  /** Of that scene; of something lived its day, `2024-06-14`. */
  readonly title: string
  /** The question, the name, the feeling, the material, the words of what was lived. */
  readonly detail: string
  /** Scenes ago, or entries. */
  readonly count: number
  /** Of a gap: valences. */
  readonly actual: number | null
  readonly target: number | null
  /** Of something lived: the entry, and how it felt. */
  readonly entryId: string | null
  readonly emotion: Emotion | null
  /** 0 … 1: how much it stands out. */
  readonly weight: number
}
