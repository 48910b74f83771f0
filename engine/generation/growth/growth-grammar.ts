// The form of a grammar of talk: what the cast says by the role of a line and the tone that it answers, and what the player says.
import type { Tone } from '../../domain/dialogue/growth/growth.ts'

/** `[a|b]` is either; {fact} is a sentence that is told. */
export interface GrowthGrammar {
  readonly open: readonly string[]
  readonly answer: Readonly<Record<Tone, readonly string[]>>
  readonly more: readonly string[]
  readonly tell: readonly string[]
  readonly close: Readonly<Record<Tone, readonly string[]>>
  readonly choice: Readonly<Record<Tone, readonly string[]>>
}
