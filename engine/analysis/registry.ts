// Every text analyser there is, best first. A new one is one line here; callers only ever ask for a language.
import type { Language } from '../domain/project.ts'
import type { Analyzer } from './analyzer.ts'
import { lexiconAnalyzer } from './lexicon/lexicon-analyzer.ts'

export const ANALYZERS: readonly Analyzer[] = [lexiconAnalyzer]

/** The best analyser of a language. */
export const analyzerOf = (language: Language): Analyzer => {
  const found = ANALYZERS.find((analyzer) => analyzer.languages.includes(language))
  if (!found) throw new Error(`No analyser reads ${language}.`)
  return found
}
