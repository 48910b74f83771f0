// What a writer says a sentence feels like: shown instead of the analyser's finding, and kept to learn from.
import { EMOTIONS, type Emotion, type Feeling } from './emotion.ts'

export interface EmotionLabel {
  readonly id: string
  readonly sceneId: string
  readonly blockId: string
  /** The sentence as it stood. */
  readonly text: string
  readonly emotion: Emotion
  readonly valence: number
  readonly arousal: number
  /** What was judged when it was corrected; null where nothing was. */
  readonly judged: JudgedFeeling | null
  /** Milliseconds since the epoch. */
  readonly labelledAt: number
}

export interface JudgedFeeling {
  readonly analyzer: string
  readonly version: string
  readonly emotion: Emotion
  readonly valence: number
  readonly arousal: number
}

/** A typical valence and arousal of each emotion (after Russell's circumplex, 1980). */
export const TYPICAL_FEELING: Readonly<Record<Emotion, readonly [valence: number, arousal: number]>> = {
  joy: [0.7, 0.6],
  sadness: [-0.6, 0.3],
  anger: [-0.6, 0.75],
  fear: [-0.6, 0.7],
  disgust: [-0.6, 0.5],
  surprise: [0.1, 0.7],
  neutral: [0, 0.2],
}

/** From here on a curve of valence means more than neutral. */
const TELLING = 0.3

/** A feeling for a point of a drawn curve, which says how pleasant and no more: glad, sad, or neither. */
export const feelingOfValence = (
  valence: number,
): { readonly label: Emotion; readonly valence: number; readonly arousal: number } => {
  const label: Emotion = valence >= TELLING ? 'joy' : valence <= -TELLING ? 'sadness' : 'neutral'
  return { label, valence: Math.round(valence * 100) / 100, arousal: TYPICAL_FEELING[label][1] }
}

/** A person names one emotion and means it; a little is left to the others, as no sentence is all one thing. */
const NAMED_SHARE = 0.88

/** The feeling that a label stands for: certain, because a person said so. */
export const feelingOfLabel = ({
  emotion,
  valence,
  arousal,
}: Pick<EmotionLabel, 'emotion' | 'valence' | 'arousal'>): Feeling => ({
  valence,
  arousal,
  emotion,
  mix: EMOTIONS.map((each) => (each === emotion ? NAMED_SHARE : (1 - NAMED_SHARE) / (EMOTIONS.length - 1))),
  confidence: 1,
})
