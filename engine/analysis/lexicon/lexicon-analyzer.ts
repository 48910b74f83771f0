// The analyser that is always there: word lists and rules for English and Chinese. No training, no weights.
import type { Feeling } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import type { Analyzer } from '../analyzer.ts'
import { lexiconFeeling } from './read-lexicon.ts'

export const lexiconAnalyzer = {
  id: 'lexicon',
  version: '1',
  title: 'Lexicon',
  languages: ['en', 'zh'],
  inlineLimit: 8000,
  analyze: (sentences: readonly string[], language: Language): readonly Feeling[] =>
    sentences.map((sentence) => lexiconFeeling(sentence, language)),
} satisfies Analyzer
