import { describe, expect, it } from 'vitest'
import { blendFeelings, targetAt } from '../../engine/domain/curve.ts'
import type { Feeling } from '../../engine/domain/emotion.ts'

describe('a target curve', () => {
  const points = [
    { x: 0.1, y: 0 },
    { x: 0.4, y: 0.8 },
    { x: 0.5, y: 0.8 },
    { x: 0.9, y: -0.6 },
  ]
  const inside = Array.from({ length: 201 }, (_, index) => index / 200)

  it('goes through its points and is level beyond them', () => {
    for (const { x, y } of points) expect(targetAt(points, x)).toBeCloseTo(y, 12)
    expect(targetAt(points, 0)).toBe(0)
    expect(targetAt(points, 1)).toBe(-0.6)
  })

  it('never swings beyond its points, and only turns at them', () => {
    const values = inside.map((x) => targetAt(points, x)!)
    expect(Math.max(...values)).toBeLessThanOrEqual(0.8 + 1e-12)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.6 - 1e-12)
    for (let at = 1; at < inside.length; at++) {
      const change = values[at] - values[at - 1]
      if (inside[at] <= 0.4) expect(change).toBeGreaterThanOrEqual(-1e-12)
      if (inside[at - 1] >= 0.5) expect(change).toBeLessThanOrEqual(1e-12)
    }
  })

  it('agrees with the published PCHIP on a known case', () => {
    // The slopes are 1.25 at the end, the harmonic mean 2/3 between, 0 at the peak: worked by hand.
    const known = [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
      { x: 2, y: 1.5 },
      { x: 4, y: 0 },
    ]
    expect(targetAt(known, 0.5)).toBeCloseTo(0.5 + (1.25 - 2 / 3) / 8, 10)
    expect(targetAt(known, 1.5)).toBeCloseTo(1.25 + (2 / 3 - 0) / 8, 10)
  })

  it('is a line between two points, a level for one, nothing for none', () => {
    const line = [points[0], points[1]]
    expect(targetAt(line, 0.25)).toBeCloseTo(0.4, 12)
    expect(targetAt([points[1]], 0.9)).toBe(0.8)
    expect(targetAt([], 0.5)).toBeNull()
  })
})

describe('a blend of feelings', () => {
  const sad: Feeling = {
    valence: -0.6,
    arousal: 0.3,
    mix: [0, 0.8, 0, 0, 0, 0, 0.2],
    emotion: 'sadness',
    confidence: 0.8,
  }
  const plain: Feeling = {
    valence: 0,
    arousal: 0.32,
    mix: [0, 0, 0, 0, 0, 0, 1],
    emotion: 'neutral',
    confidence: 0.1,
  }

  it('is its only part', () => {
    expect(blendFeelings([sad], [12])).toEqual(sad)
  })

  it('keeps the mood of a page through plain narration, and loses it in a chapter of it', () => {
    expect(blendFeelings([sad, plain], [50, 50])?.emotion).toBe('sadness')
    expect(blendFeelings([sad, plain], [50, 50])?.valence).toBeLessThan(-0.4)
    expect(blendFeelings([sad, plain], [50, 3000])?.emotion).toBe('neutral')
  })

  it('weighs words', () => {
    const glad: Feeling = { ...sad, valence: 0.6, mix: [0.8, 0, 0, 0, 0, 0, 0.2], emotion: 'joy' }
    expect(blendFeelings([sad, glad], [100, 20])?.valence).toBeCloseTo(-0.4, 2)
    expect(blendFeelings([sad, glad], [20, 100])?.emotion).toBe('joy')
  })

  it('is nothing without words', () => {
    expect(blendFeelings([], [])).toBeNull()
    expect(blendFeelings([sad], [0])).toBeNull()
  })
})
