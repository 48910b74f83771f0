// The smoothed curve of a feeling over the book's words. Pure numbers: knows neither pixels nor React.
// The engine reports with the same arithmetic (engine/domain/arc-track.ts); a test holds the two together.
import type { BookAxis } from './book-axis.ts'
import { valueOf, type Measure, type SceneFeelings, type VoiceScene } from './feelings.ts'

/** Paragraphs as stretches of words with one value each, in reading order. */
export interface Track {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly value: Float64Array
  /** 0 … 1: how much of the stretch the value speaks for; 0 where a voice is silent. */
  readonly weight: Float64Array
}

/** A stretch of a track before it is packed. */
export interface TrackRow {
  readonly from: number
  readonly to: number
  readonly value: number
  readonly weight: number
}

/** A track of at most so many stretches. Those without words are left out. */
const trackBuilder = (most: number) => {
  const [from, to] = [new Float64Array(most), new Float64Array(most)]
  const [value, weight] = [new Float64Array(most), new Float64Array(most)]
  let count = 0
  return {
    add: (start: number, end: number, height: number, share: number): void => {
      if (end <= start) return
      from[count] = start
      to[count] = end
      value[count] = height
      weight[count] = share
      count += 1
    },
    done: (): Track => ({
      from: from.subarray(0, count),
      to: to.subarray(0, count),
      value: value.subarray(0, count),
      weight: weight.subarray(0, count),
    }),
  }
}

/** Rows without words are left out. */
export const packTrack = (rows: readonly TrackRow[]): Track => {
  const { add, done } = trackBuilder(rows.length)
  for (const { from, to, value, weight } of rows) add(from, to, value, weight)
  return done()
}

/** What one voice feels, by scene. */
export type VoiceScenes = ReadonlyMap<string, VoiceScene>

/**
 * Only what has been analysed: words without a finding are left out, never taken as neutral.
 * @param voice whose feelings; null for the text as a whole.
 */
export const buildTrack = (
  axis: BookAxis,
  feelings: Readonly<Record<string, SceneFeelings>>,
  measure: Measure | 'confidence',
  voice: VoiceScenes | null = null,
): Track => {
  const most = axis.scenes.reduce((sum, { id }) => sum + (feelings[id]?.words.length ?? 0), 0)
  const { add, done } = trackBuilder(most)
  for (const scene of axis.scenes) {
    const rows = feelings[scene.id]
    if (!rows) continue
    const heard = voice?.get(scene.id)
    const places = new Map(heard?.blockIds.map((id, index) => [id, index]))
    let word = scene.from
    for (let index = 0; index < rows.words.length; index += 1) {
      const words = rows.words[index]!
      const place = voice ? places.get(rows.blockIds[index]!) : index
      const own = voice ? heard : rows
      const value = own && place !== undefined ? valueOf(own, place, measure) : 0
      const share = voice && heard && place !== undefined ? heard.words[place]! / Math.max(1, words) : 1
      const weight = place === undefined ? 0 : Math.min(1, share)
      add(word, word + words, value, weight)
      word += words
    }
  }
  return done()
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

/** Less than this part of a full window's evidence, and there is no value. */
const LEAST_MASS = 0.04

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
  const [first, last] = [from[0]!, to[count - 1]!]
  return (word, halfWidth) => {
    const here = firstEndingAfter(track, word)
    if (here < count ? from[here]! > word : word !== last) return null
    const reach = Math.min(word - first, last - word)
    const half = Math.max(1, halfWidth + Math.max(0, halfWidth - reach))
    let [s0, s1, s2, t0, t1] = [0, 0, 0, 0, 0]
    let [low, high] = [Infinity, -Infinity]
    for (let i = firstEndingAfter(track, word - half); i < count && from[i]! < word + half; i++) {
      const share = weight[i]!
      const height = value[i]!
      if (share === 0) continue
      const a = Math.max(-1, (from[i]! - word) / half)
      const b = Math.min(1, (to[i]! - word) / half)
      const [a2, b2] = [a * a, b * b]
      // ∫ u^k (1 − u²) du over the paragraph, k = 0, 1, 2.
      const m0 = share * (b - a - (b2 * b - a2 * a) / 3)
      const m1 = share * ((b2 - a2) / 2 - (b2 * b2 - a2 * a2) / 4)
      s0 += m0
      s1 += m1
      s2 += share * ((b2 * b - a2 * a) / 3 - (b2 * b2 * b - a2 * a2 * a) / 5)
      t0 += m0 * height
      t1 += m1 * height
      if (height < low) low = height
      if (height > high) high = height
    }
    if (s0 < LEAST_MASS) return null
    const spread = s0 * s2 - s1 * s1
    const fit = spread > 1e-9 * s0 * s0 ? (s2 * t0 - s1 * t1) / spread : t0 / s0
    return Math.min(high, Math.max(low, fit))
  }
}

/**
 * Neighbouring rows joined until each is about so many words long: a wide window need not look at every paragraph of a
 * long book. Rows that a gap parts stay apart.
 */
export const coarsen = (track: Track, words: number): Track => {
  const { add, done } = trackBuilder(track.to.length)
  let open: { from: number; to: number; load: number; mass: number } | null = null
  const close = (): void => {
    if (!open) return
    const { from, to, load, mass } = open
    add(from, to, mass > 0 ? load / mass : 0, mass / (to - from))
    open = null
  }
  for (let i = 0; i < track.to.length; i += 1) {
    const [from, to] = [track.from[i]!, track.to[i]!]
    if (open && (open.to !== from || open.to - open.from >= words)) close()
    const mass = track.weight[i]! * (to - from)
    open ??= { from, to, load: 0, mass: 0 }
    open.to = to
    open.load += mass * track.value[i]!
    open.mass += mass
  }
  close()
  return done()
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
