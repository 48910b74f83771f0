// The target curve: what dragging and shapes may make of it.
import { describe, expect, it } from 'vitest'
import { measureRange } from '../../../renderer/timeline/feelings.ts'
import { STORY_SHAPES, shapePoints } from '../../../renderer/timeline/story-shapes.ts'
import { addPoint, meanGap, movePoint, targetAt } from '../../../renderer/timeline/target-curve.ts'

const points = [
  { x: 0.1, y: 0.2 },
  { x: 0.5, y: -0.8 },
  { x: 0.9, y: 0.6 },
]

describe('the target curve', () => {
  it('goes through its points, is level outside them, and never overshoots', () => {
    const at = targetAt(points)
    for (const { x, y } of points) expect(at(x)).toBeCloseTo(y, 9)
    expect([at(0), at(1)]).toEqual([0.2, 0.6])
    for (let x = 0; x <= 1; x += 0.01) {
      expect(at(x)!).toBeGreaterThanOrEqual(-0.8 - 1e-9)
      expect(at(x)!).toBeLessThanOrEqual(0.6 + 1e-9)
    }
    expect(targetAt([])(0.5)).toBeNull()
  })

  it('keeps a dragged point between its neighbours and inside the scale', () => {
    const moved = movePoint(points, 1, { x: 0.95, y: -3 }, measureRange('valence'))
    expect(moved[1].x).toBeLessThan(0.9)
    expect(moved[1].y).toBe(-1)
    expect(moved.map(({ x }) => x)).toEqual(moved.map(({ x }) => x).toSorted((a, b) => a - b))
    expect(movePoint(points, 0, { x: -1, y: -0.5 }, measureRange('arousal'))[0]).toEqual({ x: 0, y: 0 })
  })

  it('adds a point in its place and replaces one that stands there already', () => {
    expect(addPoint(points, { x: 0.3, y: 0 }).map(({ x }) => x)).toEqual([0.1, 0.3, 0.5, 0.9])
    expect(addPoint(points, { x: 0.5001, y: 0 })).toHaveLength(3)
  })

  it('starts every named shape inside the scale of either measure', () => {
    for (const shape of STORY_SHAPES)
      for (const measure of ['valence', 'arousal'] as const) {
        const [low, high] = measureRange(measure)
        const shaped = shapePoints(shape, measure)
        expect(shaped[0].x).toBe(0)
        expect(shaped.at(-1)!.x).toBe(1)
        for (const { y } of shaped) expect(y >= low && y <= high).toBe(true)
      }
  })

  it('measures the gap only where both curves stand', () => {
    const pair = (actual: number | null, target: number | null) => ({ actual, target })
    expect(meanGap([pair(0.2, 0.5), pair(-0.1, 0), pair(null, 1), pair(1, null)])).toBeCloseTo(0.2, 9)
    expect(meanGap([pair(null, 1)])).toBeNull()
  })
})
