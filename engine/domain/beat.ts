// A plot beat: what happens, what surrounds it, and how it should feel; and what a plan was made from.
import type { Emotion } from './emotion.ts'

export interface Beat {
  readonly id: string
  /** The part, chapter or scene that the plan is for; null for the book. */
  readonly scopeId: string | null
  /** From 0, dense. */
  readonly position: number
  /** What the beat is for: a template's step, or the writer's own word. */
  readonly title: string
  /** Who does what to whom, and what turns. */
  readonly summary: string
  /** Place, weather, things, what the senses meet. */
  readonly background: string
  /** −1 … 1 */
  readonly valence: number
  /** The emotion wanted by name, if any. */
  readonly emotion: Emotion | null
  /** Kept as it is when the plan is made anew. */
  readonly locked: boolean
  /** As the planner wrote it; empty for a beat that the writer wrote. */
  readonly line: string
  /** The scene that was made of it. */
  readonly sceneId: string | null
}

/** What a plan is made from. */
export interface PlanWish {
  readonly template: string
  readonly premise: string
  /** Names, the most important first. */
  readonly cast: readonly string[]
  readonly place: string
}

export const NO_WISH: PlanWish = { template: 'story', premise: '', cast: [], place: '' }
