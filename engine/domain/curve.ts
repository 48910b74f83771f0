// The arithmetic of arcs: what a passage feels like as a whole, and what a drawn curve asks for at a place.
// Smoothing for display belongs to the window.
import { EMOTIONS, type Feeling } from './emotion.ts'
import type { Measure } from './measure.ts'

/** A handle of a target curve: x 0 … 1 over its scope's words, y on the scale of its measure. */
export interface CurvePoint {
  readonly x: number
  readonly y: number
}

/** How the writer wants a scope to feel: the book (null), or a part, chapter or scene. */
export interface DrawnCurve {
  readonly scopeId: string | null
  readonly measure: Measure
  readonly points: readonly CurvePoint[]
}

/** A drawn curve as it is kept. */
export interface TargetCurve extends DrawnCurve {
  /** The named shape it was started from (domain/story-shapes.ts), whose beats are shown beside it; null for none. */
  readonly shape: string | null
}

/** How much a span without any evidence weighs against one that is certain: plain narration does not end a mood. */
const SILENT_WEIGHT = 0.12
const NEUTRAL = EMOTIONS.indexOf('neutral')

const round = (value: number): number => Math.round(value * 1000) / 1000

/**
 * One feeling for many spans, each weighing its words times how much it shows.
 * The emotion is neutral only where nearly all of it is; null without words.
 * @param words words (or characters) of each span, in the order of `feelings`.
 */
export const blendFeelings = (feelings: readonly Feeling[], words: readonly number[]): Feeling | null => {
  const mix = new Array<number>(EMOTIONS.length).fill(0)
  let total = 0
  let wordTotal = 0
  let valence = 0
  let arousal = 0
  let confidence = 0
  feelings.forEach((feeling, index) => {
    // However sure the analyser is that nothing is felt, it shows nothing.
    const shown = Math.min(feeling.confidence, 1 - feeling.mix[NEUTRAL])
    const weight = words[index] * Math.max(SILENT_WEIGHT, shown)
    total += weight
    wordTotal += words[index]
    valence += weight * feeling.valence
    arousal += weight * feeling.arousal
    confidence += words[index] * feeling.confidence
    for (let emotion = 0; emotion < mix.length; emotion++) mix[emotion] += weight * feeling.mix[emotion]
  })
  if (total === 0) return null
  const shares = mix.map((share) => round(share / total))
  return {
    valence: round(valence / total),
    arousal: round(arousal / total),
    mix: shares,
    emotion: leadingEmotion(shares),
    confidence: round(confidence / wordTotal),
  }
}

/** The largest share; of a blend, an emotion leads neutral as soon as it is a third of what is felt at all. */
const leadingEmotion = (mix: readonly number[]): Feeling['emotion'] => {
  let leader = 0
  for (let index = 1; index < NEUTRAL; index++) if (mix[index] > mix[leader]) leader = index
  return EMOTIONS[mix[NEUTRAL] > 2 * mix[leader] ? NEUTRAL : leader]
}

/** Slopes at the points that keep a cubic through them monotone between each two. */
const monotoneSlopes = (points: readonly CurvePoint[]): number[] => {
  const last = points.length - 1
  const width = (index: number): number => points[index + 1].x - points[index].x
  const secant = (index: number): number => (points[index + 1].y - points[index].y) / width(index)
  const atEnd = (near: number, far: number): number => {
    const slope =
      ((2 * width(near) + width(far)) * secant(near) - width(near) * secant(far)) / (width(near) + width(far))
    if (slope * secant(near) <= 0) return 0
    return secant(near) * secant(far) <= 0 && Math.abs(slope) > 3 * Math.abs(secant(near))
      ? 3 * secant(near)
      : slope
  }
  return points.map((_, index) => {
    if (last === 1) return secant(0)
    if (index === 0) return atEnd(0, 1)
    if (index === last) return atEnd(last - 1, last - 2)
    const [before, after] = [secant(index - 1), secant(index)]
    if (before * after <= 0) return 0
    const [near, far] = [2 * width(index) + width(index - 1), width(index) + 2 * width(index - 1)]
    return (near + far) / (near / before + far / after)
  })
}

/**
 * The curve's value at x: PCHIP (Fritsch & Butland 1984) between points, level beyond the ends, null without points.
 * @param points with strictly increasing x.
 */
export const targetAt = (points: readonly CurvePoint[], x: number): number | null => {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  if (x <= first.x) return first.y
  if (x >= last.x) return last.y
  const right = points.findIndex((point) => point.x > x)
  const [from, to] = [points[right - 1], points[right]]
  const slopes = monotoneSlopes(points)
  const width = to.x - from.x
  const t = (x - from.x) / width
  const rest = 1 - t
  return (
    rest * rest * (1 + 2 * t) * from.y +
    t * rest * rest * width * slopes[right - 1] +
    t * t * (3 - 2 * t) * to.y -
    t * t * rest * width * slopes[right]
  )
}
