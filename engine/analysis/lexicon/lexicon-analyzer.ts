// The first analyser: word lists and rules for English and Chinese. No training, no download; a trained one takes over later.
import type { Feeling } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import type { Analyzer } from '../analyzer.ts'
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

export const lexiconAnalyzer = {
  id: 'lexicon',
  version: '1',
  title: 'Lexicon',
  languages: ['en', 'zh'],
  inlineLimit: 8000,
  analyze: (sentences: readonly string[], language: Language): readonly Feeling[] => {
    const score = scorerOf(language)
    return sentences.map((sentence) => {
      clearEvidence(evidence)
      score(sentence, evidence)
      return feelingFrom(evidence)
    })
  },
} satisfies Analyzer
