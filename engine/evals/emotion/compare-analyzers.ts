// The studio's analyser and its fallback side by side, on the sets that this repository brings itself.
import { lexiconAnalyzer } from '../../analysis/lexicon/lexicon-analyzer.ts'
import { analyzerOf } from '../../analysis/registry.ts'
import type { Language } from '../../domain/project.ts'
import { fitConfidence } from './fit-confidence.ts'
import { CHALLENGES, runChallenge, type CapabilityFigures } from './run-challenge.ts'
import { runFiction } from './run-fiction.ts'

const rateOf = (figures: Readonly<Record<string, CapabilityFigures>>): number => {
  const all = Object.values(figures)
  const sum = (count: (each: CapabilityFigures) => number) =>
    all.reduce((total, each) => total + count(each), 0)
  return Math.round((1000 * sum(({ failed }) => failed)) / sum(({ cases }) => cases)) / 1000
}

export const compareChallenge = () => {
  const capabilities = runChallenge(analyzerOf)
  const lexicon = runChallenge(() => lexiconAnalyzer)
  return {
    cases: CHALLENGES.length,
    failureRate: rateOf(capabilities),
    lexiconFailureRate: rateOf(lexicon),
    capabilities,
    lexicon: Object.fromEntries(
      Object.entries(lexicon).map(([name, { failureRate }]) => [name, failureRate]),
    ),
  }
}

export const compareFiction = () => {
  const figures = (language: Language) => ({
    shipped: runFiction(analyzerOf(language), language),
    lexicon: runFiction(lexiconAnalyzer, language),
    confidence: fitConfidence(language),
  })
  return { en: figures('en'), zh: figures('zh') }
}
