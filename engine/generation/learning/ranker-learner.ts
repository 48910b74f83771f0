// The ranker as a learner: from comparisons of passages to a taste, judged as it is used, with the other merits beside it.
import type { Feedback } from '../../domain/feedback.ts'
import { rankOf, SQUARED } from '../taste.ts'
import { pairsOfPassages } from '../../models/ranker/pairs.ts'
import {
  fitPreferences,
  fromBytes,
  toBytes,
  type Features,
  type Pair,
  type Preferences,
} from '../../models/ranker/preferences.ts'
import type { Learner, Outcome } from '../../models/learner.ts'

const wins = (pairs: readonly Pair[], rank: (features: Features) => number): readonly Outcome[] =>
  pairs.map(({ group, better, worse }) => {
    const difference = rank(better) - rank(worse)
    return { group, right: Math.abs(difference) < 1e-12 ? 0.5 : difference > 0 ? 1 : 0 }
  })

/** A passage that fails at its craft, whoever reads it: it circles, breaks off and has nothing to do with what came before. */
const spoiled = (features: Features): Features => ({
  ...features,
  'merit-variety': 0.3 * (features['merit-variety'] ?? 0.5),
  'merit-length': 0.4 * (features['merit-length'] ?? 0.5),
  'merit-coherence': 0.5 * (features['merit-coherence'] ?? 0.5),
  'merit-fluency': 0.5 * (features['merit-fluency'] ?? 0.5),
  score: 0.5 * (features.score ?? 0.5),
  fresh: 0.4 * (features.fresh ?? 0.5),
})

const learntFrom = (weights: Uint8Array | null): Preferences | null => weights && fromBytes(weights)

/** Passages as they were offered, each once. */
const offered = (feedback: readonly Feedback[]): readonly Features[] => {
  const texts = feedback.flatMap((said) => said.texts.filter(({ features }) => 'score' in features))
  return [...new Map(texts.map(({ id, features }) => [id, features])).values()]
}

export const rankerLearner: Learner = {
  id: 'ranker',
  least: { lessons: 12, heldOut: 4 },
  count: (feedback) => pairsOfPassages(feedback).length,
  learn: async (feedback, _before, { signal }) =>
    toBytes(await fitPreferences(pairsOfPassages(feedback), SQUARED, signal)),
  judge: (feedback, weights) => {
    const learnt = learntFrom(weights)
    return Promise.resolve(wins(pairsOfPassages(feedback), (features) => rankOf(features, learnt)))
  },
  /** How often a whole passage still stands above the same one spoiled. */
  base: (feedback, weights) => {
    const learnt = learntFrom(weights)
    const whole = offered(feedback)
    const right = whole.filter((features) => rankOf(features, learnt) > rankOf(spoiled(features), learnt))
    return Promise.resolve(whole.length === 0 ? null : right.length / whole.length)
  },
}
