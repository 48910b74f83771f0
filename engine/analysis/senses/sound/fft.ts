// The fast Fourier transform of real numbers, in place of a package: radix two, its tables made once a size (Cooley & Tukey 1965).

export class Fft {
  readonly size: number
  readonly #cosines: Float64Array
  readonly #sines: Float64Array
  readonly #order: Uint32Array
  readonly real: Float64Array
  readonly imaginary: Float64Array

  /** @param size a power of two. */
  constructor(size: number) {
    this.size = size
    this.real = new Float64Array(size)
    this.imaginary = new Float64Array(size)
    this.#cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size))
    this.#sines = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / size))
    const bits = Math.log2(size)
    this.#order = Uint32Array.from({ length: size }, (_, i) => {
      let reversed = 0
      for (let bit = 0; bit < bits; bit++) if (i & (1 << bit)) reversed |= 1 << (bits - 1 - bit)
      return reversed
    })
  }

  /** Transforms what stands in `real` and `imaginary`. */
  forward(): void {
    const { size, real, imaginary } = this
    const cosines = this.#cosines
    const sines = this.#sines
    const order = this.#order
    for (let i = 0; i < size; i++) {
      const j = order[i]
      if (j <= i) continue
      const re = real[i]
      const im = imaginary[i]
      real[i] = real[j]
      imaginary[i] = imaginary[j]
      real[j] = re
      imaginary[j] = im
    }
    for (let span = 2; span <= size; span *= 2) {
      const half = span / 2
      const step = size / span
      for (let from = 0; from < size; from += span)
        for (let k = 0; k < half; k++) {
          const c = cosines[k * step]
          const s = sines[k * step]
          const one = from + k
          const two = one + half
          const re = real[two] * c + imaginary[two] * s
          const im = imaginary[two] * c - real[two] * s
          real[two] = real[one] - re
          imaginary[two] = imaginary[one] - im
          real[one] += re
          imaginary[one] += im
        }
    }
  }

  /** Power of each bin 0 … size / 2 of the samples times the window. */
  power(samples: Float32Array, from: number, window: Float64Array, out: Float64Array): void {
    this.real.fill(0)
    this.imaginary.fill(0)
    for (let i = 0; i < window.length; i++) this.real[i] = (samples[from + i] ?? 0) * window[i]
    this.forward()
    for (let k = 0; k <= this.size / 2; k++) out[k] = this.real[k] ** 2 + this.imaginary[k] ** 2
  }
}

/** Raised cosine (von Hann). */
export const hann = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length))
