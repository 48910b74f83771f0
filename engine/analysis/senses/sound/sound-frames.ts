// Cuts sound into frames of 10 ms and measures each: loudness, mel bands, pitch. What they add up to, others say.
import { Autocorrelation, LONGEST_LAG, PITCH_WINDOW } from './autocorrelation.ts'
import { Fft, hann } from './fft.ts'
import { SAMPLE_RATE } from './resampler.ts'

export const HOP = 160
export const HOP_MS = (1000 * HOP) / SAMPLE_RATE
const WINDOW = 400
const FFT_SIZE = 512
export const MEL_BANDS = 40
const MEL_FROM_HZ = 60
const MEL_TO_HZ = 7600
const LOWEST_HZ = 65
const HIGHEST_HZ = 500
/** Below it nobody asks for a pitch. */
const PITCH_FROM_DB = -60
/** A later peak must be so much better than an earlier one: octaves below are not the pitch. */
const OCTAVE_COST = 0.9
export const VOICED_FROM = 0.45
const FLOOR = 1e-10

export interface SoundFrame {
  /** dB below full scale. */
  readonly levelDb: number
  /** Natural logarithm of the power in each band. */
  readonly mel: Float32Array
  /** Hz; 0 where nothing is voiced. */
  readonly pitchHz: number
  /** 0 … 1: how regular the sound is. */
  readonly voicing: number
  /** Hz: the middle of the spectrum's mass. */
  readonly centroidHz: number
  /** 0 pure tones … 1 noise. */
  readonly flatness: number
}

const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700)
const toHz = (mel: number): number => 700 * (Math.exp(mel / 1127) - 1)

export interface MelBand {
  readonly from: number
  readonly weights: Float64Array
}

/** Bands that overlap, evenly spaced on the scale of pitch. */
export const melBands = (): readonly MelBand[] => {
  const [low, high] = [toMel(MEL_FROM_HZ), toMel(MEL_TO_HZ)]
  const edges = Array.from(
    { length: MEL_BANDS + 2 },
    (_, i) => (toHz(low + ((high - low) * i) / (MEL_BANDS + 1)) * FFT_SIZE) / SAMPLE_RATE,
  )
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const [left, middle, right] = edges.slice(band, band + 3)
    const from = Math.ceil(left)
    const weights = Float64Array.from({ length: Math.max(1, Math.floor(right) - from + 1) }, (_, i) => {
      const k = from + i
      return Math.max(0, k <= middle ? (k - left) / (middle - left) : (right - k) / (right - middle))
    })
    return { from, weights }
  })
}

/** Takes samples as they come and gives frames as soon as they are whole. */
export class FrameMaker {
  readonly #fft = new Fft(FFT_SIZE)
  readonly #autocorrelation = new Autocorrelation()
  readonly #window = hann(WINDOW)
  readonly #bands = melBands()
  readonly #power = new Float64Array(FFT_SIZE / 2 + 1)
  #held = new Float32Array(0)

  add(samples: Float32Array): SoundFrame[] {
    const joined = new Float32Array(this.#held.length + samples.length)
    joined.set(this.#held)
    joined.set(samples, this.#held.length)
    const frames: SoundFrame[] = []
    let from = 0
    for (; from + PITCH_WINDOW <= joined.length; from += HOP) frames.push(this.#measure(joined, from))
    this.#held = joined.slice(from)
    return frames
  }

  #measure(samples: Float32Array, from: number): SoundFrame {
    const power = this.#power
    this.#fft.power(samples, from + (PITCH_WINDOW - WINDOW) / 2, this.#window, power)
    let energy = 0
    for (let i = 0; i < PITCH_WINDOW; i++) energy += samples[from + i] ** 2
    let [sum, weighted, logs] = [FLOOR, 0, 0]
    for (let k = 1; k < power.length; k++) {
      sum += power[k]
      weighted += power[k] * k
      logs += Math.log(power[k] + FLOOR)
    }
    const bins = power.length - 1
    const mel = Float32Array.from(this.#bands, (band) => {
      let total = 0
      for (let i = 0; i < band.weights.length; i++) total += band.weights[i] * power[band.from + i]
      return Math.log(total + FLOOR)
    })
    const levelDb = 10 * Math.log10(energy / PITCH_WINDOW + FLOOR)
    const { pitchHz, voicing } =
      levelDb > PITCH_FROM_DB ? this.#pitch(samples, from) : { pitchHz: 0, voicing: 0 }
    return {
      levelDb,
      mel,
      pitchHz,
      voicing,
      centroidHz: ((weighted / sum) * SAMPLE_RATE) / FFT_SIZE,
      flatness: Math.min(1, Math.exp(logs / bins) / (sum / bins)),
    }
  }

  /** The highest peak, of like ones the first. */
  #pitch(samples: Float32Array, from: number): { pitchHz: number; voicing: number } {
    const correlation = this.#autocorrelation.of(samples, from)
    if (!correlation) return { pitchHz: 0, voicing: 0 }
    const shortest = Math.floor(SAMPLE_RATE / HIGHEST_HZ)
    const longest = Math.min(Math.ceil(SAMPLE_RATE / LOWEST_HZ), LONGEST_LAG)
    const at = (lag: number): number => correlation[lag]
    let [best, bestLag] = [0, 0]
    for (let lag = shortest; lag <= longest; lag++) {
      const here = at(lag)
      if (here * OCTAVE_COST <= best && bestLag > 0) continue
      if (here < at(lag - 1) || here < at(lag + 1)) continue
      best = here
      bestLag = lag
    }
    const voicing = Math.max(0, Math.min(1, best))
    if (bestLag === 0 || voicing < VOICED_FROM) return { pitchHz: 0, voicing }
    const [left, middle, right] = [at(bestLag - 1), best, at(bestLag + 1)]
    const bend = left - 2 * middle + right
    const shift = bend < 0 ? (0.5 * (left - right)) / bend : 0
    return { pitchHz: SAMPLE_RATE / (bestLag + shift), voicing }
  }
}
