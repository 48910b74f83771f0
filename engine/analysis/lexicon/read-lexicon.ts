// What the word lists find in a sentence, in either language: the evidence, and the feeling it amounts to.
import type { Feeling } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import { createChineseScorer } from './chinese-scorer.ts'
import { createEnglishLexicon } from './english-lexicon.ts'
import { createEnglishScorer } from './english-scorer.ts'
import { clearEvidence, createEvidence, feelingFrom, type Evidence } from './evidence.ts'

type Scorer = (sentence: string, evidence: Evidence) => void

const make = {
  en: () => createEnglishScorer(createEnglishLexicon()),
  zh: createChineseScorer,
} satisfies Record<Language, () => Scorer>

const scorers = new Map<Language, Scorer>()
const evidence = createEvidence()

/** Word lists are read on first use, so that a Chinese book never loads the English ones. */
const scorerOf = (language: Language): Scorer => {
  const scorer = scorers.get(language) ?? make[language]()
  scorers.set(language, scorer)
  return scorer
}

/** Overwritten by the next call. */
export const lexiconEvidence = (sentence: string, language: Language): Evidence => {
  clearEvidence(evidence)
  scorerOf(language)(sentence, evidence)
  return evidence
}

export const lexiconFeeling = (sentence: string, language: Language): Feeling =>
  feelingFrom(lexiconEvidence(sentence, language))
