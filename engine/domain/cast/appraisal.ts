// From what happens to what is felt: an event judged by somebody's goals, standards and ties becomes emotions.
// After Ortony, Clore & Collins, "The Cognitive Structure of Emotions" (1988). How long they last is emotional-state.ts.
import type { Relation } from './relation.ts'

export const FELT = [
  'joy',
  'distress',
  'hope',
  'fear',
  'relief',
  'disappointment',
  'pride',
  'shame',
  'admiration',
  'reproach',
  'gratitude',
  'anger',
  'happyFor',
  'pity',
  'resentment',
  'gloating',
  'liking',
  'disgust',
  'surprise',
] as const
export type Felt = (typeof FELT)[number]

/** What happened, from the point of view of the one who feels. Everything left out is neutral. */
export interface StoryEvent {
  /** For one's own goals: −1 ruins them … 1 fulfils them. */
  readonly desirable?: number
  /** Sure 1 (and when absent), still open below: then it is hoped for or feared. */
  readonly likelihood?: number
  /** It was awaited: `hoped` or `feared`, and now it is decided by `desirable`. */
  readonly awaited?: 'hoped' | 'feared'
  /** The act behind it by one's standards: −1 blameworthy … 1 praiseworthy. */
  readonly praiseworthy?: number
  /** Whose act it was. */
  readonly by?: 'self' | 'other'
  /** For another person's goals, and what one feels for them: −1 … 1. */
  readonly forOther?: { readonly desirable: number; readonly liking: number }
  /** How something or somebody strikes the senses: −1 repels … 1 attracts. */
  readonly appeal?: number
  /** 0 foreseen … 1 out of the blue. */
  readonly unexpected?: number
}

/** Emotions with their intensity 0 … 1; those that are not felt are absent. */
export type Appraisal = Readonly<Partial<Record<Felt, number>>>

const clamp = (value: number): number => Math.max(0, Math.min(1, value))

/** Compound emotions take the mean of what they are made of (OCC's "joint" emotions). */
const mean = (a: number, b: number): number => (a + b) / 2

export const appraise = (event: StoryEvent): Appraisal => {
  const { desirable = 0, likelihood = 1, awaited, praiseworthy = 0, by, forOther, appeal = 0 } = event
  const felt: Partial<Record<Felt, number>> = {}
  const feel = (name: Felt, intensity: number): void => {
    if (intensity > 0) felt[name] = clamp(Math.max(felt[name] ?? 0, intensity))
  }
  const [good, bad] = [Math.max(0, desirable), Math.max(0, -desirable)]
  if (likelihood < 1) {
    feel('hope', good * likelihood)
    feel('fear', bad * likelihood)
  } else {
    feel('joy', good)
    feel('distress', bad)
    if (awaited === 'feared') feel('relief', good)
    if (awaited === 'hoped') feel('disappointment', bad)
  }
  const [praise, blame] = [Math.max(0, praiseworthy), Math.max(0, -praiseworthy)]
  if (by === 'self') {
    feel('pride', praise)
    feel('shame', blame)
  } else if (by === 'other') {
    feel('admiration', praise)
    feel('reproach', blame)
    if (praise > 0 && good > 0 && likelihood === 1) feel('gratitude', mean(praise, good))
    if (blame > 0 && bad > 0 && likelihood === 1) feel('anger', mean(blame, bad))
  }
  if (forOther) {
    const { desirable: theirs, liking } = forOther
    const strength = Math.abs(theirs) * Math.abs(liking)
    if (liking >= 0) feel(theirs >= 0 ? 'happyFor' : 'pity', strength)
    else feel(theirs >= 0 ? 'resentment' : 'gloating', strength)
  }
  feel('liking', appeal)
  feel('disgust', -appeal)
  feel('surprise', event.unexpected ?? 0)
  return felt
}

/** How a remark feels, as an analyser of emotion reads it. */
export interface HeardFeeling {
  readonly valence: number
  readonly arousal: number
  /** Shares of what is felt in it; of those here only. */
  readonly anger: number
  readonly fear: number
  readonly disgust: number
  readonly surprise: number
}

/**
 * Words that somebody says to one as an event: kind words please, harsh ones hurt and are held against who says them;
 * all the more from one who is trusted. A threat (anger) is also something to be afraid of.
 */
export const heardWords = (heard: HeardFeeling, relation: Relation): readonly StoryEvent[] => {
  const weight = 0.7 + 0.3 * Math.max(0, relation.trust)
  const said: StoryEvent = {
    desirable: weight * heard.valence,
    praiseworthy: 0.8 * heard.valence - 0.4 * heard.disgust,
    by: 'other',
    unexpected: heard.surprise * (1 - 0.5 * relation.familiarity),
  }
  const threat = heard.anger * heard.arousal * (1 - Math.max(0, relation.trust))
  return threat > 0.15 ? [said, { desirable: -threat, likelihood: 0.7 }] : [said]
}
