// Points with many coordinates seen from their broadest side: principal components, by power iteration. Pure.
import { Random } from '../nn/seed.ts'

/** Where a projection looks from; plain numbers. */
export interface Projection {
  readonly middle: readonly number[]
  /** Two directions of length 1, at right angles. */
  readonly axes: readonly (readonly number[])[]
  /** Share of the points' variance that the two directions show, 0 … 1. */
  readonly explained: number
}

const ROUNDS = 100

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

const scaled = (vector: readonly number[], factor: number): number[] =>
  vector.map((number) => number * factor)

const unit = (vector: readonly number[]): number[] =>
  scaled(vector, 1 / (Math.sqrt(dot(vector, vector)) || 1))

/** Without its parts along the given directions. */
const apartFrom = (vector: readonly number[], axes: readonly (readonly number[])[]): number[] =>
  axes.reduce<number[]>(
    (rest, axis) => {
      const along = dot(rest, axis)
      return rest.map((number, i) => number - along * axis[i])
    },
    [...vector],
  )

/** The same points give the same view: of each direction's two signs the one whose largest number is positive. */
const facing = (axis: readonly number[]): number[] => {
  const largest = axis.reduce((best, number) => (Math.abs(number) > Math.abs(best) ? number : best), 0)
  return largest < 0 ? scaled(axis, -1) : [...axis]
}

/** The two directions along which the points differ most. Throws RangeError without a point. */
export function principalView(points: readonly ArrayLike<number>[]): Projection {
  const [first] = points
  if (first === undefined) throw new RangeError('There is no point to look at')
  const middle = Array.from(
    { length: first.length },
    (_, i) => points.reduce((sum, p) => sum + p[i], 0) / points.length,
  )
  const centred = points.map((point) => Array.from(point, (number, i) => number - middle[i]))
  const total = centred.reduce((sum, point) => sum + dot(point, point), 0)
  const random = new Random('view')
  const axes: number[][] = []
  let shown = 0
  for (let axis = 0; axis < Math.min(2, first.length); axis++) {
    let direction = unit(
      apartFrom(
        middle.map(() => random.gaussian()),
        axes,
      ),
    )
    for (let round = 0; round < ROUNDS; round++) {
      const next = middle.map(() => 0)
      for (const point of centred) {
        const along = dot(point, direction)
        for (let i = 0; i < next.length; i++) next[i] += along * point[i]
      }
      const apart = apartFrom(next, axes)
      // No variance is left: any direction is as good.
      if (dot(apart, apart) < 1e-20) break
      direction = unit(apart)
    }
    axes.push(facing(direction))
    shown += centred.reduce((sum, point) => sum + dot(point, direction) ** 2, 0)
  }
  return { middle, axes, explained: total === 0 ? 1 : Math.min(1, shown / total) }
}

/** Where a point stands in the view: x and y. */
export const project = (
  { middle, axes }: Projection,
  point: ArrayLike<number>,
): readonly [number, number] => {
  const centred = Array.from(point, (number, i) => number - middle[i])
  return [dot(centred, axes[0]), axes[1] ? dot(centred, axes[1]) : 0]
}
