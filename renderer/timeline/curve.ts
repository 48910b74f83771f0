// The smoothed curve of a feeling over the book's words. Pure numbers: knows neither pixels nor React.
import type { BookAxis } from './book-axis.ts'
import type { Measure, SceneFeelings } from './feelings.ts'

/** Paragraphs as stretches of words with one value each, in reading order. */
export interface Track {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly value: Float64Array
}

/** Only what has been analysed: words without a finding are left out, never taken as neutral. */
export const buildTrack = (
  axis: BookAxis,
  feelings: Readonly<Record<string, SceneFeelings>>,
  measure: Measure,
): Track => {
  const from: number[] = []
  const to: number[] = []
  const value: number[] = []
  for (const scene of axis.scenes) {
    const rows = feelings[scene.id]
    if (!rows) continue
    let word = scene.from
    for (const [index, words] of rows.words.entries()) {
      if (words <= 0) continue
      from.push(word)
      word += words
      to.push(word)
      value.push(rows[measure][index]!)
    }
  }
  return { from: Float64Array.from(from), to: Float64Array.from(to), value: Float64Array.from(value) }
}

/** Index of the first paragraph that ends after `word`. */
const firstEndingAfter = (track: Track, word: number): number => {
  let low = 0
  let high = track.to.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (track.to[middle]! > word) high = middle
    else low = middle + 1
  }
  return low
}

/** How far the window may shrink at the two ends of the text, as a part of its full half-width. */
const END_SHRINK = 0.6

/**
 * Kernel regression with an Epanechnikov window in which every word carries its paragraph's value, so a long paragraph
 * weighs more than a short one. All weights are positive: the curve never leaves the range of what it smooths and adds
 * no wave of its own. Towards the ends of the text the window shrinks instead of leaning on one side. Moments are summed
 * once, so that a point costs two binary searches however wide the window is.
 * @returns value at a word for a window of ± `halfWidth` words; null where nothing has been analysed.
 */
export const makeSmoother = (track: Track): ((word: number, halfWidth: number) => number | null) => {
  const count = track.to.length
  if (count === 0) return () => null
  const first = track.from[0]!
  const last = track.to[count - 1]!
  const origin = (first + last) / 2
  // Running integrals of t^k and of value · t^k up to each paragraph's start, t counted from the middle of the text.
  const mass = [0, 1, 2].map(() => new Float64Array(count + 1))
  const load = [0, 1, 2].map(() => new Float64Array(count + 1))
  const power = (from: number, to: number, k: number): number => (to ** (k + 1) - from ** (k + 1)) / (k + 1)
  for (let i = 0; i < count; i += 1) {
    for (let k = 0; k < 3; k += 1) {
      const piece = power(track.from[i]! - origin, track.to[i]! - origin, k)
      mass[k]![i + 1] = mass[k]![i]! + piece
      load[k]![i + 1] = load[k]![i]! + piece * track.value[i]!
    }
  }
  const upTo = (
    sums: readonly Float64Array[],
    k: number,
    index: number,
    word: number,
    weighted: boolean,
  ): number => {
    if (index >= count || word <= track.from[index]!) return sums[k]![Math.min(index, count)]!
    return (
      sums[k]![index]! +
      power(track.from[index]! - origin, word - origin, k) * (weighted ? track.value[index]! : 1)
    )
  }
  return (word, halfWidth) => {
    const here = firstEndingAfter(track, word)
    const covered = here < count ? track.from[here]! <= word : word === last
    if (!covered) return null
    const reach = Math.min(word - first, last - word)
    const half = Math.max(1, halfWidth * END_SHRINK, Math.min(halfWidth, reach))
    const [low, high] = [word - half, word + half]
    const [lowIndex, highIndex] = [firstEndingAfter(track, low), firstEndingAfter(track, high)]
    const x = word - origin
    // ∫ f(t) (1 − ((t − x) / h)²) dt from the moments of f.
    const window = (sums: readonly Float64Array[], weighted: boolean): number => {
      const [m0, m1, m2] = [0, 1, 2].map(
        (k) => upTo(sums, k, highIndex, high, weighted) - upTo(sums, k, lowIndex, low, weighted),
      )
      return m0! - (m2! - 2 * x * m1! + x * x * m0!) / (half * half)
    }
    const weight = window(mass, false)
    return weight > 0 ? window(load, true) / weight : null
  }
}

/** A window that suits a view: a twenty-fourth of what is seen, never under a long sentence. Words on each side. */
export const windowFor = (viewWords: number): number => Math.max(45, viewWords / 24)

/** `count` + 1 points over a stretch, evenly spaced, ends included. */
export const sampleCurve = (
  at: (word: number) => number | null,
  from: number,
  to: number,
  count: number,
): readonly { readonly word: number; readonly value: number | null }[] =>
  Array.from({ length: count + 1 }, (_, i) => {
    const word = from + ((to - from) * i) / count
    return { word, value: at(word) }
  })
