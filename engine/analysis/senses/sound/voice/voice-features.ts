// What a stretch of speech sounds like, as one row of numbers: how pitch, loudness and timbre lie and move (after the feature
// sets of Schuller et al. 2009 and Eyben et al. 2016). Which emotion that is, the model says.
import { MEL_BANDS, VOICED_FROM, type SoundFrame } from '../sound-frames.ts'

const CEPSTRA = 16
/** Frames quieter than this below the loud ones are pauses. */
const RANGE_DB = 30
const LEAST_FRAMES = 10

/**
 * Voices of other heights, made of the same recording: the spectrum is stretched along the scale of pitch. The model learns
 * from all of them and asks all of them, so that it hears the emotion rather than the person.
 */
export const VOICE_STRETCHES = [0, -0.16, -0.08, 0.08, 0.16] as const

/** Of the cosine transform of the bands. */
const COSINES = Array.from({ length: CEPSTRA }, (_, i) =>
  Float64Array.from(
    { length: MEL_BANDS },
    (__, band) => Math.sqrt(2 / MEL_BANDS) * Math.cos((Math.PI * (band + 0.5) * i) / MEL_BANDS),
  ),
)

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort()
const quantile = (ordered: Float64Array, at: number): number =>
  ordered[Math.min(ordered.length - 1, Math.floor(at * ordered.length))] ?? 0
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1)
const deviation = (values: readonly number[]): number => {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}
/** Mean, deviation and five quantiles. */
const spread = (values: readonly number[]): number[] => {
  const ordered = sorted(values)
  return [
    mean(values),
    deviation(values),
    ...[0.05, 0.25, 0.5, 0.75, 0.95].map((at) => quantile(ordered, at)),
  ]
}
const steps = (values: readonly number[]): number[] =>
  values.slice(1).map((value, index) => value - values[index])

/** The band that stands where another voice has this one. */
const stretched = (mel: Float32Array, stretch: number): Float32Array => {
  if (stretch === 0) return mel
  return Float32Array.from({ length: MEL_BANDS }, (_, band) => {
    const at = Math.min(MEL_BANDS - 1, Math.max(0, band * (1 + stretch)))
    const [low, share] = [Math.floor(at), at - Math.floor(at)]
    return mel[low] * (1 - share) + mel[Math.min(MEL_BANDS - 1, low + 1)] * share
  })
}

const cepstraOf = (mel: Float32Array): number[] =>
  COSINES.map((cosines) => cosines.reduce((sum, cosine, band) => sum + cosine * mel[band], 0))

/** Runs of voiced frames, in frames. */
const voicedRuns = (voiced: readonly boolean[]): number[] => {
  const runs: number[] = []
  voiced.forEach((is, index) => {
    if (is && voiced[index - 1]) runs[runs.length - 1]++
    else if (is) runs.push(1)
  })
  return runs
}

const spoken = (frames: readonly SoundFrame[]): readonly SoundFrame[] => {
  const loud = quantile(sorted(frames.map(({ levelDb }) => levelDb)), 0.95)
  const isLoud = ({ levelDb }: SoundFrame): boolean => levelDb > loud - RANGE_DB
  return frames.slice(frames.findIndex(isLoud), frames.findLastIndex(isLoud) + 1)
}

const pitchFeatures = (
  frames: readonly SoundFrame[],
  voiced: readonly boolean[],
  stretch: number,
): number[] => {
  const log = frames.map(({ pitchHz }) => (pitchHz > 0 ? Math.log(pitchHz / 100) - 1.7 * stretch : 0))
  const inVoice = log.filter((_, index) => voiced[index])
  const moves = steps(log).filter((_, index) => voiced[index] && voiced[index + 1])
  return [...spread(inVoice), deviation(moves), mean(moves.map(Math.abs))]
}

const loudnessFeatures = (frames: readonly SoundFrame[], isLoud: readonly boolean[]): number[] => {
  const levels = frames.map(({ levelDb }) => levelDb)
  const loud = levels.filter((_, index) => isLoud[index])
  const most = Math.max(...loud)
  const moves = steps(levels)
  return [
    ...spread(loud.map((level) => level - most)),
    mean(loud),
    deviation(moves),
    mean(moves.map(Math.abs)),
  ]
}

const timbreFeatures = (
  frames: readonly SoundFrame[],
  isLoud: readonly boolean[],
  voiced: readonly boolean[],
  stretch: number,
): number[] => {
  const mels = frames.map(({ mel }) => stretched(mel, stretch))
  const cepstra = mels.map(cepstraOf)
  const each = Array.from({ length: CEPSTRA }, (_, i) => {
    const all = cepstra.map((row) => row[i])
    const loud = all.filter((__, index) => isLoud[index])
    const inVoice = all.filter((__, index) => voiced[index])
    const ordered = sorted(loud)
    return [
      mean(loud),
      deviation(loud),
      quantile(ordered, 0.1),
      quantile(ordered, 0.9),
      deviation(steps(all)),
      mean(inVoice),
      deviation(inVoice),
    ]
  }).flat()
  const loudMels = mels.filter((_, index) => isLoud[index])
  const bands = Array.from({ length: MEL_BANDS / 4 }, (_, i) => mean(loudMels.map((mel) => mel[4 * i])))
  return [...each, ...bands.map((band) => band - mean(bands))]
}

/**
 * @param frames of one stretch of speech, at least a tenth of a second.
 * @param stretch one of VOICE_STRETCHES.
 * @returns null where there is too little to hear.
 */
export const voiceFeatures = (all: readonly SoundFrame[], stretch = 0): Float32Array | null => {
  const frames = spoken(all)
  if (frames.length < LEAST_FRAMES) return null
  const loudest = quantile(sorted(frames.map(({ levelDb }) => levelDb)), 0.95)
  const isLoud = frames.map(({ levelDb }) => levelDb > loudest - RANGE_DB)
  const voiced = frames.map(
    ({ pitchHz, voicing }, index) => isLoud[index] && pitchHz > 0 && voicing >= VOICED_FROM,
  )
  const runs = voicedRuns(voiced)
  const share = (flags: readonly boolean[]): number => flags.filter(Boolean).length / flags.length
  const loudFrames = frames.filter((_, index) => isLoud[index])
  const features = [
    ...pitchFeatures(frames, voiced, stretch),
    share(voiced),
    share(isLoud),
    ...loudnessFeatures(frames, isLoud),
    ...spread(loudFrames.map(({ voicing }) => voicing)),
    ...spread(loudFrames.map(({ centroidHz }) => centroidHz / (1 + stretch))),
    ...spread(loudFrames.map(({ flatness }) => flatness)),
    ...timbreFeatures(frames, isLoud, voiced, stretch),
    (100 * runs.length) / frames.length,
    mean(runs) / 100,
    deviation(runs) / 100,
    Math.log(frames.length / 100),
  ]
  return Float32Array.from(features, (value) => (Number.isFinite(value) ? value : 0))
}
