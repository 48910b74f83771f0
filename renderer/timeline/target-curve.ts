// The target the writer draws: points joined by a curve that never overshoots them, edits of them, and the gap to the text.
import type { TargetPoint } from './feelings.ts'

/** Two points may not come closer than this on x (0 … 1). */
const CLOSEST = 0.002

/**
 * Monotone cubic through the points (M. Steffen, 1990), level before the first and after the last.
 * @returns y for x in 0 … 1; null without points.
 */
export const targetAt = (points: readonly TargetPoint[]): ((x: number) => number | null) => {
  const count = points.length
  if (count === 0) return () => null
  const slope = (i: number): number => {
    const [a, b] = [points[i]!, points[i + 1]!]
    return (b.y - a.y) / Math.max(b.x - a.x, 1e-9)
  }
  const tangents = points.map((point, i) => {
    if (i === 0 || i === count - 1) return 0
    const [before, after] = [points[i - 1]!, points[i + 1]!]
    const [h0, h1] = [point.x - before.x, after.x - point.x]
    const [s0, s1] = [slope(i - 1), slope(i)]
    const p = (s0 * h1 + s1 * h0) / Math.max(h0 + h1, 1e-9)
    return (Math.sign(s0) + Math.sign(s1)) * Math.min(Math.abs(s0), Math.abs(s1), 0.5 * Math.abs(p))
  })
  return (x) => {
    if (x <= points[0]!.x) return points[0]!.y
    if (x >= points[count - 1]!.x) return points[count - 1]!.y
    let i = 0
    while (points[i + 1]!.x < x) i += 1
    const [a, b] = [points[i]!, points[i + 1]!]
    const h = b.x - a.x
    const t = (x - a.x) / h
    return (
      a.y * (1 + 2 * t) * (1 - t) ** 2 +
      tangents[i]! * h * t * (1 - t) ** 2 +
      b.y * t * t * (3 - 2 * t) +
      tangents[i + 1]! * h * t * t * (t - 1)
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
