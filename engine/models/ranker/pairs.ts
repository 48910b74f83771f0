// From what a writer said to pairs of which one was liked better; what is learnt from them is told elsewhere.
import type { Feedback } from '../../domain/feedback.ts'
import type { Features, Pair } from './preferences.ts'

/** How much a kind of verdict says. */
const WEIGHTS = { chosen: 1, accepted: 1, edited: 0.5, standing: 0.5 } as const

const featuresOf = ({ texts }: Feedback, id: string): Features | undefined =>
  texts.find((each) => each.id === id)?.features

/** Named both: the one over the other. */
const named = (said: Feedback): readonly Pair[] => {
  const better = featuresOf(said, said.subject)
  const worse = said.over === null ? undefined : featuresOf(said, said.over)
  const weight = said.kind === 'edited' ? WEIGHTS.edited : WEIGHTS.chosen
  return better && worse ? [{ group: said.group, better, worse, weight }] : []
}

/** How high a candidate stands by everything that was said of it alone. */
const standing = (said: readonly Feedback[]): number =>
  said.reduce((sum, { kind, rating }) => {
    if (kind === 'accepted' || kind === 'starred') return sum + 2
    if (kind === 'rejected') return sum - 2
    return kind === 'rated' ? sum + (rating ?? 0) : sum
  }, 0)

/** Candidates of one passage that stand differently. Where all were turned down, nothing is known of their order. */
const ranked = (group: string, said: readonly Feedback[]): readonly Pair[] => {
  const texts = new Map(said.flatMap(({ texts: each }) => each.map(({ id, features }) => [id, features])))
  const spoken = Map.groupBy(said, ({ subject }) => subject)
  const stands = [...texts].map(([id, features]) => {
    const own = spoken.get(id) ?? []
    return { features, height: standing(own), taken: own.some(({ kind }) => kind === 'accepted') }
  })
  return stands.flatMap((one) =>
    stands
      .filter(({ height }) => height < one.height)
      .map((other) => ({
        group,
        better: one.features,
        worse: other.features,
        weight: one.taken ? WEIGHTS.accepted : WEIGHTS.standing,
      })),
  )
}

const OF_PASSAGES = new Set(['accepted', 'rejected', 'rated', 'starred'])

/** Every comparison of passages that was made, in the order of the occasions. */
export const pairsOfPassages = (feedback: readonly Feedback[]): readonly Pair[] => {
  const alone = feedback.filter(({ kind }) => OF_PASSAGES.has(kind))
  return [
    ...feedback.filter(({ kind }) => kind === 'chosen' || kind === 'edited').flatMap(named),
    ...[...Map.groupBy(alone, ({ group }) => group)].flatMap(([group, said]) => ranked(group, said)),
  ]
}

/** Every kept beat over every dropped one of the same language: what happens in both is all that is compared. */
export const pairsOfBeats = (feedback: readonly Feedback[]): readonly Pair[] => {
  const featured = feedback.flatMap((said) => {
    const features = featuresOf(said, said.subject)
    return features ? [{ ...said, features }] : []
  })
  const kept = featured.filter(({ kind }) => kind === 'beat-kept')
  const dropped = featured.filter(({ kind }) => kind === 'beat-dropped')
  return kept.flatMap((one) =>
    dropped
      .filter(({ language }) => language === one.language)
      .map((other) => ({
        group: one.group,
        better: one.features,
        worse: other.features,
        weight: 1 / dropped.length,
      })),
  )
}
