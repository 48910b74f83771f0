// Every text analyser there is, best first. A new one is one line here; callers only ever ask for a language.
import { LANGUAGES, type Language } from '../domain/project.ts'
import type { Analyzer } from './analyzer.ts'
import { trainedAnalyzer } from './emotion/trained-analyzer.ts'
import { lexiconAnalyzer } from './lexicon/lexicon-analyzer.ts'

/** Trained ones where their weights are; the lexicon reads whatever they do not. */
export const ANALYZERS: readonly Analyzer[] = [
  ...LANGUAGES.map(trainedAnalyzer).filter((analyzer) => analyzer !== null),
  lexiconAnalyzer,
]

/** The best analyser of a language. */
export const analyzerOf = (language: Language): Analyzer => {
  const found = ANALYZERS.find((analyzer) => analyzer.languages.includes(language))
  if (!found) throw new Error(`No analyser reads ${language}.`)
  return found
}
