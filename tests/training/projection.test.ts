// The broadest view of points: the right directions, the same every time, honest about what it leaves out.
import { expect, it } from 'vitest'
import { Random } from '../../engine/nn/seed.ts'
import { principalView, project } from '../../engine/training/projection.ts'

/** Points that differ much along one direction, less along a second, hardly along the others. */
const cloud = (): number[][] => {
  const random = new Random(1)
  return Array.from({ length: 200 }, () => {
    const [a, b] = [5 * random.gaussian(), 2 * random.gaussian()]
    const rest = Array.from({ length: 4 }, () => 0.1 * random.gaussian())
    return [3 + (a + b) / Math.SQRT2, -1 + (a - b) / Math.SQRT2, ...rest]
  })
}

it('finds the two directions along which points differ most', () => {
  const points = cloud()
  const view = principalView(points)
  const [first, second] = view.axes
  expect(Math.abs(first[0])).toBeCloseTo(Math.SQRT1_2, 1)
  expect(Math.abs(first[1])).toBeCloseTo(Math.SQRT1_2, 1)
  expect(first.reduce((sum, x, i) => sum + x * second[i], 0)).toBeCloseTo(0, 8)
  expect(view.explained).toBeGreaterThan(0.99)
  const seen = points.map((point) => project(view, point))
  const variance = (axis: 0 | 1) => seen.reduce((sum, place) => sum + place[axis] ** 2, 0) / points.length
  expect(variance(0)).toBeGreaterThan(variance(1))
  expect(seen.reduce((sum, [x]) => sum + x, 0)).toBeCloseTo(0, 6)
  expect(principalView(cloud())).toEqual(view)
})

it('says how much it leaves out, and bears points that do not differ', () => {
  const random = new Random(2)
  const ball = Array.from({ length: 400 }, () => Array.from({ length: 8 }, () => random.gaussian()))
  expect(principalView(ball).explained).toBeLessThan(0.5)
  const same = principalView([Float32Array.of(1, 2), Float32Array.of(1, 2)])
  expect(same.explained).toBe(1)
  expect(project(same, [1, 2])).toEqual([0, 0])
  expect(() => principalView([])).toThrow(RangeError)
})
