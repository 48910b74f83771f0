// What a challenge to an analyser of emotion is, after CheckList (Ribeiro et al. 2020, arXiv 2005.04118), and how one is judged.
import type { Emotion, Feeling } from '../../../domain/emotion.ts'
import { EMOTIONS } from '../../../domain/emotion.ts'
import type { Language } from '../../../domain/project.ts'

/** Minimum functionality: the sentence leads with one of these emotions, or its valence has this sign. */
interface Minimum {
  readonly kind: 'minimum'
  readonly text: string
  readonly emotions?: readonly Emotion[]
  readonly not?: readonly Emotion[]
  readonly sign?: 1 | -1
}

/** Invariance: the change must not matter. */
interface Invariance {
  readonly kind: 'invariance'
  readonly text: string
  readonly changed: string
}

/** Direction: the change must move valence, or the share of an emotion, up (1) or down (−1). */
interface Direction {
  readonly kind: 'direction'
  readonly text: string
  readonly changed: string
  readonly measure: 'valence' | Emotion
  readonly by: 1 | -1
}

export type Challenge = (Minimum | Invariance | Direction) & {
  readonly capability: string
  readonly language: Language
}

/** Two readings differ when so much of the mix has moved, or valence by as much. */
const TOLERANCE = 0.25

const share = ({ mix }: Feeling, emotion: Emotion): number => mix[EMOTIONS.indexOf(emotion)]

const isMinimum = ({ emotions, not, sign }: Minimum, feeling: Feeling): boolean =>
  (emotions === undefined || emotions.includes(feeling.emotion)) &&
  not?.includes(feeling.emotion) !== true &&
  (sign === undefined || feeling.valence * sign > 0)

const isSame = (one: Feeling, other: Feeling): boolean => {
  const moved = one.mix.reduce((sum, each, i) => sum + Math.abs(each - other.mix[i]), 0) / 2
  return (
    moved <= TOLERANCE &&
    Math.abs(one.valence - other.valence) <= TOLERANCE &&
    (one.emotion === other.emotion || Math.max(...one.mix) - share(one, other.emotion) < 0.1)
  )
}

const measured = (feeling: Feeling, measure: Direction['measure']): number =>
  measure === 'valence' ? feeling.valence : share(feeling, measure)

/** The sentences that have to be read for it, in order. */
export const textsOf = (challenge: Challenge): readonly string[] =>
  challenge.kind === 'minimum' ? [challenge.text] : [challenge.text, challenge.changed]

/** @param feelings of `textsOf`. */
export const isMet = (challenge: Challenge, [first, second]: readonly Feeling[]): boolean => {
  switch (challenge.kind) {
    case 'minimum':
      return isMinimum(challenge, first)
    case 'invariance':
      return isSame(first, second)
    case 'direction':
      return (measured(second, challenge.measure) - measured(first, challenge.measure)) * challenge.by > 0
  }
}
