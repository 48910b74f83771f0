// How the writer's own voice lies: the middle and the spread of what their recordings sound like, against which a recording of the
// same voice is heard. Which recordings are theirs is the project's concern, what it changes the model's.

/** Of fewer nobody can say how a voice usually sounds. */
export const LEAST_OWN_RECORDINGS = 5

export interface OwnVoice {
  readonly recordings: number
  /** [features] */
  readonly mean: Float32Array
  /** [features]: standard deviation. */
  readonly spread: Float32Array
}

/** @param rows of features, one a recording, at least one. */
export const voiceOf = (rows: readonly Float32Array[]): OwnVoice => {
  const mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length)
  const spread = mean.map((middle, i) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - middle) ** 2, 0) / rows.length),
  )
  return { recordings: rows.length, mean, spread }
}

/** Null where there are too few recordings. */
export const ownVoiceOf = (rows: readonly Float32Array[]): OwnVoice | null =>
  rows.length < LEAST_OWN_RECORDINGS ? null : voiceOf(rows)

/** Recordings are heard anew when a voice is known twice as well, not with each that comes in: 5, 10, 20, … */
export const stepOfOwnVoice = (recordings: number): number =>
  LEAST_OWN_RECORDINGS * 2 ** Math.floor(Math.log2(recordings / LEAST_OWN_RECORDINGS))

/** What holds of a voice of which nothing is known yet: [features] each. */
export interface UsualVoice {
  /** Of all speakers. */
  readonly mean: Float32Array
  /** How far the recordings of one speaker spread. */
  readonly spread: Float32Array
}

/** As many recordings as what holds of every voice counts for beside the writer's own (MAP estimates, Gauvain & Lee 1994). */
const MEAN_WEIGHT = 2
const SPREAD_WEIGHT = 20

/** A row of features as it lies among the others of its voice: 0 in their middle, 1 a deviation above it. */
export const against = (
  features: Float32Array,
  { recordings, mean, spread }: OwnVoice,
  usual: UsualVoice,
): Float32Array =>
  features.map((value, i) => {
    const middle = (recordings * mean[i] + MEAN_WEIGHT * usual.mean[i]) / (recordings + MEAN_WEIGHT)
    const variance =
      (recordings * spread[i] ** 2 + SPREAD_WEIGHT * usual.spread[i] ** 2) / (recordings + SPREAD_WEIGHT)
    return (value - middle) / (Math.sqrt(variance) + 1e-6)
  })
