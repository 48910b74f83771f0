// Scores analysers on the hand-labelled fiction of this repository.
import type { Analyzer } from '../../analysis/analyzer.ts'
import { EMOTIONS, type Emotion } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import { FICTION_CHINESE } from './fiction-chinese.ts'
import { FICTION_ENGLISH } from './fiction-english.ts'

const SETS = { en: FICTION_ENGLISH, zh: FICTION_CHINESE } satisfies Record<Language, unknown>

export interface FictionFigures {
  readonly sentences: number
  readonly accuracy: number
  readonly macroF1: number
  /** Rows are the labelled, columns the leading emotion, both in the order of EMOTIONS. */
  readonly confusion: readonly (readonly number[])[]
}

const round = (value: number): number => Math.round(value * 1000) / 1000

/** Sentence by sentence, emotion after emotion. */
export const labelledFiction = (language: Language) =>
  EMOTIONS.flatMap((emotion) => SETS[language][emotion].map((text) => ({ emotion, text })))

/** @param leaderOf the leading emotion of each sentence. */
export const scoreFiction = (
  language: Language,
  leaderOf: (sentences: readonly string[]) => readonly Emotion[],
): FictionFigures => {
  const cases = labelledFiction(language)
  const leaders = leaderOf(cases.map(({ text }) => text))
  const confusion = EMOTIONS.map(() => EMOTIONS.map(() => 0))
  cases.forEach(({ emotion }, i) => confusion[EMOTIONS.indexOf(emotion)][EMOTIONS.indexOf(leaders[i])]++)
  const f1 = EMOTIONS.map((_, k) => {
    const given = confusion.reduce((sum, row) => sum + row[k], 0)
    return (2 * confusion[k][k]) / (given + confusion[k].reduce((a, b) => a + b, 0))
  })
  return {
    sentences: cases.length,
    accuracy: round(EMOTIONS.reduce((sum, _, k) => sum + confusion[k][k], 0) / cases.length),
    macroF1: round(f1.reduce((a, b) => a + b, 0) / f1.length),
    confusion,
  }
}

export const runFiction = (analyzer: Pick<Analyzer, 'analyze'>, language: Language): FictionFigures =>
  scoreFiction(language, (sentences) => analyzer.analyze(sentences, language).map(({ emotion }) => emotion))
