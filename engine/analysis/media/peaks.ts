// Reduces sound to its loudest points as it streams by: a window of 20 ms at a time, then a few bars for drawing.

const WINDOW_S = 0.02

export class Peaks {
  readonly #windows: number[] = []
  #seconds = 0
  /** Seconds and peak of the window being filled. */
  #filled = 0
  #peak = 0

  /** @param channels samples −1 … 1, one array a channel, all of one length. */
  add(channels: readonly Float32Array[], sampleRate: number): void {
    const length = channels[0]?.length ?? 0
    if (length === 0 || !(sampleRate > 0)) return
    const step = 1 / sampleRate
    for (let i = 0; i < length; i++) {
      for (const channel of channels) {
        const level = Math.abs(channel[i] ?? 0)
        if (level > this.#peak) this.#peak = level
      }
      this.#filled += step
      if (this.#filled >= WINDOW_S) this.#endWindow()
    }
    this.#seconds += length * step
  }

  durationMs(): number {
    return Math.round(this.#seconds * 1000)
  }

  /** At most `count` values 0 … 1 (three decimals), evenly spaced. Empty without sound. */
  waveform(count: number): readonly number[] {
    const windows = this.#filled > 0 ? [...this.#windows, this.#peak] : this.#windows
    const bars = Math.min(count, windows.length)
    return Array.from({ length: bars }, (_, bar) => {
      const from = Math.floor((bar * windows.length) / bars)
      const to = Math.floor(((bar + 1) * windows.length) / bars)
      let peak = 0
      for (let i = from; i < to; i++) peak = Math.max(peak, windows[i])
      return Math.round(Math.min(1, peak) * 1000) / 1000
    })
  }

  #endWindow(): void {
    this.#windows.push(this.#peak)
    this.#peak = 0
    this.#filled = 0
  }
}
