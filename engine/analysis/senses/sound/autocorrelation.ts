// How much a stretch of sound is like itself some samples later (Boersma 1993): what pitch is looked for in.
import { Fft, hann } from './fft.ts'

/** Two periods of the lowest voice. */
export const PITCH_WINDOW = 640
const SIZE = 1024
export const LONGEST_LAG = PITCH_WINDOW / 2
const FLOOR = 1e-10

export class Autocorrelation {
  readonly #fft = new Fft(SIZE)
  readonly #window = hann(PITCH_WINDOW)
  readonly #ofWindow: Float64Array

  constructor() {
    this.#ofWindow = this.#correlate(Float32Array.from(this.#window), 0, false)
  }

  /**
   * @param from where the window of PITCH_WINDOW samples begins.
   * @returns by lag 0 … LONGEST_LAG + 1, at most about 1; null where there is nothing to hear.
   */
  of(samples: Float32Array, from: number): Float64Array | null {
    const raw = this.#correlate(samples, from, true)
    const total = raw[0]
    if (!(total > FLOOR)) return null
    return raw.map((value, lag) => (value / total) * (this.#ofWindow[0] / this.#ofWindow[lag]))
  }

  /** By way of the power spectrum; windowed, of samples less their mean. */
  #correlate(samples: Float32Array, from: number, isWindowed: boolean): Float64Array {
    const fft = this.#fft
    fft.real.fill(0)
    fft.imaginary.fill(0)
    let mean = 0
    if (isWindowed) for (let i = 0; i < PITCH_WINDOW; i++) mean += samples[from + i] / PITCH_WINDOW
    for (let i = 0; i < PITCH_WINDOW; i++)
      fft.real[i] = (samples[from + i] - mean) * (isWindowed ? this.#window[i] : 1)
    fft.forward()
    for (let k = 0; k < SIZE; k++) {
      fft.real[k] = fft.real[k] ** 2 + fft.imaginary[k] ** 2
      fft.imaginary[k] = 0
    }
    fft.forward()
    return fft.real.slice(0, LONGEST_LAG + 2).map((value) => value / SIZE)
  }
}
