// The ranker as a learner: from comparisons of passages to a taste, judged as it is used, with the other merits beside it.
import { EMOTIONS } from '../../domain/emotion.ts'
import type { Feedback, FeedbackText } from '../../domain/feedback.ts'
import { rankOf, SQUARED, tastedOf } from '../taste.ts'
import { pairsOfPassages } from '../../models/ranker/pairs.ts'
import {
  fitPreferences,
  fromBytes,
  toBytes,
  type Features,
  type Pair,
  type Preferences,
} from '../../models/ranker/preferences.ts'
import { textFeatures } from '../../models/ranker/text-features.ts'
import type { Learner, Outcome } from '../../models/learner.ts'

const wins = (pairs: readonly Pair[], rank: (features: Features) => number): readonly Outcome[] =>
  pairs.map(({ group, better, worse }) => {
    const difference = rank(better) - rank(worse)
    return { group, right: Math.abs(difference) < 1e-12 ? 0.5 : difference > 0 ? 1 : 0 }
  })

/** Words, with the space that stands before each. */
const PIECES = /\s*\S+/gu

/** As long as it was, but one third of it three times over. */
const circling = (text: string, third: 'first' | 'last'): string => {
  const spaced = text.match(PIECES) ?? []
  // Chinese has no spaces: there a letter is a piece.
  const pieces = spaced.length > 3 ? spaced : Array.from(text)
  const size = Math.ceil(pieces.length / 3)
  const part = (third === 'first' ? pieces.slice(0, size) : pieces.slice(-size)).join('')
  return part.repeat(3).slice(0, text.length)
}

/** What is left of merits and score in a passage that circles and breaks off. */
const LEFT = { 'merit-variety': 0.4, 'merit-length': 0.5, score: 0.875 } as const

/** The same passage, failing at its craft whoever reads it. */
const spoiled = ({ text, features }: FeedbackText, third: 'first' | 'last'): Features => {
  const mix = EMOTIONS.map((emotion) => features[emotion] ?? 0)
  const { valence = 0, arousal = 0 } = features
  return {
    ...features,
    ...textFeatures(circling(text, third), { mix, valence, arousal }),
    ...Object.fromEntries(Object.entries(LEFT).map(([name, left]) => [name, left * (features[name] ?? 0.5)])),
  }
}

const learntFrom = (weights: Uint8Array | null): Preferences | null => weights && fromBytes(weights)

/** Passages as they were offered, each once. */
const offered = (feedback: readonly Feedback[]): readonly FeedbackText[] => {
  const texts = feedback.flatMap((said) => said.texts.filter(({ features }) => 'score' in features))
  return [...new Map(texts.map((each) => [each.id, each])).values()]
}

/** How much it counts that a whole passage is better than the same one spoiled, beside a choice. */
const CRAFT = 0.3

/** Whatever is liked, craft is not to be unlearnt: pairs that say so are learnt along. */
const craft = (feedback: readonly Feedback[]): readonly Pair[] =>
  offered(feedback).map((each) => ({
    group: `craft ${each.id}`,
    better: each.features,
    worse: spoiled(each, 'first'),
    weight: CRAFT,
  }))

export const rankerLearner: Learner = {
  id: 'ranker',
  least: { lessons: 12, heldOut: 4 },
  count: (feedback) => pairsOfPassages(feedback).length,
  learn: async (feedback, _before, { signal }) => {
    const pairs = [...pairsOfPassages(feedback), ...craft(feedback)].map((pair) => ({
      ...pair,
      better: tastedOf(pair.better),
      worse: tastedOf(pair.worse),
    }))
    return toBytes(await fitPreferences(pairs, SQUARED, signal))
  },
  judge: (feedback, weights) => {
    const learnt = learntFrom(weights)
    return Promise.resolve(wins(pairsOfPassages(feedback), (features) => rankOf(features, learnt)))
  },
  /** How often a whole passage still stands above the same one, spoiled in a way that was not learnt from. */
  base: (feedback, weights) => {
    const learnt = learntFrom(weights)
    const whole = offered(feedback)
    const right = whole.filter(
      (each) => rankOf(each.features, learnt) > rankOf(spoiled(each, 'last'), learnt),
    )
    return Promise.resolve(whole.length === 0 ? null : right.length / whole.length)
  },
}
