// A feeling along the words of a book, and its smoothed curve. Knows neither pixels nor where the numbers come from.
// The window draws with the same arithmetic (renderer/timeline/curve.ts); a test holds the two together.

/** Paragraphs as stretches of words with one value each, in reading order. */
export interface Track {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly value: Float64Array
  /** 0 … 1: how much of the stretch the value speaks for; 0 where a person is not felt, 1 where all of it counts. */
  readonly weight: Float64Array
}

export interface TrackRow {
  readonly from: number
  readonly to: number
  readonly value: number
  readonly weight?: number
}

/** Rows without words are left out. */
export const trackOf = (rows: readonly TrackRow[]): Track => {
  const kept = rows.filter(({ from, to }) => to > from)
  return {
    from: Float64Array.from(kept, (row) => row.from),
    to: Float64Array.from(kept, (row) => row.to),
    value: Float64Array.from(kept, (row) => row.value),
    weight: Float64Array.from(kept, (row) => row.weight ?? 1),
  }
}

/** A window that suits a view: a twenty-fourth of what is seen, never under a long sentence. Words on each side. */
export const windowFor = (viewWords: number): number => Math.max(45, viewWords / 24)

/** Less than this part of a full window's evidence, and there is no value. */
const LEAST_MASS = 0.04

/** Index of the first paragraph that ends after `word`. */
const firstEndingAfter = (track: Track, word: number): number => {
  let low = 0
  let high = track.to.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (track.to[middle] > word) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Local linear regression with an Epanechnikov window (Fan & Gijbels 1996) in which every word carries its paragraph's
 * value. Towards the ends the window leans inwards and keeps as many words as in the middle, and a line is fitted, not
 * a level: a constant or steadily rising text stays so up to its last word, and no wave is added. The fit never leaves
 * the range of what the window holds.
 * @returns value at a word for a window of ± `halfWidth` words; null where nothing is known.
 */
export const makeSmoother = (track: Track): ((word: number, halfWidth: number) => number | null) => {
  const { from, to, value, weight } = track
  const count = to.length
  if (count === 0) return () => null
  const [first, last] = [from[0], to[count - 1]]
  return (word, halfWidth) => {
    const here = firstEndingAfter(track, word)
    if (here < count ? from[here] > word : word !== last) return null
    const reach = Math.min(word - first, last - word)
    const half = Math.max(1, halfWidth + Math.max(0, halfWidth - reach))
    let [s0, s1, s2, t0, t1] = [0, 0, 0, 0, 0]
    let [low, high] = [Infinity, -Infinity]
    for (let i = firstEndingAfter(track, word - half); i < count && from[i] < word + half; i++) {
      if (weight[i] === 0) continue
      const a = Math.max(-1, (from[i] - word) / half)
      const b = Math.min(1, (to[i] - word) / half)
      const [a2, b2] = [a * a, b * b]
      // ∫ u^k (1 − u²) du over the paragraph, k = 0, 1, 2.
      const m0 = weight[i] * (b - a - (b2 * b - a2 * a) / 3)
      const m1 = weight[i] * ((b2 - a2) / 2 - (b2 * b2 - a2 * a2) / 4)
      s0 += m0
      s1 += m1
      s2 += weight[i] * ((b2 * b - a2 * a) / 3 - (b2 * b2 * b - a2 * a2 * a) / 5)
      t0 += m0 * value[i]
      t1 += m1 * value[i]
      if (value[i] < low) low = value[i]
      if (value[i] > high) high = value[i]
    }
    if (s0 < LEAST_MASS) return null
    const spread = s0 * s2 - s1 * s1
    const fit = spread > 1e-9 * s0 * s0 ? (s2 * t0 - s1 * t1) / spread : t0 / s0
    return Math.min(high, Math.max(low, fit))
  }
}
