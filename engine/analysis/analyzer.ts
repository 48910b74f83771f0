// What every text analyser is: sentences in, a feeling for each out. Which one is used is the registry's choice.
import type { Feeling } from '../domain/emotion.ts'
import type { Language } from '../domain/project.ts'

export interface Analyzer {
  readonly id: string
  /** Findings are cached under it: raise it whenever the same sentence may be judged differently. */
  readonly version: string
  readonly title: string
  readonly languages: readonly Language[]
  /** Up to so many characters take it less than a millisecond, so that they need no other thread. */
  readonly inlineLimit: number
  /** One feeling a sentence, in order. Pure: the same sentence is always judged the same. */
  analyze(sentences: readonly string[], language: Language): readonly Feeling[]
}
