// The form of a grammar of lines: cores by situation, what feeling puts before and behind them, and how one is addressed.
import type { Bond } from '../../../domain/cast/relation.ts'
import type { Register } from '../../../domain/character.ts'
import type { Emotion } from '../../../domain/emotion.ts'
import type { LineState, Situation } from '../../../domain/lines/line-matrix.ts'

/** `[a|b]` is either, `~` where the listener may be addressed. */
export interface LineGrammar {
  readonly cores: Readonly<Record<Situation, readonly string[]>>
  readonly before: Readonly<Record<Emotion, readonly string[]>>
  readonly behind: Readonly<Record<Emotion, readonly string[]>>
  readonly states: Readonly<Record<LineState, readonly string[]>>
  /** Said of something that is known, in place of {fact}. */
  readonly telling: readonly string[]
  readonly address: Readonly<Record<Bond, readonly string[]>>
  /** Between the core and an address. */
  readonly comma: string
  /** Between two sentences. */
  readonly space: string
  readonly stop: string
  /** Words of each register in place of plain ones, in order. */
  readonly registers: Readonly<Record<Register, readonly (readonly [plain: RegExp, instead: string])[]>>
}
