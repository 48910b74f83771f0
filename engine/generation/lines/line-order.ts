// One cell of a batch as an order: everything that writing and checking its lines needs, as plain data that can be sent to
// another thread or machine. Who carries it out is fulfil-order.ts.
import type { StoryFact } from '../../domain/cast/story-fact.ts'
import type { LineCell } from '../../domain/lines/line-matrix.ts'
import type { Filter } from '../../domain/levers.ts'
import type { PersonaBrief } from '../cast/persona-prompt.ts'

export interface LineOrder {
  readonly cell: LineCell
  readonly brief: PersonaBrief
  /** What they must not give away. */
  readonly unknown: readonly Pick<StoryFact, 'text' | 'keys'>[]
  /** At whose end they are said; null: when everything has happened. */
  readonly sceneId: string | null
  /** Lines still wanted. */
  readonly count: number
  readonly maxCharacters: number
  readonly filter: Filter
  /** The same order with the same seed gives the same drafts from the same writer. */
  readonly seed: string
  /** Lines of theirs that are there already: neither these nor their like. */
  readonly known: readonly string[]
}

/** Whoever drafts lines: the grammar, or a model. */
export interface LineWriter {
  readonly id: string
  readonly name: string
  /** SHA-256 of the model; '' for the grammar. */
  readonly fingerprint: string
  /** About `count` drafts, as raw as they come: more where they cost nothing, fewer where it can think of no more. */
  write(
    order: LineOrder,
    count: number,
    signal: AbortSignal,
  ): Promise<{ readonly texts: readonly string[]; readonly tokens: number }>
}
