// The labels of the emotion model: GoEmotions' 28 and how they fold into Ekman's six and neutral. Scores are others' concern.
import { EMOTIONS, type Emotion } from '../../domain/emotion.ts'

/** Demszky et al. 2020 (arXiv 2005.00547), in the order of their label file. */
export const FINE_LABELS = [
  'admiration',
  'amusement',
  'anger',
  'annoyance',
  'approval',
  'caring',
  'confusion',
  'curiosity',
  'desire',
  'disappointment',
  'disapproval',
  'disgust',
  'embarrassment',
  'excitement',
  'fear',
  'gratitude',
  'grief',
  'joy',
  'love',
  'nervousness',
  'optimism',
  'pride',
  'realization',
  'relief',
  'remorse',
  'sadness',
  'surprise',
  'neutral',
] as const

export type FineLabel = (typeof FINE_LABELS)[number]

/** Their grouping by Ekman's categories, from the same paper. */
export const EKMAN_OF: Readonly<Record<FineLabel, Emotion>> = {
  admiration: 'joy',
  amusement: 'joy',
  anger: 'anger',
  annoyance: 'anger',
  approval: 'joy',
  caring: 'joy',
  confusion: 'surprise',
  curiosity: 'surprise',
  desire: 'joy',
  disappointment: 'sadness',
  disapproval: 'anger',
  disgust: 'disgust',
  embarrassment: 'sadness',
  excitement: 'joy',
  fear: 'fear',
  gratitude: 'joy',
  grief: 'sadness',
  joy: 'joy',
  love: 'joy',
  nervousness: 'fear',
  optimism: 'joy',
  pride: 'joy',
  realization: 'surprise',
  relief: 'joy',
  remorse: 'sadness',
  sadness: 'sadness',
  surprise: 'surprise',
  neutral: 'neutral',
}

/** What a classifier answers, in this order: the fine labels, then EMOTIONS. */
export const OUTPUTS = FINE_LABELS.length + EMOTIONS.length
/** Where EMOTIONS begin among the outputs. */
export const EKMAN_AT = FINE_LABELS.length
