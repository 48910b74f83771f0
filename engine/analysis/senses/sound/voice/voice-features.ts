// What a stretch of speech sounds like, as one row of numbers: how pitch, loudness, timbre and rhythm lie and move (after the feature
// sets of Schuller et al. 2013, Eyben et al. 2016 and Wu et al. 2011). Which emotion that is, the model says.
import { Fft } from '../fft.ts'
import { MEL_BANDS } from '../sound-frames.ts'
import { deviationOf, meanOf, motionOf, percentile, shapeOf, spreadOf } from './functionals.ts'
import { PLAIN, voiceFrames, type Colouring, type VoiceFrames } from './voice-frames.ts'

/** Frames quieter than this below the loud ones are pauses. */
const RANGE_DB = 30
const LEAST_FRAMES = 10
const FRAMES_A_SECOND = 100

/**
 * How many numbers of each kind a row has, in order: the spectrum's course, its motion and where there is voice; pitch, formants
 * and harmonics and their motion; timbre, its motion and where there is voice; range of pitch; rhythm; modulation.
 */
export const VOICE_FEATURE_KINDS = [225, 90, 135, 150, 60, 240, 96, 144, 9, 14, 48] as const

type Mask = readonly boolean[]

const picked = (course: Float64Array, mask: Mask): Float64Array => course.filter((_, i) => mask[i])

/** How fast it changes where the frames on both sides count too. */
const stepsOf = (course: Float64Array, mask: Mask): Float64Array => {
  const steps: number[] = []
  for (let i = 1; i + 1 < course.length; i++)
    if (mask[i - 1] && mask[i] && mask[i + 1]) steps.push((course[i + 1] - course[i - 1]) / 2)
  return Float64Array.from(steps)
}

const cut = (frames: VoiceFrames, from: number, to: number): VoiceFrames => {
  const part = (course: Float64Array): Float64Array => course.subarray(from, to)
  return {
    levelDb: part(frames.levelDb),
    pitch: frames.pitch.slice(from, to),
    spectral: frames.spectral.map(part),
    vocal: frames.vocal.map(part),
    mel: frames.mel.map(part),
    cepstra: frames.cepstra.map(part),
  }
}

/** Lengths of the runs, in seconds: how many a second, their mean, deviation and longest. */
const runsOf = (mask: Mask): readonly number[] => {
  const runs: number[] = []
  mask.forEach((is, i) => {
    if (is && mask[i - 1] && i > 0) runs[runs.length - 1] += 1 / FRAMES_A_SECOND
    else if (is) runs.push(1 / FRAMES_A_SECOND)
  })
  return [
    (runs.length * FRAMES_A_SECOND) / mask.length,
    meanOf(runs),
    deviationOf(runs),
    Math.max(0, ...runs),
  ]
}

const share = (mask: Mask): number => mask.filter(Boolean).length / mask.length

/** The line of the voice about its own middle, in semitones. */
const pitchRange = (semitones: Float64Array): readonly number[] => {
  const ordered = semitones.toSorted()
  const middle = percentile(ordered, 0.5)
  const marks = [0.01, 0.05, 0.1, 0.2, 0.8, 0.9, 0.95, 0.99].map((at) => percentile(ordered, at) - middle)
  return [...marks, meanOf(semitones) - middle]
}

/** Hz of the swelling and fading that is told apart: from phrases over syllables to roughness. */
const SWELLS_HZ = [0.7, 2, 4, 7, 12, 20, 35] as const
const SWELL_BANDS = 8
const SWELL_FFT = 1024
const swells = new Fft(SWELL_FFT)

/** In each of eight groups of bands, what share of the swelling has which speed. */
const modulation = (mel: readonly Float64Array[]): readonly number[] => {
  const wide = MEL_BANDS / SWELL_BANDS
  const count = Math.min(SWELL_FFT, mel[0].length)
  return Array.from({ length: SWELL_BANDS }, (_, group) => {
    const course = Float64Array.from({ length: count }, (__, i) =>
      meanOf(mel.slice(group * wide, (group + 1) * wide).map((band) => band[i])),
    )
    const mean = meanOf(course)
    swells.real.fill(0)
    swells.imaginary.fill(0)
    course.forEach((value, i) => {
      swells.real[i] = (value - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (count - 1)))
    })
    swells.forward()
    const sums = SWELLS_HZ.slice(1).map(() => 0)
    for (let k = 0; k <= SWELL_FFT / 2; k++) {
      const hz = (k * FRAMES_A_SECOND) / SWELL_FFT
      const slot = SWELLS_HZ.findLastIndex((from) => hz >= from)
      if (slot >= 0 && slot < sums.length) sums[slot] += swells.real[k] ** 2 + swells.imaginary[k] ** 2
    }
    const total = sums.reduce((sum, value) => sum + value, 1e-9)
    return sums.map((value) => Math.log(value / total + 1e-4))
  }).flat()
}

/**
 * @param samples of one stretch of speech, 16 kHz, at least a tenth of a second of it loud.
 * @returns null where there is too little to hear. How loud the recording is as a whole does not count.
 */
export const voiceFeatures = (samples: Float32Array, colouring: Colouring = PLAIN): Float32Array | null => {
  const whole = voiceFrames(samples, colouring)
  if (whole.levelDb.length < LEAST_FRAMES) return null
  const threshold = percentile(whole.levelDb.toSorted(), 0.95) - RANGE_DB
  const isLoud = (level: number): boolean => level > threshold
  const frames = cut(whole, whole.levelDb.findIndex(isLoud), whole.levelDb.findLastIndex(isLoud) + 1)
  if (frames.levelDb.length < LEAST_FRAMES) return null
  const loud: Mask = Array.from(frames.levelDb, isLoud)
  const voiced: Mask = frames.pitch.map(({ isVoiced }, i) => isVoiced && loud[i])
  const loudest = frames.levelDb.reduce((most, level) => Math.max(most, level), -Infinity)
  const spectral = frames.spectral.map((course, i) =>
    i === 0 ? course.map((level) => level - loudest) : course,
  )
  const still = (courses: readonly Float64Array[], mask: Mask): readonly number[] =>
    courses.flatMap((course) => [...spreadOf(picked(course, mask)), ...shapeOf(picked(course, mask))])
  const spread = (courses: readonly Float64Array[], mask: Mask): readonly number[] =>
    courses.flatMap((course) => spreadOf(picked(course, mask)))
  const motion = (courses: readonly Float64Array[], mask: Mask): readonly number[] =>
    courses.flatMap((course) => motionOf(stepsOf(course, mask)))
  const row = [
    ...still(spectral, loud),
    ...motion(spectral, loud),
    ...spread(spectral, voiced),
    ...still(frames.vocal, voiced),
    ...motion(frames.vocal, voiced),
    ...still(frames.cepstra, loud),
    ...motion(frames.cepstra, loud),
    ...spread(frames.cepstra, voiced),
    ...pitchRange(picked(frames.vocal[0], voiced)),
    ...runsOf(voiced),
    ...runsOf(voiced.map((is) => !is)),
    ...runsOf(loud.map((is) => !is)),
    share(voiced),
    share(loud),
    ...modulation(frames.mel),
  ]
  return Float32Array.from(row, (value) => (Number.isFinite(value) ? value : 0))
}
