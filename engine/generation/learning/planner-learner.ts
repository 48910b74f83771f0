// The planner as a learner: which of what may happen in a beat the writer keeps, and which goes out again.
import { pairsOfBeats } from '../../models/ranker/pairs.ts'
import { fitPreferences, fromBytes, likingOf, toBytes } from '../../models/ranker/preferences.ts'
import type { Learner } from '../../models/learner.ts'

/** Every kept beat is compared with every dropped one: more pairs than verdicts. */
export const plannerLearner: Learner = {
  id: 'planner',
  least: { lessons: 20, heldOut: 2 },
  count: (feedback) => pairsOfBeats(feedback).length,
  learn: async (feedback, _before, { signal }) =>
    toBytes(await fitPreferences(pairsOfBeats(feedback), [], signal)),
  judge: (feedback, weights) => {
    const learnt = weights && fromBytes(weights)
    return Promise.resolve(
      pairsOfBeats(feedback).map(({ group, better, worse }) => {
        const difference = learnt ? likingOf(learnt, better) - likingOf(learnt, worse) : 0
        // As it ships, the planner likes none better than another.
        return { group, right: Math.abs(difference) < 1e-12 ? 0.5 : difference > 0 ? 1 : 0 }
      }),
    )
  },
  base: () => Promise.resolve(null),
}
