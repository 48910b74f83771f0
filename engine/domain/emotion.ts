// The studio's emotion vocabulary: categories and dimensions every analyser speaks and every view draws.

/** Ekman's six and neutral, in the fixed order of every stored mix. */
export const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral'] as const

export type Emotion = (typeof EMOTIONS)[number]

/** Probabilities in the order of EMOTIONS; they sum to 1. */
export type EmotionMix = readonly number[]

/** What an analyser found in one span of text. */
export interface Feeling {
  /** −1 unpleasant … 1 pleasant. */
  readonly valence: number
  /** 0 calm … 1 excited. */
  readonly arousal: number
  readonly mix: EmotionMix
  /** The leading emotion of the mix. */
  readonly emotion: Emotion
  /** 0 … 1: how far the analyser trusts this finding. */
  readonly confidence: number
}

/** A feeling at a place: character offsets into the paragraph's plain text. */
export interface SentenceFeeling extends Feeling {
  readonly from: number
  readonly to: number
}

/** A reading with less confidence counts as uncertain: its name is then wrong more often than right. */
export const UNSURE = 0.45
