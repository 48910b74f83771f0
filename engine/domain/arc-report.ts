// A report on the arc of a book, frozen: what exporters lay out and terminals print. Computes nothing.
import type { Emotion } from './emotion.ts'
import type { Measure } from './measure.ts'
import type { Language, BookKind } from './project.ts'

export interface ReportFeeling {
  readonly valence: number
  readonly arousal: number
  readonly tension: number
  readonly emotion: Emotion
  readonly confidence: number
  /** Probabilities in the order of EMOTIONS. */
  readonly mix: number[]
}

export interface ReportLine {
  readonly id: string
  readonly kind: 'book' | BookKind | 'character'
  readonly title: string
  /** Depth in the book, 0 for its top. */
  readonly level: number
  readonly words: number
  /** Null without words. */
  readonly feeling: ReportFeeling | null
  /** 0 … 1: part of the words whose finding is uncertain. */
  readonly uncertain: number
  /** Sentences the writer corrected. */
  readonly corrected: number
  /** Mean distance of curve and target, on the report's measure; null without a target over exactly this line. */
  readonly gap: number | null
  /** Change of the report's measure against the draft; null without one. */
  readonly change: number | null
}

export interface ReportTurn {
  readonly sceneId: string
  readonly blockId: string
  /** Words from the start of the book. */
  readonly word: number
  readonly before: number
  readonly after: number
  readonly scene: string
}

export interface ReportSample {
  /** 0 … 1 over the scope. */
  readonly x: number
  readonly actual: number | null
  readonly target: number | null
  readonly draft: number | null
  readonly sure: boolean
}

export interface ArcReport {
  readonly title: string
  readonly author: string
  readonly language: Language
  /** Title of the part, chapter or scene; empty for the whole book. */
  readonly scope: string
  readonly measure: Measure
  readonly voice: string | null
  readonly draft: string | null
  readonly analyzers: readonly string[]
  readonly lines: readonly ReportLine[]
  readonly turns: readonly ReportTurn[]
  readonly curve: readonly ReportSample[]
  readonly marks: readonly { readonly title: string; readonly from: number; readonly to: number }[]
}
