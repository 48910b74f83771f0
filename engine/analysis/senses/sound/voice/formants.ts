// Where the vocal tract resounds: peaks of the envelope that linear prediction draws over the spectrum below 5.5 kHz (selective
// linear prediction, Makhoul 1975).
import { Fft } from '../fft.ts'
import { SAMPLE_RATE } from '../resampler.ts'

const FFT_SIZE = 512
/** Bins of the spectrum that are looked at, and what the last of them stands for. */
const BINS = 176
const TOP_HZ = (BINS * SAMPLE_RATE) / FFT_SIZE
const ORDER = 11
const LOWEST_HZ = 200
/** Voices fall towards the treble: what is higher weighs more, from here on. */
const EMPHASIS_HZ = 200
/** Where nothing resounds: a neutral vowel. */
const NEUTRAL_HZ = [500, 1500, 2500] as const

/** cos(π k lag / BINS), by lag and bin. */
const COSINES = Array.from({ length: ORDER + 1 }, (_, lag) =>
  Float64Array.from({ length: BINS + 1 }, (__, k) => Math.cos((Math.PI * k * lag) / BINS)),
)

const fft = new Fft(FFT_SIZE)

/** Of the emphasised part of a power spectrum, by lag. */
const autocorrelation = (power: Float64Array): Float64Array => {
  const weighted = Float64Array.from({ length: BINS + 1 }, (_, k) => {
    const hz = (k * SAMPLE_RATE) / FFT_SIZE
    return power[k] * (hz ** 2 + EMPHASIS_HZ ** 2) * (k === 0 || k === BINS ? 0.5 : 1)
  })
  return Float64Array.from(COSINES, (cosines) => {
    let sum = 0
    for (let k = 0; k <= BINS; k++) sum += weighted[k] * cosines[k]
    return sum / BINS
  })
}

/** Levinson and Durbin's recursion. */
const predictor = (correlation: Float64Array): Float64Array => {
  let weights = new Float64Array(ORDER + 1)
  weights[0] = 1
  let error = correlation[0] * 1.0001 + 1e-12
  for (let i = 1; i <= ORDER; i++) {
    let sum = correlation[i]
    for (let j = 1; j < i; j++) sum += weights[j] * correlation[i - j]
    const reflection = -sum / error
    const next = weights.slice()
    next[i] = reflection
    for (let j = 1; j < i; j++) next[j] = weights[j] + reflection * weights[i - j]
    weights = next
    error = Math.max(1e-20, error * (1 - reflection ** 2))
  }
  return weights
}

/** @param power bins 0 … 256 of 512. @returns Hz of the first three. */
export const formantsOf = (power: Float64Array): readonly [number, number, number] => {
  const weights = predictor(autocorrelation(power))
  fft.real.fill(0)
  fft.imaginary.fill(0)
  fft.real.set(weights)
  fft.forward()
  const dips: number[] = []
  const inverse = (k: number): number => fft.real[k] ** 2 + fft.imaginary[k] ** 2
  for (let k = 1; k < FFT_SIZE / 2 && dips.length < 3; k++) {
    const hz = (k * TOP_HZ) / (FFT_SIZE / 2)
    if (hz >= LOWEST_HZ && inverse(k) < inverse(k - 1) && inverse(k) <= inverse(k + 1)) dips.push(hz)
  }
  return [dips[0] ?? NEUTRAL_HZ[0], dips[1] ?? NEUTRAL_HZ[1], dips[2] ?? NEUTRAL_HZ[2]]
}
