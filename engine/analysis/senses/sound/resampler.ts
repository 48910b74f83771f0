// Brings sound of any rate to another (16 kHz where none is named) in one channel as it streams by: a windowed sinc at each new sample's place.

export const SAMPLE_RATE = 16_000
const HALF_TAPS = 16
const PHASES = 128

export class Resampler {
  readonly #ratio: number
  readonly #taps: Float64Array
  #held = new Float32Array(0)
  /** Of the next sample, counted from the beginning of what is held. */
  #at = HALF_TAPS

  constructor(sampleRate: number, wanted: number = SAMPLE_RATE) {
    this.#ratio = sampleRate / wanted
    // What is above half of the lower rate would fold down.
    const cutoff = Math.min(1, 1 / this.#ratio) * 0.95
    this.#taps = new Float64Array((PHASES + 1) * 2 * HALF_TAPS)
    for (let phase = 0; phase <= PHASES; phase++) {
      let sum = 0
      const from = phase * 2 * HALF_TAPS
      for (let k = 0; k < 2 * HALF_TAPS; k++) {
        const x = k - HALF_TAPS + 1 - phase / PHASES
        const angle = Math.PI * cutoff * x
        const sinc = x === 0 ? 1 : Math.sin(angle) / angle
        const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / HALF_TAPS)
        this.#taps[from + k] = sinc * Math.max(0, window)
        sum += this.#taps[from + k]
      }
      for (let k = 0; k < 2 * HALF_TAPS; k++) this.#taps[from + k] /= sum
    }
  }

  /** @param channels of one length each @returns what can be said so far, in one channel. */
  add(channels: readonly Float32Array[]): Float32Array {
    const length = channels[0]?.length ?? 0
    const joined = new Float32Array(this.#held.length + length)
    joined.set(this.#held)
    for (let i = 0; i < length; i++) {
      let sum = 0
      for (const channel of channels) sum += channel[i] ?? 0
      // Floating point may hold what is no number, or louder than loud.
      joined[this.#held.length + i] = Math.max(-1, Math.min(1, sum / channels.length)) || 0
    }
    if (this.#ratio === 1) return joined
    const out = new Float32Array(Math.ceil(joined.length / this.#ratio) + 1)
    let made = 0
    for (; this.#at + HALF_TAPS < joined.length; this.#at += this.#ratio) {
      const whole = Math.floor(this.#at)
      const from = Math.round((this.#at - whole) * PHASES) * 2 * HALF_TAPS
      let sum = 0
      for (let k = 0; k < 2 * HALF_TAPS; k++) sum += joined[whole - HALF_TAPS + 1 + k] * this.#taps[from + k]
      out[made++] = sum
    }
    const drop = Math.max(0, Math.min(joined.length, Math.floor(this.#at) - HALF_TAPS))
    this.#held = joined.slice(drop)
    this.#at -= drop
    return out.subarray(0, made)
  }
}
