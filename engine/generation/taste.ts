// A candidate as the ranker compares it, and where it stands once the writer's taste has a say. How tastes are learnt is told elsewhere.
import type { Candidate } from '../domain/generation.ts'
import { DEFAULT_LEVERS, LEVERS } from '../domain/levers.ts'
import { tasteOf, type Features, type Preferences } from '../models/ranker/preferences.ts'
import { textFeatures } from '../models/ranker/text-features.ts'

/** A merit that nobody can tell counts as what is usual. */
const UNKNOWN = 0.5
const MERITS = LEVERS.filter(
  (name) => name !== 'condition' && name !== 'guidance' && name !== 'taste' && name !== 'material',
)

/** By name: what its text is like, its merits, and its score without any taste. */
export const featuresOf = ({
  text,
  feeling,
  reasons,
  score,
}: Pick<Candidate, 'text' | 'feeling' | 'reasons' | 'score'>): Features => {
  const told = reasons.filter(({ key }) => MERITS.some((name) => name === key))
  const whole = told.reduce((sum, { weight = 0 }) => sum + weight, 0)
  return {
    ...textFeatures(text, feeling),
    ...Object.fromEntries(
      MERITS.map((name) => [`merit-${name}`, told.find(({ key }) => key === name)?.value ?? UNKNOWN]),
    ),
    score: whole === 0 ? score : told.reduce((sum, { value, weight = 0 }) => sum + value * weight, 0) / whole,
  }
}

/** Features of which the middle may be liked best. */
export const SQUARED = ['words', 'speech'] as const

/** What tastes differ in: merits and score have their own say beside it. */
export const tastedOf = (features: Features): Features =>
  Object.fromEntries(
    Object.entries(features).filter(([name]) => name !== 'score' && !name.startsWith('merit-')),
  )

/** What the merits weigh together when every lever is as usual. */
const USUAL_TOTAL = MERITS.reduce((sum, name) => sum + DEFAULT_LEVERS[name].weight, 0)

/** Where it stands with the levers as usual; without a taste by its score alone. */
export const rankOf = (features: Features, learnt: Preferences | null): number => {
  const { score = 0 } = features
  if (learnt === null) return score
  const { weight } = DEFAULT_LEVERS.taste
  return (USUAL_TOTAL * score + weight * tasteOf(learnt, features)) / (USUAL_TOTAL + weight)
}
