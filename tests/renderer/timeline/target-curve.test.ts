// The target curve: what dragging and shapes may make of it.
import { describe, expect, it } from 'vitest'
import { targetAt as steered } from '../../../engine/domain/curve.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { measureRange } from '../../../renderer/timeline/feelings.ts'
import {
  addPoint,
  drawStroke,
  meanGap,
  movePoint,
  nudgeAll,
  targetAt,
} from '../../../renderer/timeline/target-curve.ts'

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

  it('is the curve by which the engine steers', () => {
    const random = new Random(3)
    for (let count = 1; count <= 9; count++) {
      const handles = Array.from({ length: count }, (_, i) => ({
        x: (i + random.next()) / (count + 1),
        y: 2 * random.next() - 1,
      }))
      const at = targetAt(handles)
      for (let x = 0; x <= 1; x += 0.005) expect(at(x)).toBeCloseTo(steered(handles, x)!, 12)
    }
  })

  it('takes a stroke of the pen as a few points over what was there, whichever way it went', () => {
    const stroke = Array.from({ length: 80 }, (_, i) => {
      const x = 0.3 + (0.4 * i) / 79
      return { x, y: 0.8 * Math.sin((x - 0.3) * 12) }
    })
    for (const drawn of [stroke, stroke.toReversed()]) {
      const result = drawStroke(points, drawn, measureRange('valence'))
      expect(result[0]).toEqual(points[0])
      expect(result.at(-1)).toEqual(points[2])
      expect(result.length).toBeLessThanOrEqual(18)
      const at = targetAt(result)
      for (const { x, y } of stroke) expect(Math.abs(at(x)! - y)).toBeLessThan(0.09)
    }
    expect(drawStroke(points, [], measureRange('valence'))).toEqual(points)
    const high = drawStroke(
      [],
      [
        { x: 0.1, y: 3 },
        { x: 0.6, y: -4 },
      ],
      measureRange('joy'),
    )
    expect(high.map(({ y }) => y)).toEqual([1, 0])
  })

  it('is nudged as a whole, each point as far as the scale lets it', () => {
    expect(nudgeAll(points, 0.5, measureRange('valence')).map(({ y }) => y)).toEqual([
      0.7, -0.30000000000000004, 1,
    ])
  })

  it('measures the gap only where both curves stand', () => {
    const pair = (actual: number | null, target: number | null) => ({ actual, target })
    expect(meanGap([pair(0.2, 0.5), pair(-0.1, 0), pair(null, 1), pair(1, null)])).toBeCloseTo(0.2, 9)
    expect(meanGap([pair(null, 1)])).toBeNull()
  })
})
