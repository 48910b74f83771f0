// Puts analysers of emotion to the challenge suite: how often each fails, capability by capability.
import type { Analyzer } from '../../analysis/analyzer.ts'
import type { Language } from '../../domain/project.ts'
import { CHINESE_CHALLENGES } from './challenge/chinese.ts'
import { ENGLISH_CHALLENGES } from './challenge/english.ts'
import { isMet, textsOf, type Challenge } from './challenge/cases.ts'

export interface CapabilityFigures {
  readonly cases: number
  readonly failed: number
  /** 0 … 1 */
  readonly failureRate: number
  /** Up to three cases that failed. */
  readonly examples: readonly string[]
}

const EXAMPLES = 3

export const CHALLENGES: readonly Challenge[] = [...ENGLISH_CHALLENGES, ...CHINESE_CHALLENGES]

/** By language and capability. @param analyzerFor reads the language. */
export const runChallenge = (
  analyzerFor: (language: Language) => Pick<Analyzer, 'analyze'>,
): Readonly<Record<string, CapabilityFigures>> => {
  const groups = Map.groupBy(CHALLENGES, ({ language, capability }) => `${language}: ${capability}`)
  return Object.fromEntries(
    [...groups].map(([name, challenges]) => {
      const { language } = challenges[0]
      const texts = challenges.map(textsOf)
      const feelings = analyzerFor(language).analyze(texts.flat(), language)
      let at = 0
      const failed = challenges.filter((challenge, i) => {
        const own = feelings.slice(at, (at += texts[i].length))
        return !isMet(challenge, own)
      })
      return [
        name,
        {
          cases: challenges.length,
          failed: failed.length,
          failureRate: Math.round((1000 * failed.length) / challenges.length) / 1000,
          examples: failed.slice(0, EXAMPLES).map((challenge) => textsOf(challenge).join(' → ')),
        } satisfies CapabilityFigures,
      ]
    }),
  )
}
