// What drawn curves ask for at a place: the innermost one, on each measure by itself.
import { describe, expect, it } from 'vitest'
import { measureOf, MEASURES, measureRange, tensionOf } from '../../engine/domain/measure.ts'
import { shapePoints, STORY_SHAPES } from '../../engine/domain/story-shapes.ts'
import { targetsAt } from '../../engine/domain/target.ts'

const node = (id: string, parentId: string | null, kind: 'part' | 'chapter' | 'scene', words: number) => ({
  id,
  parentId,
  kind,
  words,
})
const tree = [
  node('part', null, 'part', 1000),
  node('one', 'part', 'chapter', 600),
  node('a', 'one', 'scene', 200),
  node('b', 'one', 'scene', 400),
  node('two', 'part', 'chapter', 400),
  node('c', 'two', 'scene', 400),
]
const rise = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
]

describe('targets at a place', () => {
  it('count words from the start of the scope that the curve spans', () => {
    const curves = [
      { scopeId: null, measure: 'tension' as const, points: rise },
      { scopeId: 'one', measure: 'fear' as const, points: rise },
      { scopeId: 'b', measure: 'valence' as const, points: rise },
    ]
    const wishes = targetsAt(tree, curves, { sceneId: 'b', wordsBefore: 100 })
    expect(wishes.tension).toMatchObject({ scopeId: null })
    expect(wishes.tension!.value).toBeCloseTo(0.3, 9)
    expect(wishes.fear!.value).toBeCloseTo(0.5, 9)
    expect(wishes.valence!.value).toBeCloseTo(0.25, 9)
    expect(Object.keys(wishes)).toHaveLength(3)
    expect(targetsAt(tree, curves, { sceneId: 'c', wordsBefore: 400 })).toEqual({
      tension: { value: 1, scopeId: null },
    })
  })

  it('prefer the scene to its chapter, the chapter to the book, measure by measure', () => {
    const level = (scopeId: string | null, y: number) => ({
      scopeId,
      measure: 'valence' as const,
      points: [{ x: 0.5, y }],
    })
    const curves = [level(null, -0.5), level('part', 0.1), level('a', 0.9)]
    const at = (sceneId: string) => targetsAt(tree, curves, { sceneId, wordsBefore: 0 }).valence
    expect(at('a')).toEqual({ value: 0.9, scopeId: 'a' })
    expect(at('c')).toEqual({ value: 0.1, scopeId: 'part' })
    expect(targetsAt(tree, curves.slice(0, 1), { sceneId: 'gone', wordsBefore: 3 }).valence?.value).toBe(-0.5)
  })
})

describe('the measures of a feeling', () => {
  it('call a terror tense, and neither a feast nor a quiet grief', () => {
    expect(tensionOf({ valence: -0.8, arousal: 0.9 })).toBeGreaterThan(0.75)
    expect(tensionOf({ valence: 0.8, arousal: 0.9 })).toBeLessThan(0.15)
    expect(tensionOf({ valence: -0.7, arousal: 0.15 })).toBeLessThan(0.15)
  })

  it('read every emotion off the mix and stay on their scales', () => {
    const feeling = { valence: -1, arousal: 1, mix: [0.1, 0.2, 0.05, 0.3, 0.05, 0.1, 0.2] }
    expect(measureOf(feeling, 'fear')).toBe(0.3)
    expect(measureOf(feeling, 'joy')).toBe(0.1)
    for (const measure of MEASURES) {
      const [low, high] = measureRange(measure)
      expect(measureOf(feeling, measure)).toBeGreaterThanOrEqual(low)
      expect(measureOf(feeling, measure)).toBeLessThanOrEqual(high)
    }
  })
})

describe('the named shapes', () => {
  it('run from end to end inside the scale of every measure, with beats in order', () => {
    for (const shape of STORY_SHAPES)
      for (const measure of MEASURES) {
        const points = shapePoints(shape, measure)
        const [low, high] = measureRange(measure)
        expect([points[0].x, points.at(-1)!.x], shape.id).toEqual([0, 1])
        for (const [index, { x, y }] of points.entries()) {
          if (index > 0) expect(x, shape.id).toBeGreaterThan(points[index - 1].x)
          expect(y >= low && y <= high, `${shape.id} ${measure} ${y}`).toBe(true)
        }
        const beats = shape.beats.map((beat) => beat.x)
        expect(beats).toEqual(beats.toSorted((a, b) => a - b))
      }
  })

  it('keep a steady tension steady and high', () => {
    const levels = STORY_SHAPES.find(({ id }) => id === 'steadyTension')!.level.map(({ y }) => y)
    expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(0.1)
    expect(Math.min(...levels)).toBeGreaterThan(0.5)
  })
})
