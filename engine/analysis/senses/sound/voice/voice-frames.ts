// Measures speech every 10 ms, as closely as an ear for feelings needs: spectrum, mel bands, pitch, formants, the strength of the
// harmonics (after Eyben et al. 2016). What these courses add up to is voice-features.ts' concern.
import { Autocorrelation, PITCH_WINDOW } from '../autocorrelation.ts'
import { Fft, hann } from '../fft.ts'
import { SAMPLE_RATE } from '../resampler.ts'
import { HOP, MEL_BANDS, melBands } from '../sound-frames.ts'
import { formantsOf } from './formants.ts'
import { trackPitch, type PitchPoint } from './pitch-track.ts'

const WINDOW = 400
const FFT_SIZE = 512
const BINS = FFT_SIZE / 2 + 1
const FLOOR = 1e-10
export const CEPSTRA = 16
const HZ = Float64Array.from({ length: BINS }, (_, k) => (k * SAMPLE_RATE) / FFT_SIZE)

/** Another throat or another microphone, made of the same sound. */
export interface Colouring {
  /** The spectrum is read so much higher up: above 1 the throat is longer, the voice darker. */
  readonly warp: number
  /** dB an octave. */
  readonly tilt: number
}
export const PLAIN: Colouring = { warp: 1, tilt: 0 }

/** Courses of equal length, a value a frame. */
export interface VoiceFrames {
  readonly levelDb: Float64Array
  readonly pitch: readonly PitchPoint[]
  /** Level, centre, spread, flatness, four quantiles, flux, two balances, three slopes, zero crossings. */
  readonly spectral: readonly Float64Array[]
  /** Semitones, harmonicity, three formants, five ratios of harmonics and formants: of sense where there is voice. */
  readonly vocal: readonly Float64Array[]
  readonly mel: readonly Float64Array[]
  /** Without the first, which is the level. */
  readonly cepstra: readonly Float64Array[]
}

const COSINES = Array.from({ length: CEPSTRA }, (_, i) =>
  Float64Array.from(
    { length: MEL_BANDS },
    (__, band) => Math.sqrt(2 / MEL_BANDS) * Math.cos((Math.PI * (band + 0.5) * (i + 1)) / MEL_BANDS),
  ),
)

const bands = melBands()
const autocorrelation = new Autocorrelation()
const fft = new Fft(FFT_SIZE)
const window = hann(WINDOW)

const coloured = (power: Float64Array, { warp, tilt }: Colouring): Float64Array => {
  if (warp === 1 && tilt === 0) return power
  return power.map((_, k) => {
    const at = Math.min(BINS - 1, k * warp)
    const low = Math.min(BINS - 2, Math.floor(at))
    const here = power[low] * (1 - at + low) + power[low + 1] * (at - low)
    return here * 10 ** ((tilt * Math.log2(Math.max(HZ[k], 60) / 1000)) / 10)
  })
}

const decibels = (power: number): number => 10 * Math.log10(power + FLOOR)
const binAt = (hz: number): number =>
  Math.max(0, Math.min(BINS - 1, Math.round((hz * FFT_SIZE) / SAMPLE_RATE)))
const firstBin = (hz: number): number => Math.ceil((hz * FFT_SIZE) / SAMPLE_RATE)

const bandDb = (power: Float64Array, fromHz: number, toHz: number): number => {
  let sum = 0
  for (let k = firstBin(fromHz); k < firstBin(toHz); k++) sum += power[k]
  return decibels(sum)
}

const most = (values: Float64Array, from: number, to: number): number => {
  let best = -Infinity
  for (let k = Math.max(0, from); k < Math.min(values.length, to); k++) best = Math.max(best, values[k])
  return best
}

/** dB a kilohertz of the straight line through a stretch of the spectrum. */
const slopeOf = (db: Float64Array, fromHz: number, toHz: number): number => {
  const [from, to] = [firstBin(fromHz), firstBin(toHz)]
  const middle = (HZ[from] + HZ[to - 1]) / 2
  let [sum, squares] = [0, 0]
  for (let k = from; k < to; k++) {
    sum += db[k] * (HZ[k] - middle)
    squares += (HZ[k] - middle) ** 2
  }
  return (1000 * sum) / squares
}

const QUANTILES = [0.25, 0.5, 0.75, 0.9] as const

