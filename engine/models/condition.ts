// What a text model is asked to write towards, and the numbers in which it is told.

/** The order of a mix, fixed in every saved model. */
export const CONDITION_EMOTIONS = [
  'joy',
  'sadness',
  'anger',
  'fear',
  'disgust',
  'surprise',
  'neutral',
] as const

export interface Condition {
  /** Shares by emotion in the order of CONDITION_EMOTIONS; they sum to 1. */
  readonly mix?: readonly number[]
  /** −1 unpleasant … 1 pleasant. */
  readonly valence?: number
  /** 0 calm … 1 excited. */
  readonly arousal?: number
  /** 0 powerless … 1 in control. */
  readonly dominance?: number
  readonly language?: 'en' | 'zh'
}

/** 7 emotions, valence, arousal, dominance, each of the latter with a flag "given", English, Chinese. */
export const CONDITION_SIZE = CONDITION_EMOTIONS.length + 6 + 2

/** No condition at all: what a model sees when training drops it. It adds exactly nothing. */
export const NO_CONDITION: Readonly<Float32Array> = new Float32Array(CONDITION_SIZE)

/** Condition → [CONDITION_SIZE] numbers of size about 1. Throws RangeError on a mix of the wrong length. */
export function conditionVector(condition: Condition | undefined): Float32Array {
  const vector = new Float32Array(CONDITION_SIZE)
  if (!condition) return vector
  const { mix, valence, arousal, dominance, language } = condition
  if (mix) {
    if (mix.length !== CONDITION_EMOTIONS.length)
      throw new RangeError(`An emotion mix has ${CONDITION_EMOTIONS.length} numbers, not ${mix.length}`)
    vector.set(mix)
  }
  ;[valence, arousal, dominance].forEach((value, i) => {
    if (value === undefined) return
    // Arousal and dominance are centred, so that 0 means the middle for all three.
    vector[CONDITION_EMOTIONS.length + 2 * i] = i === 0 ? value : 2 * value - 1
    vector[CONDITION_EMOTIONS.length + 2 * i + 1] = 1
  })
  if (language) vector[CONDITION_SIZE - (language === 'en' ? 2 : 1)] = 1
  return vector
}
