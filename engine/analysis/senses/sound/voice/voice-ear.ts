// One kernel machine over features of voices (least-squares support vectors, Suykens & Vandewalle 1999): how like a recording is to
// those whose emotion is known. Which features it hears, absolute ones or those of a known voice, the model decides.
import { VOICE_EMOTIONS } from '../../../../domain/media-finding.ts'

/** Scaled features beyond this are noise. */
const MOST = 4
const STEPS = 127 / MOST
/** How quickly likeness fades with the mean squared distance of features. */
const WIDTH = 0.25

export interface VoiceEar {
  /** [features]: mean and one over the deviation of what it learnt from. */
  readonly mean: Float32Array
  readonly scale: Float32Array
  /** [rows, features], scaled, a byte each. */
  readonly rows: Int8Array
  /** [rows, emotions]: what likeness to each says for each emotion. */
  readonly votes: Float32Array
}

/**
 * By so much each scaled feature is stretched: of two rows stretched so, likeness is e to the minus of their squared distance.
 * @param weights of the features, 1 on average.
 */
export const stretchOf = (weights: Float32Array): Float64Array =>
  Float64Array.from(weights, (weight) => Math.sqrt((WIDTH * weight) / weights.length) / STEPS)

/** 0 … 1. */
const likeness = (a: Int8Array, b: Int8Array, stretch: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (stretch[i] * (a[i] - b[i])) ** 2
  return Math.exp(-sum)
}

/** To mean 0 and deviation 1 in the training set, then to a byte each. */
export const scaled = (
  features: Float32Array,
  { mean, scale }: Pick<VoiceEar, 'mean' | 'scale'>,
): Int8Array =>
  Int8Array.from(features, (value, i) =>
    Math.round(STEPS * Math.max(-MOST, Math.min(MOST, (value - mean[i]) * scale[i]))),
  )

/** About −1 … 1, in the order of VOICE_EMOTIONS. @param weights of the features, 1 on average. */
export const scoresOf = (ear: VoiceEar, features: Float32Array, weights: Float32Array): readonly number[] => {
  const { rows, votes } = ear
  const width = weights.length
  const row = scaled(features, ear)
  const stretch = stretchOf(weights)
  const scores = VOICE_EMOTIONS.map(() => 0)
  for (let i = 0; i * width < rows.length; i++) {
    const like = likeness(row, rows.subarray(i * width, (i + 1) * width), stretch)
    for (let k = 0; k < scores.length; k++) scores[k] += like * votes[i * scores.length + k]
  }
  return scores
}