/** The middle, the spread and four quantiles of the spectrum's mass in kHz; how little it stands out (0 noise, below: tones). */
const massOf = (power: Float64Array): readonly number[] => {
  let [total, weighted, logs] = [FLOOR, 0, 0]
  for (let k = 1; k < BINS; k++) {
    total += power[k]
    weighted += power[k] * HZ[k]
    logs += Math.log(power[k] + FLOOR)
  }
  const centre = weighted / total
  let [spread, sum] = [0, 0]
  const marks: number[] = []
  for (let k = 1; k < BINS; k++) {
    spread += (power[k] * (HZ[k] - centre) ** 2) / total
    sum += power[k]
    while (marks.length < QUANTILES.length && sum / total >= QUANTILES[marks.length]) marks.push(HZ[k] / 1000)
  }
  while (marks.length < QUANTILES.length) marks.push(HZ[BINS - 1] / 1000)
  const flatness = logs / (BINS - 1) - Math.log(total / (BINS - 1))
  return [centre / 1000, Math.sqrt(spread) / 1000, flatness, ...marks]
}

/** Of amplitudes that sum to one. */
const shapeOfSpectrum = (power: Float64Array): Float64Array => {
  const shape = power.map(Math.sqrt)
  const total = shape.reduce((sum, value) => sum + value, 1e-9)
  return shape.map((value) => value / total)
}

const changeOf = (before: Float64Array | undefined, after: Float64Array): number =>
  before ? 10 * Math.sqrt(after.reduce((sum, value, k) => sum + (value - before[k]) ** 2, 0)) : 0

const crossings = (samples: Float32Array, from: number): number => {
  let count = 0
  for (let i = from + 1; i < from + PITCH_WINDOW; i++) if (samples[i] * samples[i - 1] < 0) count++
  return count / (PITCH_WINDOW - 1)
}

/** Where nothing is voiced a pitch of the middle stands in: these values are not asked for there. */
const vocalOf = (db: Float64Array, power: Float64Array, { hz, voicing }: PitchPoint): readonly number[] => {
  const formants = formantsOf(power)
  const pitch = hz > 0 ? hz : 150
  const peak = (at: number, reach: number): number => most(db, binAt(at) - reach, binAt(at) + reach + 1)
  const [first, second] = [peak(pitch, 1), peak(2 * pitch, 1)]
  const [one, two, three] = [peak(formants[0], 2), peak(formants[1], 3), peak(formants[2], 4)]
  const regular = Math.max(0.02, Math.min(0.98, voicing))
  return [
    hz > 0 ? 12 * Math.log2(hz / 100) : 0,
    10 * Math.log10(regular / (1 - regular)),
    ...formants.map((formant) => 5 * Math.log(formant)),
    first - second,
    first - three,
    one - first,
    two - one,
    three - one,
  ]
}

const columnsOf = (rows: readonly (readonly number[] | Float64Array)[]): readonly Float64Array[] =>
  Array.from({ length: rows[0]?.length ?? 0 }, (_, i) => Float64Array.from(rows, (row) => row[i]))

/** @param samples of one stretch of speech, 16 kHz. */
export const voiceFrames = (samples: Float32Array, colouring: Colouring = PLAIN): VoiceFrames => {
  const count = Math.max(0, Math.floor((samples.length - PITCH_WINDOW) / HOP) + 1)
  const powers = Array.from({ length: count }, (_, i) => {
    const power = new Float64Array(BINS)
    fft.power(samples, i * HOP + (PITCH_WINDOW - WINDOW) / 2, window, power)
    return coloured(power, colouring)
  })
  const levelDb = Float64Array.from({ length: count }, (_, i) => {
    let energy = 0
    for (let k = i * HOP; k < i * HOP + PITCH_WINDOW; k++) energy += samples[k] ** 2
    return decibels(energy / PITCH_WINDOW)
  })
  const pitch = trackPitch(
    powers.map((_, i) => autocorrelation.of(samples, i * HOP)),
    levelDb,
  )
  const dbs = powers.map((power) => power.map(decibels))
  const mel = powers.map((power) =>
    Float64Array.from(bands, ({ from, weights }) => {
      let sum = FLOOR
      for (let i = 0; i < weights.length; i++) sum += weights[i] * power[from + i]
      return Math.log(sum)
    }),
  )
  const shapes = powers.map(shapeOfSpectrum)
  const spectral = powers.map((power, i) => [
    levelDb[i],
    ...massOf(power),
    changeOf(shapes[i - 1], shapes[i]),
    bandDb(power, 50, 1000) - bandDb(power, 1000, 5000),
    most(dbs[i], 0, firstBin(2000)) - most(dbs[i], firstBin(2000), firstBin(5000)),
    slopeOf(dbs[i], 0, 500),
    slopeOf(dbs[i], 500, 1500),
    slopeOf(dbs[i], 1500, 5000),
    crossings(samples, i * HOP),
  ])
  return {
    levelDb,
    pitch,
    spectral: columnsOf(spectral),
    vocal: columnsOf(powers.map((power, i) => vocalOf(dbs[i], power, pitch[i]))),
    mel: columnsOf(mel),
    cepstra: columnsOf(
      mel.map((row) =>
        COSINES.map((cosines) => cosines.reduce((sum, cosine, band) => sum + cosine * row[band], 0)),
      ),
    ),
  }
}
