// The target the writer draws: points joined by a curve that never overshoots them, edits of them, and the gap to the text.
import type { TargetPoint } from './feelings.ts'

/** Two points may not come closer than this on x (0 … 1). */
const CLOSEST = 0.002

/** Slopes at the points that keep a cubic through them monotone between each two. */
const monotoneSlopes = (points: readonly TargetPoint[]): readonly number[] => {
  const last = points.length - 1
  const width = (i: number): number => points[i + 1]!.x - points[i]!.x
  const secant = (i: number): number => (points[i + 1]!.y - points[i]!.y) / width(i)
  const atEnd = (near: number, far: number): number => {
    const slope =
      ((2 * width(near) + width(far)) * secant(near) - width(near) * secant(far)) / (width(near) + width(far))
    if (slope * secant(near) <= 0) return 0
    return secant(near) * secant(far) <= 0 && Math.abs(slope) > 3 * Math.abs(secant(near))
      ? 3 * secant(near)
      : slope
  }
  return points.map((_, i) => {
    if (last === 1) return secant(0)
    if (i === 0) return atEnd(0, 1)
    if (i === last) return atEnd(last - 1, last - 2)
    const [before, after] = [secant(i - 1), secant(i)]
    if (before * after <= 0) return 0
    const [near, far] = [2 * width(i) + width(i - 1), width(i) + 2 * width(i - 1)]
    return (near + far) / (near / before + far / after)
  })
}

/**
 * PCHIP (Fritsch & Butland 1984), level before the first point and after the last: the arithmetic by which the engine
 * steers (engine/domain/curve.ts); a test holds the two together.
 * @returns y for x in 0 … 1; null without points.
 */
export const targetAt = (points: readonly TargetPoint[]): ((x: number) => number | null) => {
  const count = points.length
  if (count === 0) return () => null
  const slopes = count > 1 ? monotoneSlopes(points) : []
  return (x) => {
    if (x <= points[0]!.x) return points[0]!.y
    if (x >= points[count - 1]!.x) return points[count - 1]!.y
    let i = 0
    while (points[i + 1]!.x <= x) i += 1
    const [a, b] = [points[i]!, points[i + 1]!]
    const h = b.x - a.x
    const t = (x - a.x) / h
    return (
      a.y * (1 + 2 * t) * (1 - t) ** 2 +
      slopes[i]! * h * t * (1 - t) ** 2 +
      b.y * t * t * (3 - 2 * t) +
      slopes[i + 1]! * h * t * t * (t - 1)
    )
  }
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** Adds a point, or moves the one that is already there. */
export const addPoint = (points: readonly TargetPoint[], point: TargetPoint): readonly TargetPoint[] => [
  ...[...points.filter((other) => Math.abs(other.x - point.x) >= CLOSEST), point].toSorted(
    (a, b) => a.x - b.x,
  ),
]

/** Moves a point; it stays between its neighbours and within the range of the measure. */
export const movePoint = (
  points: readonly TargetPoint[],
  index: number,
  to: TargetPoint,
  [lowest, highest]: readonly [number, number],
): readonly TargetPoint[] => {
  const low = index > 0 ? points[index - 1]!.x + CLOSEST : 0
  const high = index < points.length - 1 ? points[index + 1]!.x - CLOSEST : 1
  return points.map((point, i) =>
    i === index ? { x: clamp(to.x, low, Math.max(low, high)), y: clamp(to.y, lowest, highest) } : point,
  )
}

/**
 * Mean distance between two curves sampled at the same words, on the measure's own scale; null where they never
 * stand side by side.
 */
export const meanGap = (
  samples: readonly { readonly actual: number | null; readonly target: number | null }[],
): number | null => {
  let total = 0
  let count = 0
  for (const { actual, target } of samples) {
    if (actual === null || target === null) continue
    total += Math.abs(actual - target)
    count += 1
  }
  return count === 0 ? null : total / count
}

/** Moves the whole curve, each point as far as the scale lets it. */
export const nudgeAll = (
  points: readonly TargetPoint[],
  dy: number,
  [lowest, highest]: readonly [number, number],
): readonly TargetPoint[] => points.map(({ x, y }) => ({ x, y: clamp(y + dy, lowest, highest) }))

/** How close a drawn line is kept to, as a part of the scale, and with how many points at most. */
const DRAWN = { tolerance: 0.02, most: 16 }

/**
 * What a pen drew, as few points, laid over what was there: points under the stroke give way to it.
 * @param stroke places as the pen went, in any direction.
 */
export const drawStroke = (
  points: readonly TargetPoint[],
  stroke: readonly TargetPoint[],
  [lowest, highest]: readonly [number, number],
): readonly TargetPoint[] => {
  // A pen that goes back over a place says it anew.
  const latest = new Map(stroke.map(({ x, y }) => [Math.round(x / CLOSEST), { x, y }]))
  const drawn = [...latest.values()]
    .map(({ x, y }) => ({ x: clamp(x, 0, 1), y: clamp(y, lowest, highest) }))
    .toSorted((a, b) => a.x - b.x)
    .filter(({ x }, i, all) => i === 0 || x > all[i - 1]!.x)
  const [first, last] = [drawn[0], drawn.at(-1)]
  if (!first || !last) return points
  const kept: TargetPoint[] = first === last ? [first] : [first, last]
  const around = points.filter(({ x }) => x < first.x - CLOSEST || x > last.x + CLOSEST)
  const together = (): readonly TargetPoint[] => [...around, ...kept].toSorted((a, b) => a.x - b.x)
  while (kept.length < DRAWN.most) {
    const at = targetAt(together())
    let worst = DRAWN.tolerance * (highest - lowest)
    let farthest: TargetPoint | null = null
    for (const place of drawn) {
      const off = Math.abs(place.y - at(place.x)!)
      if (off > worst) [worst, farthest] = [off, place]
    }
    if (!farthest || kept.includes(farthest)) break
    kept.push(farthest)
  }
  return together()
}
